"""The page “Add citation”: paste a link or a citation, and describe what is new."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget

from claims.models import Claim, Role, Source, Stance
from claims.services.sources import cite_by_address, known_source, told_by

from .base import RefusedError, person, refusals, show_refusal
from .merging import as_key
from .step_forms import area

NEW = ["kind", "title", "publisher", "url", "published", "language"]


class PasteForm(forms.Form):
    """What was pasted, and why the source is cited."""

    text = area(
        label="Link or citation",
        max_length=4000,
        help_text="An address, a DOI or an ISBN, or a citation with the title in quotes.",
    )
    role = forms.ChoiceField(
        choices=Role.choices, initial=Role.EVIDENCE, widget=UnfoldAdminSelectWidget
    )
    stance = forms.ChoiceField(
        choices=Stance.choices, initial=Stance.NEUTRAL, widget=UnfoldAdminSelectWidget
    )


class CitePages:
    """How a citation is added: its source is taken where it is known, or described."""

    def add_view(
        self: Any,
        request: HttpRequest,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        key = as_key(Claim, request.GET.get("claim", ""))
        claim = Claim.objects.filter(pk=key).first()
        if claim is None:
            self.message_user(request, "Choose the claim first.", messages.INFO)
            return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))
        if request.method != "POST":
            return self.show_citing(request, claim, PasteForm())
        form = PasteForm(request.POST)
        if not form.is_valid():
            return self.show_citing(request, claim, form)
        text = form.cleaned_data["text"]
        if known_source(text):
            return self.cite(request, claim, form)
        described = "source-title" in request.POST
        new = self.source_form(request, request.POST if described else None, text)
        if not described or not new.is_valid():
            return self.show_citing(request, claim, form, new)
        return self.cite(request, claim, form, new)

    def cite(
        self: Any, request: HttpRequest, claim: Claim, form: Any, new: Any = None
    ) -> HttpResponse:
        values = dict(form.cleaned_data)
        source = new and {name: new.cleaned_data[name] for name in NEW}
        try:
            with transaction.atomic(), refusals():
                citation, was_known = cite_by_address(
                    claim,
                    values.pop("text"),
                    by=person(request),
                    source=source,
                    **values,
                )
                self.log_addition(request, citation, "Cited by pasting.")
        except RefusedError as refusal:
            show_refusal(new or form, refusal.error)
            return self.show_citing(request, claim, form, new, refusal.status)
        said = (
            f"This source is known: “{citation.source}” is cited."
            if was_known
            else f"“{citation.source}” is recorded as a new source and cited."
        )
        self.message_user(request, said, messages.SUCCESS)
        page = reverse("admin:claims_citation_change", args=[citation.pk])
        return HttpResponseRedirect(page)

    def source_form(self: Any, request: HttpRequest, data: Any, text: str) -> Any:
        """Make the form of a new source, filled with what the text tells."""
        page = self.admin_site.get_model_admin(Source)
        made = page.get_form(request, None, fields=NEW)
        return made(data, initial=told_by(text), prefix="source")

    def show_citing(
        self: Any,
        request: HttpRequest,
        claim: Claim,
        form: PasteForm,
        new: Any = None,
        status: int = HTTPStatus.OK,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Add citation",
            "subtitle": str(claim),
            "opts": self.opts,
            "claim": claim,
            "form": form,
            "new": new,
            "new_fields": [new[name] for name in NEW] if new else [],
            "back": reverse("admin:claims_claim_change", args=[claim.pk]),
            "media": self.media + form.media + (new.media if new else forms.Media()),
        }
        return TemplateResponse(
            request, "admin/claims/cite.html", context, status=status
        )
