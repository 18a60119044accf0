"""The page that says which source another merely repeats."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims.documents import content_of
from claims.models import Source
from claims.services.rows import revise_row

from .base import RefusedError, person, refusals, show_refusal


class RepeatPages:
    """Pages of citations, from which a source is marked as a repeat."""

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(self.repeats_view)
        return [
            path("<path:object_id>/repeats/", view, name="claims_citation_repeats"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def repeats_view(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        citation = self.get_object(request, unquote(object_id))
        if citation is None:
            raise Http404
        if not request.user.has_perm("claims.change_source"):
            raise PermissionDenied
        source, claim = citation.source, citation.claim
        widget = AutocompleteSelect(Source._meta.get_field("repeats"), self.admin_site)
        data = request.POST if request.method == "POST" else None
        form = forms.Form(
            data, initial={"repeats": source.repeats_id, "seen": source.revision}
        )
        form.fields["repeats"] = forms.ModelChoiceField(
            Source.objects.all(),
            required=False,
            widget=widget,
            label="It repeats",
            help_text="Empty where it found out for itself.",
        )
        form.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)
        status = 200
        if form.is_valid():
            try:
                with transaction.atomic(), refusals():
                    revise_row(
                        source,
                        revision=form.cleaned_data["seen"],
                        by=person(request),
                        repeats=form.cleaned_data["repeats"],
                    )
                    self.log_change(request, citation, "Marked what it repeats.")
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
                status = refusal.status
            else:
                number = content_of(claim)["evidence"]["independent_origins"]
                said = f"Independent origins of the claim's evidence: {number}."
                self.message_user(request, said, messages.SUCCESS)
                page = reverse("admin:claims_claim_change", args=[claim.pk])
                return HttpResponseRedirect(page)
        context = {
            **self.admin_site.each_context(request),
            "title": "Repeats",
            "subtitle": str(source),
            "opts": self.opts,
            "original": citation,
            "form": form,
            "says": "Sources that repeat one another count as one origin.",
            "done": "Save",
            "back": reverse("admin:claims_claim_change", args=[claim.pk]),
            "media": self.media + form.media,
        }
        return TemplateResponse(
            request, "admin/claims/ask.html", context, status=status
        )
