"""What must hold between desk, record and history, whatever happened."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Exists, F, Max, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from pghistory.models import Event as HistoryEvent

from claims.documents import successor
from claims.models import (
    Acknowledgement,
    Claim,
    DeskRow,
    Event,
    FigureConflict,
    Review,
    ReviewState,
    Stage,
    Status,
    UnpublishedChange,
    Webhook,
    WebhookAttempt,
    WebhookCursor,
    WebhookSecret,
)

from .merging import MOVES, hanging_on
from .rebuild import rebuild_record
from .record import entries
from .verification import CHUNK, Fault, record_faults


def faults() -> Iterator[Fault]:
    """Name all that is wrong with desk, record and history together.

    Reads everything and leaves nothing changed; while the projections are
    compared, publications wait.
    """
    sound = True
    for fault in record_faults():
        sound = False
        yield fault
    # A record that is not sound does not tell what should be public.
    if sound:
        yield from projection_faults()
        yield from successor_faults()
    yield from stage_faults()
    yield from review_faults()
    yield from change_faults()
    yield from merging_faults()
    yield from conflict_faults()
    yield from webhook_faults()
    for model in apps.get_app_config("claims").get_models():
        if issubclass(model, HistoryEvent):
            yield from history_faults(model)


def projection_faults() -> Iterator[Fault]:
    """Say how many rows of the projections are not what the log makes of them."""
    with transaction.atomic():
        differing = rebuild_record()
        transaction.set_rollback(True)
    if differing:
        yield Fault("projection", f"{differing} rows differ from the record")


def stage_faults() -> Iterator[Fault]:
    """Name claims whose stage is not what their newest entry says."""
    newest = (
        entries.filter(claim=OuterRef("pk")).order_by("-version").values("event")[:1]
    )
    public = Q(said__in=[Event.PUBLISHED, Event.UPDATED, Event.CORRECTED])
    agreeing = (
        Q(said="", stage__in=[Stage.DRAFT, Stage.IN_REVIEW])
        | Q(public, stage=Stage.PUBLISHED)
        | Q(said=Event.WITHDRAWN, stage=Stage.WITHDRAWN)
    )
    claims = Claim.with_merged.annotate(said=Coalesce(Subquery(newest), Value("")))
    for claim in claims.exclude(agreeing):
        said = claim.said or "nothing"
        yield Fault(f"claim {claim.pk}", f"is {claim.stage}, its record says {said}")


def review_faults() -> Iterator[Fault]:
    """Name reviews without four eyes, and statuses no approved review gives."""
    decided = Review.objects.ours().filter(
        state__in=[ReviewState.APPROVED, ReviewState.SUPERSEDED]
    )
    for review in decided.filter(Q(approved_by=None) | Q(approved_by=F("author"))):
        yield Fault(f"review {review.pk}", "was approved by no second person")
    given = Review.objects.ours().approved().filter(claim=OuterRef("pk"))
    claims = Claim.objects.annotate(
        given=Coalesce(
            Subquery(given.values("verdict__status")[:1]), Value(Status.UNVERIFIED)
        )
    )
    for claim in claims.exclude(status=F("given")):
        yield Fault(
            f"claim {claim.pk}", f"is {claim.status}, its review makes it {claim.given}"
        )


def change_faults() -> Iterator[Fault]:
    """Name claims noted as changed since a publication that they do not have."""
    changed = UnpublishedChange.objects.exclude(claim__stage=Stage.PUBLISHED)
    for change in changed.select_related("claim"):
        yield Fault(f"claim {change.claim_id}", f"is changed, but {change.claim.stage}")


def merging_faults() -> Iterator[Fault]:
    """Name merged rows that lead to none that stands, and what still hangs on one."""
    for model in MOVES:
        table = model._meta.db_table
        merged = model.with_merged.exclude(merged_into=None)
        leads = dict(merged.values_list("pk", "merged_into"))
        for row in merged:
            key = row.pk
            passed, following = {key}, leads[key]
            while following in leads and following not in passed:
                passed.add(following)
                following = leads[following]
            if following in passed:
                yield Fault(f"{table} {key}", "is merged in a circle")
            for move, hanging in hanging_on(row):
                if hanging.exists():
                    what = f"is merged, and a {move.model._meta.verbose_name} is its"
                    yield Fault(f"{table} {key}", what)
    standing = Review.objects.approved().exclude(claim__merged_into=None)
    for review in standing:
        yield Fault(f"review {review.pk}", "stands on a claim that was merged")


def successor_faults() -> Iterator[Fault]:
    """Name withdrawn claims whose record leads readers to another claim than the desk."""
    withdrawn = entries.filter(event=Event.WITHDRAWN).select_related("claim")
    for entry in withdrawn.iterator(CHUNK):
        said = json.loads(bytes(entry.document)).get("merged_into")
        after = Claim(pk=entry.claim.merged_into_id)
        if said is not None and said != successor(after)["merged_into"]:
            yield Fault(f"claim {entry.claim_id}", f"is merged, its record says {said}")


def conflict_faults() -> Iterator[Fault]:
    """Name claims whose figures are noted as in conflict and are not, or not noted."""
    conflicting = Claim.objects.in_conflict()
    for key in conflicting.filter(figure_conflict=None).values_list("pk", flat=True):
        yield Fault(f"claim {key}", "has figures in conflict, and that is not noted")
    wrong = FigureConflict.objects.exclude(claim__in=conflicting)
    for key in wrong.values_list("pk", flat=True):
        yield Fault(f"claim {key}", "is noted as in conflict, and its figures are not")


def webhook_faults() -> Iterator[Fault]:
    """Name endpoints told of what is not in the record, or that nothing can tell."""
    newest = entries.aggregate(newest=Coalesce(Max("sequence"), Value(0)))["newest"]
    ahead = WebhookCursor.objects.filter(delivered_through__gt=newest)
    for key, through in ahead.values_list("pk", "delivered_through"):
        yield Fault(f"webhook {key}", f"was told of {through}, the record has {newest}")
    standing = Webhook.objects.standing()
    for key in standing.filter(cursor=None).values_list("pk", flat=True):
        yield Fault(f"webhook {key}", "has no place in the record")
    signed = WebhookSecret.objects.filter(webhook=OuterRef("pk"), expires_at=None)
    for key in standing.exclude(Exists(signed)).values_list("pk", flat=True):
        yield Fault(f"webhook {key}", "has no secret to sign with")
    wrong = Acknowledgement.objects.exclude(claim=F("entry__claim"))
    for key in wrong.values_list("pk", flat=True):
        yield Fault(f"acknowledgement {key}", "is of an entry of another claim")
    # A replay moves a cursor back, and what was acknowledged stays so.
    unkept = WebhookAttempt.objects.filter(is_delivered=True, sequence__isnull=False)
    kept = Acknowledgement.objects.filter(
        webhook=OuterRef("webhook"),
        claim=Subquery(
            entries.filter(pk=OuterRef(OuterRef("sequence"))).values("claim")[:1]
        ),
        entry__gte=OuterRef("sequence"),
    )
    for key in unkept.exclude(Exists(kept)).values_list("pk", flat=True):
        yield Fault(f"attempt {key}", "was acknowledged, and that is not kept")


def history_faults(model: type[HistoryEvent]) -> Iterator[Fault]:
    """Name rows that are not what their newest history says, and gaps in it."""
    row: type[Model] = model.pgh_tracked_model  # type: ignore[assignment]
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not field.name.startswith("pgh_")
    ]
    table, history = row._meta.db_table, model._meta.db_table
    current = ", ".join(f'standing."{column}"' for column in columns)
    newest = ", ".join(f'newest."{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT coalesce(standing.id, newest.id) FROM "{table}" AS standing
            FULL JOIN (
                SELECT DISTINCT ON (id) * FROM "{history}" ORDER BY id, pgh_id DESC
            ) AS newest ON newest.id = standing.id
            WHERE CASE WHEN standing.id IS NULL THEN newest.pgh_label <> 'delete'
                ELSE newest.pgh_label = 'delete'
                    OR ({current}) IS DISTINCT FROM ({newest}) END
            """  # noqa: S608 - names of our own tables
        )
        for (key,) in cursor.fetchall():
            yield Fault(f"{table} {key}", "is not what its history says last")
        if not issubclass(row, DeskRow):
            return
        cursor.execute(
            f"""
            SELECT id, count(DISTINCT revision), max(revision) FROM "{history}"
            GROUP BY id HAVING count(DISTINCT revision) <> max(revision)
            """  # noqa: S608 - names of our own tables
        )
        for key, kept, last in cursor.fetchall():
            yield Fault(
                f"{table} {key}", f"has {kept} of {last} revisions in its history"
            )
