"""What must hold between desk, record and history, whatever happened."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.models import F, Model, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from pghistory.models import Event as HistoryEvent

from claims.models import (
    Claim,
    DeskRow,
    Event,
    FigureConflict,
    Review,
    ReviewState,
    Stage,
    Status,
    UnpublishedChange,
)

from .rebuild import rebuild_record
from .record import entries
from .verification import Fault, record_faults


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
    yield from stage_faults()
    yield from review_faults()
    yield from change_faults()
    yield from conflict_faults()
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
    claims = Claim.objects.annotate(said=Coalesce(Subquery(newest), Value("")))
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


def conflict_faults() -> Iterator[Fault]:
    """Name claims whose figures are noted as in conflict and are not, or not noted."""
    conflicting = Claim.objects.in_conflict()
    for key in conflicting.filter(figure_conflict=None).values_list("pk", flat=True):
        yield Fault(f"claim {key}", "has figures in conflict, and that is not noted")
    wrong = FigureConflict.objects.exclude(claim__in=conflicting)
    for key in wrong.values_list("pk", flat=True):
        yield Fault(f"claim {key}", "is noted as in conflict, and its figures are not")


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
