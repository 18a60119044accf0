"""Which claims have a source whose figure conflicts with theirs."""

from django.db import models

from .claims import Claim


class FigureConflict(models.Model):
    """A claim whose evidence holds a figure that cannot be meant by the claim's.

    Kept by the services that write a claim's figure and its citations, so that
    lists of such claims are an index scan; ``Claim.objects.in_conflict()`` is the
    rule, and says the same as ``claims.figures.compare``.
    """

    claim = models.OneToOneField(
        Claim, models.PROTECT, primary_key=True, related_name="figure_conflict"
    )
    since = models.DateTimeField()

    class Meta:
        ordering = ["since"]
        default_permissions = ()
        indexes = [models.Index(fields=["since"], name="figure_conflict_since")]

    def __str__(self) -> str:
        return f"{self.claim_id} since {self.since:%Y-%m-%d}"
