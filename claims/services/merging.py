"""Merging two rows that are one: all that hangs on one moves to the other."""

from typing import Any, NamedTuple, TypeVar, cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Model, QuerySet

from claims.documents import successor
from claims.models import (
    STEPS,
    Agent,
    Citation,
    Claim,
    ClaimLink,
    Comment,
    Event,
    MergeableRow,
    RatingLabel,
    Review,
    ReviewState,
    ScheduleState,
    Source,
    SourceAuthor,
    Stage,
    Submission,
)

from .base import ConflictError, acting, edit, step, write
from .changes import forget_change, settle_change
from .conflicts import settle_conflict
from .record import append_entry

Row = TypeVar("Row", bound=MergeableRow)

Revisions = tuple[int, int]
"""The revisions of the row that stays and of the merged one, as a person saw them."""


class Move(NamedTuple):
    """A reference that is turned from the merged row to the one that stays.

    ``alike`` are the columns that, with the reference, may stand only once.
    """

    model: type[Model]
    column: str
    alike: tuple[str, ...] = ()


# What hangs on a row, by its model. What is not here stays with the merged row: its
# entries, its tags, its captures, the decided reviews of ours, its unpublished change.
MOVES: dict[type[MergeableRow], tuple[Move, ...]] = {
    Claim: (
        Move(Citation, "claim", ("source_id", "role", "locator", "quote")),
        Move(Review, "claim", ("publisher_id", "url")),
        Move(Comment, "claim"),
        Move(ClaimLink, "from_claim", ("kind", "to_claim_id")),
        Move(ClaimLink, "to_claim", ("kind", "from_claim_id")),
        Move(Submission, "claim"),
    ),
    Source: (
        Move(Citation, "source", ("claim_id", "role", "locator", "quote")),
        Move(Source, "repeats"),
    ),
    Agent: (
        Move(Claim, "claimant"),
        Move(Source, "publisher"),
        Move(SourceAuthor, "agent", ("source_id",)),
        Move(Review, "publisher", ("claim_id", "url")),
        Move(RatingLabel, "publisher", ("key",)),
    ),
}
# Of what hangs on a claim, what stays there: words approved for its words alone.
DECIDED = (ReviewState.APPROVED, ReviewState.SUPERSEDED)


def merge_claims(
    kept: Claim,
    merged: Claim,
    *,
    revisions: Revisions,
    by: User,
    reason: str,
    note: str = "",
    **values: Any,
) -> Claim:
    """Make one claim of two; ``values`` are what is taken for the one that stays.

    A claim that is public is withdrawn with the public ``note``, and its document
    names the claim that stands for it, which has to be public itself. Reviews of
    ours that were decided stay where they are, since they were approved for those
    words; an approved one is superseded by that of the claim that stays. A claim
    that waits for its time waits no more.

    Raises ``ValidationError`` where a review would go round its second person,
    ``ConflictError`` when a claim is no longer at its revision. Locks both.
    """
    with acting(by, STEPS["merge_claims"].permission, reason=reason):
        _require_reason(reason)
        kept, merged = _both(kept, merged, revisions)
        is_public = merged.stage == Stage.PUBLISHED
        if is_public:
            _check_withdrawal(kept, by, note)
        _check_reviews(kept, merged)
        step("merge_claims", merged)
        for review in merged.reviews.ours().approved():
            write(review, state=ReviewState.SUPERSEDED)
        for scheduled in merged.scheduled_publications.waiting():
            write(scheduled, state=ScheduleState.CANCELLED)
        _move(kept, merged)
        if is_public:
            append_entry(
                merged,
                event=Event.WITHDRAWN,
                content=successor(kept),
                note=note,
                by=by,
            )
        write(merged, merged_into=kept)
        forget_change(merged)
        edit(kept, **values)
        settle_change(kept)
        for claim in (kept, merged):
            settle_conflict(claim)
    return kept


def merge_sources(
    kept: Source,
    merged: Source,
    *,
    revisions: Revisions,
    by: User,
    reason: str,
    **values: Any,
) -> Source:
    """Make one source of two: what cites or repeats one does so with the other.

    Locks the claims that show either, then both sources. Raises
    ``ValidationError`` where two citations of a claim would say different things
    in one place.
    """
    with acting(by, "merge_source", reason=reason):
        _require_reason(reason)
        shown = _lock_showing(kept, merged)
        kept, merged = _both(kept, merged, revisions)
        _check_circle(kept, merged)
        if kept.repeats_id == merged.pk:
            values.setdefault("repeats", merged.repeats)
        _finish(kept, merged, shown, values)
    return kept


def merge_agents(
    kept: Agent,
    merged: Agent,
    *,
    revisions: Revisions,
    by: User,
    reason: str,
    **values: Any,
) -> Agent:
    """Make one agent of two: claimant, publisher and author of all that was either's.

    Locks the claims that show either, the sources that name the merged one, then
    both agents.
    """
    with acting(by, "merge_agent", reason=reason):
        _require_reason(reason)
        shown = _lock_showing(kept, merged)
        _lock(Source.objects.filter(publisher=merged))
        kept, merged = _both(kept, merged, revisions)
        _finish(kept, merged, shown, values)
    return kept


def hanging_on(row: MergeableRow) -> list[tuple[Move, QuerySet[Any]]]:
    """List what a merge would move away from a row, for a person to see first."""
    return [(move, _rows(move, row)) for move in MOVES[type(row)]]


def _rows(move: Move, row: MergeableRow) -> QuerySet[Any]:
    rows = move.model._base_manager.filter(**{move.column: row})
    if issubclass(move.model, MergeableRow):
        # What was merged itself is frozen.
        rows = rows.filter(merged_into=None)
    if move.model is Review and isinstance(row, Claim):
        rows = rows.exclude(publisher=None, state__in=DECIDED)
    return rows.order_by("pk")


def _both(kept: Row, merged: Row, revisions: Revisions) -> tuple[Row, Row]:
    """Lock two rows in the order of their keys; references to them wait for the end."""
    if kept.pk == merged.pk:
        raise ValidationError(
            {"merged": "These are the same: choose two."}, code="same"
        )
    rows: QuerySet[Row] = type(kept)._default_manager.using("default")  # type: ignore[assignment]
    rows = rows.select_for_update(of=("self",))
    both = {
        row.pk: row for row in rows.filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    }
    for seen, revision in zip((kept, merged), revisions, strict=True):
        fresh = both.get(seen.pk)
        if fresh is None or fresh.revision != revision:
            raise ConflictError(
                f"Somebody changed this {seen._meta.verbose_name} while you worked "
                f"on it: “{seen}”. Look at both again.",
                code="conflict",
            )
    return both[kept.pk], both[merged.pk]


def _lock(rows: QuerySet[Any]) -> list[Any]:
    locking = rows.select_for_update(no_key=True, of=("self",))
    return list(locking.using("default").order_by("pk"))


def _showing(kept: MergeableRow, merged: MergeableRow) -> QuerySet[Claim]:
    """Find the claims whose documents name either row, or one that repeats it."""
    ways = Claim.objects.showing(kept) | Claim.objects.showing(merged)
    if isinstance(merged, Source):
        repeating = Citation.objects.filter(source__repeats=merged).values("claim")
        ways |= Claim.objects.filter(pk__in=repeating)
    return ways


def _lock_showing(kept: MergeableRow, merged: MergeableRow) -> list[Claim]:
    """Lock claims before what they cite, as every service does."""
    return _lock(Claim.objects.filter(pk__in=_showing(kept, merged).values("pk")))


def _finish(
    kept: MergeableRow,
    merged: MergeableRow,
    locked: list[Claim],
    values: dict[str, Any],
) -> None:
    """Move, freeze, take the values, and settle the claims that show either."""
    if _showing(kept, merged).exclude(pk__in=[each.pk for each in locked]).exists():
        raise ConflictError(
            f"Somebody used “{merged}” while you worked on it. Look at both again.",
            code="conflict",
        )
    _move(kept, merged)
    write(merged, merged_into=kept)
    edit(kept, **values)
    for claim in locked:
        claim.refresh_from_db()
        settle_change(claim)


def _move(kept: MergeableRow, merged: MergeableRow) -> None:
    """Turn every reference to the row that stays; what it has already is left out."""
    for move in MOVES[type(merged)]:
        rows = _rows(move, merged)
        if move.alike:
            _leave_out_twins(move, rows, kept)
        revised = (
            {"revision": F("revision") + 1}
            if any(field.name == "revision" for field in move.model._meta.fields)
            else {}
        )
        values = {move.column: kept, **revised}
        if move.column == "repeats":
            # The one that stays does not come to repeat itself.
            rows = rows.exclude(pk=kept.pk)
        rows.order_by().update(**values)


def _leave_out_twins(move: Move, rows: QuerySet[Any], kept: MergeableRow) -> None:
    """Remove what the row that stays has already; the history keeps it.

    Raises ``ValidationError`` for two citations that say different things.
    """
    there = {
        tuple(getattr(row, name) for name in move.alike): row
        for row in move.model._base_manager.filter(**{move.column: kept})
    }
    for row in rows:
        at = tuple(getattr(row, name) for name in move.alike)
        twin = there.get(at)
        if move.model is ClaimLink and kept.pk in at:
            # A link between the two says nothing of one.
            row.delete()
        elif twin is None or not _may_meet(row):
            continue
        elif isinstance(row, Citation) and _says(row) != _says(cast(Citation, twin)):
            raise ValidationError(
                f"Both are cited in the same place with different words or figures, "
                f"on “{row.claim}”: “{row}”. Make them alike or remove one first.",
                code="twins",
            )
        else:
            row.delete()


def _may_meet(row: Any) -> bool:
    """Tell whether a row's place can be taken: a review of ours has none."""
    return not isinstance(row, Review) or row.publisher_id is not None


def _says(citation: Citation) -> list[Any]:
    untold = {"id", "revision", "created_at", "claim", "source"}
    return [
        getattr(citation, field.attname)
        for field in citation._meta.concrete_fields
        if field.name not in untold
    ]


def _check_circle(kept: Source, merged: Source) -> None:
    """See that what the one that stays repeats does not repeat the other."""
    following = kept.repeats
    while following is not None:
        if following.repeats_id == merged.pk:
            raise ValidationError(
                {
                    "repeats": f"“{kept}” repeats “{following}”, which repeats "
                    f"“{merged}”: say first which of them came first."
                },
                code="circle",
            )
        following = following.repeats


def _check_withdrawal(kept: Claim, by: User, note: str) -> None:
    """See that a public claim may go, with words to readers and a public successor."""
    if not by.has_perm(f"claims.{STEPS['withdraw_claim'].permission}"):
        raise PermissionDenied(f"{by} lacks the permission withdraw_claim.")
    if kept.stage != Stage.PUBLISHED:
        raise ValidationError(
            {
                "kept": ValidationError(
                    "The other claim is public: publish the one that stays first, "
                    "so that readers are led to it, or keep the other.",
                    "stage",
                )
            }
        )
    if not note.strip():
        raise ValidationError({"note": "Tell readers that both are one."})


def _check_reviews(kept: Claim, merged: Claim) -> None:
    """See that no review comes to stand, or to be approved, for words it is not about."""
    ours = merged.reviews.ours()
    if ours.filter(state=ReviewState.SUBMITTED).exists():
        raise ValidationError(
            {
                "merged": ValidationError(
                    "A review of the claim that goes waits for approval: approve "
                    "or return it first.",
                    "state",
                )
            }
        )
    if ours.open().exists() and kept.reviews.ours().open().exists():
        raise ValidationError(
            {
                "merged": ValidationError(
                    "Both claims have a review of ours that is being worked on: "
                    "bring one of them to its end first.",
                    "state",
                )
            }
        )
    if ours.approved().exists() and not kept.reviews.ours().approved().exists():
        raise ValidationError(
            {
                "kept": ValidationError(
                    "Only the claim that goes has an approved review, and that was "
                    "approved for its words: keep that claim, or review the other first.",
                    "four_eyes",
                )
            }
        )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "Say why, for the desk."})
