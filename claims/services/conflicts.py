"""Keeping account of which claims have a source whose figure conflicts with theirs."""

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, FigureConflict

CHUNK = 1000


def settle_conflict(claim: Claim) -> None:
    """See whether a locked claim's evidence conflicts with its figure, and note it."""
    if Claim.objects.filter(pk=claim.pk).in_conflict().exists():
        FigureConflict.objects.get_or_create(
            claim=claim, defaults={"since": timezone.now()}
        )
    else:
        FigureConflict.objects.filter(claim=claim).delete()


def recount_conflicts(*, using: str = "default") -> int:
    """Look at every claim anew and return how many were noted wrongly.

    Reads all citations, in two statements; for after an import or a mishap.
    """
    conflicting = Claim.objects.using(using).in_conflict()
    noted = FigureConflict.objects.using(using)
    with transaction.atomic(using):
        settled, _ = noted.exclude(claim__in=conflicting).delete()
        before = noted.count()
        missing = conflicting.filter(figure_conflict=None).values_list("pk", flat=True)
        noted.bulk_create(
            (
                FigureConflict(claim_id=key, since=timezone.now())
                for key in missing.iterator(CHUNK)
            ),
            batch_size=CHUNK,
            ignore_conflicts=True,
        )
        return settled + noted.count() - before
