"""Choosing a quote in the stored text of a source, and telling when it is not there."""

from typing import Any

from django.http import HttpRequest

from claims.models import Capture, Citation
from claims.quotes import Span, find

# So much of the text is shown around a quote.
AROUND = 200


def stored_text(citation: Citation) -> Capture | None:
    """Give the newest copy of the source that has a text."""
    return Capture.objects.kept_of(citation.source).exclude(text="").newest()


def warning(citation: Citation, capture: Capture | None, spans: list[Span]) -> str:
    """Say in words that a quote is not where it should be, softly."""
    if not citation.quote or capture is None or len(spans) == 1:
        return ""
    if not spans:
        return "The quote is not found in the stored text of the source."
    return (
        f"The quote stands {len(spans)} times in the stored text: choose it there, so "
        "that the words around it tell which is meant."
    )


def passage(text: str, span: Span) -> dict[str, str]:
    """Cut a quote out of its text with some of what stands around it."""
    return {
        "before": text[max(0, span.start - AROUND) : span.start],
        "exact": text[span.start : span.end],
        "after": text[span.end : span.end + AROUND],
    }


class QuotePages:
    """A citation's page shows the stored text, and the quote in it."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        # The form's own row may carry what a refused post typed.
        citation = Citation.objects.select_related("source", "claim").get(pk=obj.pk)
        capture = stored_text(citation)
        spans = (
            find(
                capture.text,
                citation.quote,
                citation.quote_prefix,
                citation.quote_suffix,
            )
            if capture and citation.quote
            else []
        )
        context |= {
            "citation": citation,
            "show_save_and_add_another": False,
            "capture": capture,
            "warning": warning(citation, capture, spans),
            "passages": [passage(capture.text, span) for span in spans[:3]],  # type: ignore[union-attr]
        }
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kwargs
        )
