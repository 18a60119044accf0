"""Reviews: ours on their way, and other publishers'."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display
from unfold.utils import display_for_label

from claims.models import STEPS, Review, ReviewState
from claims.services.reviews import draft_review, record_review, revise_review

from .base import DeskAdmin, ReadOnlyInline, named, person
from .steps import REVIEW_BUTTONS, StepPages, shown_buttons

STATES = {
    ReviewState.SUBMITTED: "info",
    ReviewState.RETURNED: "warning",
    ReviewState.APPROVED: "success",
}


@display(description="State", label=STATES, ordering="state")
def state_badge(review: Review) -> tuple[str, str]:
    """Show where a review stands."""
    return review.state, review.get_state_display()


class ReviewInline(ReadOnlyInline, TabularInline):
    """A line a review, with a link to it."""

    model = Review
    hide_title = True
    fields = ["linked", "summary", "state", named("author"), named("approved_by")]
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        reviews = super().get_queryset(request)
        return reviews.select_related("verdict", "publisher", "author", "approved_by")

    @admin.display(description="Review")
    def linked(self, review: Review) -> str:
        url = reverse("admin:claims_review_change", args=[review.pk])
        return format_html('<a href="{}" class="text-link">{}</a>', url, review)


@admin.register(Review)
class ReviewAdmin(StepPages, DeskAdmin):
    """The pages of reviews."""

    list_display = ["claim", "__str__", state_badge, "author", "approved_by"]
    list_filter = ["state", ("verdict", AutocompleteSelectFilter)]
    list_select_related = [
        "claim",
        "verdict",
        "publisher",
        "author",
        "approved_by",
    ]
    search_fields = ["claim__text", "summary", "label", "publisher__name"]
    search_help_text = "Claim, summary, or another publisher and its rating"
    autocomplete_fields = ["claim", "verdict", "publisher"]
    buttons = REVIEW_BUTTONS
    fieldsets = [
        (None, {"fields": ["claim"]}),
        ("Finding", {"fields": ["verdict", "summary", "text"]}),
        ("Figure", {"fields": [("finding_low", "finding_best", "finding_high")]}),
        ("When and where", {"fields": ["reviewed", "language", "url"]}),
        (
            "Of another publisher",
            {
                "fields": ["publisher", "label"],
                "description": "Only to write down somebody else's review.",
            },
        ),
    ]
    way = [
        named("author"),
        named("submitted_by"),
        "submitted_at",
        named("returned_by"),
        "returned_at",
        "return_reason",
        named("approved_by"),
        "approved_at",
    ]
    readonly_fields = way

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not obj:
            return self.fieldsets
        *ours, theirs = self.fieldsets
        shown = [*ours, theirs] if obj.publisher_id else ours
        return [*shown, ("Its way", {"fields": self.way})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a review with its claim and its publisher."""
        kept = ["claim", "publisher", "label"] if obj else []
        return [*kept, *self.readonly_fields]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show a frozen review read-only; a post goes on to hear why from the service."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.method == "POST":
            return allowed
        ours = obj.publisher_id is None
        return allowed and ours and obj.state in STEPS["revise_review"].review

    def record(self, row: Review, by: User, values: dict[str, Any]) -> Review:
        if "publisher" not in values:
            return draft_review(values.pop("claim"), by=by, **values)
        claim, publisher = values.pop("claim"), values.pop("publisher")
        named = {"label": row.label, "url": row.url, **values}
        return record_review(claim, publisher, by=by, **named)

    def revise(
        self, row: Review, seen: Any, by: User, values: dict[str, Any]
    ) -> Review:
        return revise_review(row, revision=seen, by=by, **values)

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj:
            by = person(request)
            # The form's own row may carry what a refused post typed.
            row = Review.objects.select_related("claim").get(pk=obj.pk)
            context["row"] = row
            context["badges"] = [display_for_label(state_badge(row), "", STATES)]
            context["buttons"] = list(shown_buttons(self.buttons, by, row.claim, row))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
