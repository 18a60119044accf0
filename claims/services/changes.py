"""Keeping account of which published claims the desk holds otherwise."""

from django.utils import timezone

from claims.documents import content_of
from claims.models import Claim, DeskRow, Stage, UnpublishedChange

from .record import differs

CHUNK = 1000


def settle_change(claim: Claim) -> None:
    """See whether a locked claim's document is another one by now, and note it."""
    if claim.stage != Stage.PUBLISHED:
        return
    if differs(claim, content_of(claim)):
        UnpublishedChange.objects.get_or_create(
            claim=claim, defaults={"since": timezone.now()}
        )
    else:
        forget_change(claim)


def forget_change(claim: Claim) -> None:
    """Note that the public sees a claim as the desk holds it, or not at all."""
    UnpublishedChange.objects.filter(claim=claim).delete()


def spread_change(row: DeskRow) -> None:
    """Note a change of every published claim that shows an edited row."""
    claims = Claim.objects.showing(row).filter(
        stage=Stage.PUBLISHED, unpublished_change=None
    )
    UnpublishedChange.objects.bulk_create(
        (
            UnpublishedChange(claim_id=key, since=timezone.now())
            for key in claims.values_list("pk", flat=True)
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
