"""Partners: their terms, their keys, and how much they ask."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminTextInputWidget

from claims.charts import Bar, Chart, columns
from claims.models import ApiKey, DailyUse, Partner
from claims.services.keys import create_key, revoke_key, rotate_key
from claims.services.partners import record_partner, revise_partner

from .base import DeskAdmin, ProseWidgets, RefusedError, person, refusals, show_refusal
from .key_forms import KeyForm, RotationForm
from .posts import TOKEN, new_token
from .steps import is_first_post

MANAGE = "claims.manage_keys"
DAYS = 30


@admin.register(Partner)
class PartnerAdmin(DeskAdmin):
    """The pages of partners; a key is shown once, on the page that made it."""

    change_form_template = "admin/claims/partner/change_form.html"
    list_display = ["name", "is_active", "contact_name", "rate_limit"]
    list_filter = ["is_active"]
    search_fields = ["name", "contact_name"]
    search_help_text = "Name or contact"
    autocomplete_fields = ["topics"]
    fields = [
        "name",
        "is_active",
        "contact_name",
        "contact_email",
        "licence_terms",
        "licence_url",
        "topics",
        "languages",
        "rate_limit",
    ]
    formfield_overrides = {
        **ProseWidgets.formfield_overrides,
        ArrayField: {"widget": UnfoldAdminTextInputWidget},
    }

    def record(self, row: Any, by: User, values: dict[str, Any]) -> Partner:
        return record_partner(by=by, **values)

    def revise(self, row: Any, seen: Any, by: User, values: dict[str, Any]) -> Partner:
        return revise_partner(row, revision=seen, by=by, **values)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        key = "<path:object_id>/key/<uuid:key_id>"
        revoke = require_POST(self.revoke_view)
        return [
            path(
                "<path:object_id>/key/",
                view(self.key_view),
                name="claims_partner_key",
            ),
            path(
                f"{key}/rotate/", view(self.rotate_view), name="claims_partner_rotate"
            ),
            path(f"{key}/revoke/", view(revoke), name="claims_partner_revoke"),
            *super().get_urls(),
        ]

    def key_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask what a new key is to open, make it, and show it this once."""
        partner = self.managed(request, object_id)
        form = KeyForm(request.POST or None)
        context = {"title": "New key", "does": "Make the key"}
        return self.make(
            request,
            partner,
            form,
            context,
            lambda: create_key(partner, by=person(request), **form.cleaned_data),
        )

    def rotate_view(
        self, request: HttpRequest, object_id: str, key_id: Any
    ) -> HttpResponse:
        """Ask for how long both keys are to work, make the new one, and show it."""
        partner = self.managed(request, object_id)
        key = key_of(partner, key_id)
        form = RotationForm(request.POST or None, initial={"revision": key.revision})
        context = {"title": f"Rotate {key}", "does": "Make the new key"}
        return self.make(
            request,
            partner,
            form,
            context,
            lambda: rotate_key(key, by=person(request), **form.asked()),
        )

    def revoke_view(
        self, request: HttpRequest, object_id: str, key_id: Any
    ) -> HttpResponse:
        """End a key at once."""
        partner = self.managed(request, object_id)
        key = key_of(partner, key_id)
        with transaction.atomic():
            revoke_key(key, by=person(request))
            self.log_change(request, partner, f"The key {key} was revoked.")
        self.message_user(request, f"The key {key} is revoked.", messages.SUCCESS)
        return HttpResponseRedirect(page_of(partner))

    def managed(self, request: HttpRequest, object_id: str) -> Partner:
        """Find the partner, for somebody who may manage its keys."""
        partner = self.get_object(request, unquote(object_id))
        if not person(request).has_perm(MANAGE):
            raise PermissionDenied
        if partner is None:
            raise Http404
        return partner

    def make(
        self,
        request: HttpRequest,
        partner: Partner,
        form: Any,
        context: dict[str, Any],
        service: Any,
    ) -> HttpResponse:
        """Show the form, or make a key by it; a second click makes no second one."""
        status = HTTPStatus.OK
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic(), refusals():
                    if not is_first_post(request):
                        told = "This key was made, and shown, already."
                        self.message_user(request, told, messages.WARNING)
                        return HttpResponseRedirect(page_of(partner))
                    key = service()
                    self.log_change(request, partner, f"The key {key.row} was made.")
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
                status = refusal.status
            else:
                context = {"title": "The new key", "key": key, "done": True}
        response = TemplateResponse(
            request,
            "admin/claims/partner/key.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": partner,
                "form": form,
                "token": request.POST.get(TOKEN) or new_token(),
                "back": page_of(partner),
                "media": self.media + form.media,
                **context,
            },
            status=status,
        )
        add_never_cache_headers(response)
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj:
            context["chart"] = chart_of(obj)
            context["keys"] = obj.keys.with_last_use()
            context["manages_keys"] = person(request).has_perm(MANAGE)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def key_of(partner: Partner, key_id: Any) -> ApiKey:
    """Find a key of a partner; another one's is not found."""
    return get_object_or_404(ApiKey, pk=key_id, partner=partner)


def page_of(partner: Partner) -> str:
    """Give the address of a partner's page."""
    return reverse("admin:claims_partner_change", args=[quote(partner.pk)])


def chart_of(partner: Partner) -> Chart:
    """Draw a partner's requests day by day; the table tells the refused ones too."""
    days = DailyUse.objects.of_partner(partner, until=timezone.now().date(), days=DAYS)
    chart = columns(
        f"Requests a day, the last {DAYS} days",
        [Bar(f"{day.day:%d %b}", day.served) for day in days],
    )
    return replace(
        chart,
        columns=("Day (UTC)", "Served", "Refused"),
        rows=tuple(
            (str(day.day), f"{day.served:,}", f"{day.refused:,}") for day in days
        ),
        note="Counted to some seconds ago.",
    )
