"""Links: typed relations between claims."""

from django.db import models
from django.db.models import F, Q

from .base import Rule, new_id, one_of
from .claims import Claim
from .history import tracked
from .merging import refers_to_what_stands


class LinkKind(models.TextChoices):
    """How the first claim stands to the second."""

    CONTRADICTS = "contradicts"
    UPDATES = "updates"
    PART_OF = "part_of", "is part of"
    DUPLICATES = "duplicates"
    TRANSLATES = "translates"


@tracked()
class ClaimLink(models.Model):
    """A claim's relation to another claim, read from left to right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    from_claim = models.ForeignKey(Claim, models.PROTECT, related_name="links_out")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    to_claim = models.ForeignKey(Claim, models.PROTECT, related_name="links_in")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", LinkKind),
            Rule(
                field="to_claim",
                name="claimlink_joins_two_claims",
                condition=~Q(from_claim=F("to_claim")),
                message="A claim cannot be linked to itself.",
            ),
            models.UniqueConstraint(
                fields=["from_claim", "kind", "to_claim"],
                name="claimlink_is_made_once",
                violation_error_message="These claims are linked so already.",
            ),
        ]
        triggers = [
            refers_to_what_stands(
                from_claim_id="claims_claim", to_claim_id="claims_claim"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_claim} {self.get_kind_display()} {self.to_claim}"
