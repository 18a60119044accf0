"""Rating labels: what other publishers' words for a rating come to on our scale."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User

from claims.models import RatingLabel
from claims.services.rating_labels import apply_rating_label, revise_rating_label

from .acts import Act, ActPages
from .base import DeskAdmin


@admin.register(RatingLabel)
class RatingLabelAdmin(ActPages, DeskAdmin):
    """The pages of rating labels; one that changed reaches earlier imports by a button."""

    list_display = ["label", "publisher", "verdict"]
    list_filter = [("verdict", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["publisher", "verdict"]
    search_fields = ["label", "publisher__name"]
    search_help_text = "Label or publisher"
    autocomplete_fields = ["publisher", "verdict"]
    fields = ["label", "publisher", "verdict"]
    acts = (
        Act(
            apply_rating_label,
            "Apply to earlier imports",
            "claims.change_ratinglabel",
            "Imported reviews with this label have its verdict now.",
            lambda label: True,
        ),
    )

    def revise(
        self, row: Any, seen: Any, by: User, values: dict[str, Any]
    ) -> RatingLabel:
        return revise_rating_label(row, revision=seen, by=by, **values)
