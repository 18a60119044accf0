"""What a claim's page shows beside its form, and the addresses that serve it."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from django.utils.html import format_html

from claims.admin.base import person
from claims.models import Citation, Claim, Presence
from claims.services.checks import Severity, Warned, check_claim
from claims.services.presence import be_present

from .chart import chart_of
from .comments import CommentPages, thread
from .timeline import SHOWN, timeline

SEVERITIES = {
    Severity.VIOLATION: "danger",
    Severity.WARNING: "warning",
    Severity.SUGGESTION: "info",
}
ANCHORS = {"citations": "citations-group", "review": "reviews-group"}


class ClaimPage(CommentPages):
    """The page of one claim."""

    def get_urls(self: Any) -> list[Any]:
        below = (
            ("comments/", self.comment_view, "comment"),
            ("comments/<uuid:comment_id>/resolve/", self.resolve_view, "resolve"),
            ("presence/", self.presence_view, "presence"),
        )
        return [
            *(
                path(
                    f"<uuid:object_id>/{route}",
                    self.admin_site.admin_view(view),
                    name=f"claims_claim_{name}",
                )
                for route, view, name in below
            ),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def presence_view(self: Any, request: HttpRequest, object_id: str) -> JsonResponse:
        """Note that the page is open, and name the others who have it open."""
        claim = self.get_object(request, object_id)
        if claim is None or request.method != "POST":
            raise Http404
        if not self.has_view_permission(request, claim):
            raise PermissionDenied
        return JsonResponse({"others": be_present(claim, by=person(request))})


def panel(claim: Claim, by: User, form: forms.BaseForm) -> dict[str, Any]:
    """Give what the template shows of a claim besides its form and its standing."""
    warned = check_claim(claim)
    show_at_fields(form, warned)
    return {
        "chart": chart_of(claim),
        "checks": shown(warned, claim),
        "thread": thread(claim, by) if by.has_perm("claims.view_comment") else None,
        "timeline": timeline(claim, limit=SHOWN),
        "others": Presence.objects.others(claim, by),
    }


def shown(warned: list[Warned], claim: Claim) -> list[dict[str, Any]]:
    """Give the checks for a template, each with a link to where it can be mended."""
    citations = list(
        claim.citations.order_by("id").values_list("pk", flat=True) if warned else []
    )
    return [
        {
            "severity": each.severity.label,
            "colour": SEVERITIES[each.severity],
            "words": each.words,
            "anchor": anchor(each, citations),
        }
        for each in warned
    ]


def anchor(warned: Warned, citations: list[Any]) -> str:
    """Name the element of the form that a check speaks of."""
    if isinstance(warned.citation, Citation):
        return f"id_citations-{citations.index(warned.citation.pk)}-{warned.field}"
    return ANCHORS.get(warned.field, f"id_{warned.field}")


def show_at_fields(form: forms.BaseForm, warned: list[Warned]) -> None:
    """Say below a field of the form what may be wrong with it."""
    for each in warned:
        if each.citation is None and each.field in form.fields:
            field = form.fields[each.field]
            field.help_text = format_html(
                '{} <span class="desk-check">{}: {}</span>',
                field.help_text,
                each.severity.label.capitalize(),
                each.words,
            )
