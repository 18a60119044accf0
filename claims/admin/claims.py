"""Claims, with all that belongs to one: citations, reviews, links."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from unfold.utils import display_for_label

from claims.documents import address, content_of
from claims.models import Claim, Event
from claims.services.claims import record_claim, revise_claim
from claims.services.record import differs, entries

from .base import DeskAdmin, person
from .citations import CitationInline
from .claim_list import ClaimListPages
from .claim_list.columns import STAGES, STATUSES, stage_badge, status_badge
from .claim_page import ClaimPage, panel
from .links import LinkInline
from .merging import MergePages
from .preview import PreviewPage, preview_url
from .reviews import ReviewAdmin, ReviewInline
from .steps import CLAIM_BUTTONS, Shown, StepPages, shown_buttons


@admin.register(Claim)
class ClaimAdmin(
    ClaimListPages, ClaimPage, MergePages, PreviewPage, StepPages, DeskAdmin
):
    """The pages of claims."""

    class Media:
        css = {"all": ["claims/charts.css"]}
        js = ["claims/mentions.js", "claims/presence.js"]

    autocomplete_fields = ["claimant", "topic", "measure", "tags"]
    inlines = [CitationInline, ReviewInline, LinkInline]
    buttons = CLAIM_BUTTONS
    fieldsets = [
        ("What is claimed", {"fields": ["text", "language"]}),
        ("Who said it, and when", {"fields": ["claimant", "claimed"]}),
        (
            "Figure",
            {
                "fields": [
                    "wording",
                    ("comparator", "value", "upper"),
                    "measure",
                    "as_of",
                ]
            },
        ),
        ("What it is about", {"fields": ["topic", "period", "place", "tags"]}),
    ]

    def record(self, row: Claim, by: User, values: dict[str, Any]) -> Claim:
        return record_claim(by=by, **values)

    def revise(self, row: Claim, seen: Any, by: User, values: dict[str, Any]) -> Claim:
        return revise_claim(row, revision=seen, by=by, **values)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Leave out what a claim that is being added cannot have yet."""
        return self.inlines if obj else [CitationInline, LinkInline]

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj:
            # The form's own row may carry what a refused post typed.
            claim = Claim.objects.with_names().get(pk=obj.pk)
            context |= standing(claim)
            context["buttons"] = [
                *buttons_for(claim, person(request)),
                Shown("Preview", preview_url(claim)),
            ]
            context |= panel(claim, person(request), context)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def standing(claim: Claim) -> dict[str, Any]:
    """Say where a claim stands at the desk, in the record and by its evidence."""
    entry = entries.of_claim(claim.pk).first()
    content = content_of(claim)
    listed = reverse("admin:claims_entry_changelist")
    return {
        "row": claim,
        "badges": [
            display_for_label(stage_badge(claim), "", STAGES),
            display_for_label(status_badge(claim), "", STATUSES),
        ],
        "entry": entry,
        "entry_url": entry and address(claim.pk, "versions", str(entry.version)),
        "is_public": entry is not None and entry.event != Event.WITHDRAWN,
        "differs": differs(claim, content),
        "entries_url": f"{listed}?claim__id__exact={claim.pk}",
        "evidence": content["evidence"],
        "scheduled": claim.scheduled_publications.select_related("by").first(),
        "submissions": claim.submissions.select_related("partner").order_by("id"),
    }


def buttons_for(claim: Claim, by: User) -> list[Shown]:
    """List the steps open to a person: the claim's, and its open review's."""
    review = claim.reviews.ours().open().first()
    shown = []
    if review:
        shown = list(shown_buttons(ReviewAdmin.buttons, by, claim, review))
    elif by.has_perm("claims.add_review"):
        url = reverse("admin:claims_review_add")
        shown = [Shown("Draft a review", f"{url}?claim={claim.pk}")]
    steps = shown_buttons(CLAIM_BUTTONS, by, claim)
    if review:
        # The review comes first: one button stands out.
        return [*shown, *(each._replace(variant="default") for each in steps)]
    return [*shown, *steps]
