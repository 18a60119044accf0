"""Which published claims the desk holds otherwise than the public sees them."""

from django.db import models

from .claims import Claim


class UnpublishedChange(models.Model):
    """A published claim whose document would be another one by now.

    Kept by the services, so that lists of such claims are an index scan: exact
    after an edit of the claim and what belongs to it alone, and set for all
    claims that show a row (a source, a topic …) when that row is edited.
    """

    claim = models.OneToOneField(
        Claim, models.PROTECT, primary_key=True, related_name="unpublished_change"
    )
    since = models.DateTimeField()

    class Meta:
        ordering = ["since"]
        default_permissions = ()
        indexes = [models.Index(fields=["since"], name="unpublished_change_since")]

    def __str__(self) -> str:
        return f"{self.claim_id} since {self.since:%Y-%m-%d}"
