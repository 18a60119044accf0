"""What a claim's page shows beside its form, and the addresses that serve it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path

from claims.admin.base import person
from claims.models import STEPS, Claim, Presence
from claims.services.checks import Desk, check_desk, read_desk
from claims.services.presence import be_present

from .chart import chart_of
from .checks import show_at_fields, shown
from .choices import give_rows
from .comments import CommentPages, thread
from .timeline import SHOWN, timeline


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

    def show_step(self, request: HttpRequest, button: Any, row: Any, *args: Any) -> Any:
        """Show also what may be wrong with a claim to whoever is about to publish it."""
        response = super().show_step(request, button, row, *args)  # type: ignore[misc]
        if STEPS[button.action].permission == "publish_claim":
            response.context_data["checks"] = shown(read_desk(row))
        return response

    def presence_view(self: Any, request: HttpRequest, object_id: str) -> JsonResponse:
        """Note that the page is open, and name the others who have it open."""
        claim = self.get_object(request, object_id)
        if claim is None or request.method != "POST":
            raise Http404
        if not self.has_view_permission(request, claim):
            raise PermissionDenied
        return JsonResponse({"others": be_present(claim, by=person(request))})


def panel(claim: Claim, by: User, context: dict[str, Any]) -> dict[str, Any]:
    """Give what the template shows of a claim besides its form and its standing.

    ``context`` has the forms of the page; they learn what may be wrong.
    """
    desk = read_desk(claim)
    form = context["adminform"].form
    show_at_fields(form, check_desk(desk))
    give_rows(fields_of(context), rows_of(desk))
    return {
        "chart": chart_of(desk),
        "checks": shown(desk, form.fields),
        "thread": thread(claim, by) if by.has_perm("claims.view_comment") else None,
        "timeline": timeline(claim, limit=SHOWN),
        "others": Presence.objects.others(claim, by),
    }


def fields_of(context: dict[str, Any]) -> Iterator[forms.Field]:
    """Go through the fields of all forms of the page."""
    yield from context["adminform"].form.fields.values()
    for inline in context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            yield from form.fields.values()


def rows_of(desk: Desk) -> list[Model]:
    """List the rows that the page has read and its fields may show."""
    claim = desk.claim
    named = [claim.claimant, claim.topic, claim.measure]
    return [row for row in [*named, *(c.source for c in desk.citations)] if row]
