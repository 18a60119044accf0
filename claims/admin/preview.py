"""What partners will get: the claim's next version as a page and as JSON, and what changes."""

import json
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.documents.differences import name_of, summary, words
from claims.models import Claim
from claims.services.preview import Preview, preview_claim


def preview_context(preview: Preview) -> dict[str, Any]:
    """Give a template what it shows of a preview."""
    return {
        "preview": preview,
        "differences": preview.differences,
        "is_public": preview.public is not None,
        "read": list(readable(preview.document)),
        "json": json.dumps(preview.document, indent=2, ensure_ascii=False),
    }


def readable(document: dict[str, Any]) -> Any:
    """Give the parts of a document as people read them, those that say something."""
    plain = ["text", "claimant", "claimed", "figure", "as_of", "topic", "measure"]
    for name in [*plain, "period", "place", "status", "language"]:
        if said := words(document[name], name):
            yield name.replace("_", " ").capitalize(), [said]
    evidence = document["evidence"]
    yield (
        "Evidence",
        [
            f"{evidence['sources']} sources, {evidence['independent_origins']} "
            "independent origins",
            *([evidence["figures"]["words"]] if evidence["figures"] else []),
        ],
    )
    for name in ("citations", "reviews", "tags"):
        lines = [
            ": ".join(part for part in (name_of(each), summary(each)) if part)
            if isinstance(each, dict)
            else each
            for each in document[name]
        ]
        if lines:
            yield name.capitalize(), lines
    if document["withheld_sources"]:
        yield "Sources not named", [str(document["withheld_sources"])]


class PreviewPage:
    """The page “Preview” of a claim, for whoever may see the claim; it changes nothing."""

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<path:object_id>/preview/", view, name="claims_claim_preview"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def preview_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        claim = self.get_object(request, unquote(object_id))
        if claim is None:
            raise Http404
        if not self.has_view_or_change_permission(request, claim):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            **preview_context(preview_claim(claim)),
            "title": "Preview",
            "subtitle": str(claim),
            "opts": self.opts,
            "original": claim,
            "back": reverse("admin:claims_claim_change", args=[quote(claim.pk)]),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/claims/preview.html", context)


def preview_url(claim: Claim) -> str:
    """Give the page that shows what partners will get."""
    return reverse("admin:claims_claim_preview", args=[quote(claim.pk)])
