"""The text of a source, pasted by hand, on its page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.widgets import UnfoldAdminTextareaWidget

from claims.models import Capture
from claims.services.captures import keep_text

from .base import RefusedError, person, refusals, show_refusal
from .merging import page_of

# The newest copies are listed; the quotes are looked for in the newest with a text.
LISTED = 5


class PastedTextForm(forms.Form):
    """The text of a source, as somebody copied it."""

    text = forms.CharField(
        label="Text of the source",
        max_length=Capture._meta.get_field("text").max_length,
        strip=False,
        widget=UnfoldAdminTextareaWidget({"rows": 16}),
        help_text="Quotes are looked for in it. It stays at the desk.",
    )


class TextPages:
    """The page that takes a source's text."""

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.paste_text_view)
        name = "claims_source_paste_text"
        return [
            path("<path:object_id>/paste-text/", view, name=name),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(
        self: Any,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj:
            newest = Capture.objects.kept_of(obj).select_related("by").order_by("-id")
            context["captures"] = newest[:LISTED]
            context["paste_url"] = reverse(
                "admin:claims_source_paste_text", args=[quote(obj.pk)]
            )
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kwargs
        )

    def paste_text_view(
        self: Any, request: HttpRequest, object_id: str
    ) -> HttpResponse:
        """Keep the text that somebody pastes."""
        source = self.get_object(request, unquote(object_id))
        if source is None:
            raise Http404
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        form = PastedTextForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                with transaction.atomic(), refusals():
                    keep_text(source, by=person(request), **form.cleaned_data)
                    self.log_change(request, source, "Kept its text.")
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
            else:
                self.message_user(request, "The text is kept.", messages.SUCCESS)
                return HttpResponseRedirect(page_of(source))
        context = {
            **self.admin_site.each_context(request),
            "title": "Paste text",
            "subtitle": str(source),
            "opts": self.opts,
            "original": source,
            "form": form,
            "says": "What the source said when you looked, for quotes to be found in.",
            "done": "Keep",
            "back": page_of(source),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/claims/ask.html", context)
