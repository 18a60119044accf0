"""What goes out: publish, correct and withdraw a claim."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.documents import content_of
from claims.models import STEPS, Claim, Entry, Event, ReviewState, Stage

from .base import acting, lock, step, write
from .changes import forget_change
from .record import append_entry, differs


def publish_claim(claim: Claim, *, revision: int, by: User, note: str = "") -> Entry:
    """Make the claim public as the desk holds it now, or publish its changes.

    Renders the document, appends it to the record and moves the claim, in one
    transaction; ``note`` is public. Locks the claim and then, for the append,
    the record. Raises ``ValidationError`` when a review waits for approval or
    nothing has changed, ``ConflictError`` when the claim is no longer at ``revision``.
    """
    return _publish("publish_claim", claim, revision, by, note)


def correct_claim(claim: Claim, *, revision: int, by: User, note: str) -> Entry:
    """Publish the claim's changes as a correction; ``note`` tells readers what was wrong.

    Otherwise as ``publish_claim``.
    """
    return _publish("correct_claim", claim, revision, by, note)


def withdraw_claim(
    claim: Claim, *, revision: int, by: User, reason: str, note: str
) -> Entry:
    """Take a published claim back; ``reason`` stays at the desk, ``note`` is public.

    The earlier versions keep their addresses. Locks the claim and then the record.
    """
    with acting(by, STEPS["withdraw_claim"].permission, reason=reason):
        fresh = lock(claim, revision)
        step("withdraw_claim", fresh)
        if not reason.strip():
            raise ValidationError({"reason": "Say why, for the desk."})
        _require_note(note)
        entry = append_entry(fresh, event=Event.WITHDRAWN, content={}, note=note, by=by)
        write(fresh)
        forget_change(fresh)
    return entry


def _publish(action: str, claim: Claim, revision: int, by: User, note: str) -> Entry:
    with acting(by, STEPS[action].permission, reason=note):
        fresh = lock(claim, revision)
        if fresh.stage == Stage.IN_REVIEW and _waits_for_approval(fresh):
            raise ValidationError(
                "A review of this claim waits for approval: approve or return it first.",
                code="stage",
            )
        event = Event.UPDATED if fresh.stage == Stage.PUBLISHED else Event.PUBLISHED
        step(action, fresh)
        if action == "correct_claim":
            event = Event.CORRECTED
            _require_note(note)
        content = content_of(fresh)
        if event != Event.PUBLISHED and not differs(fresh, content):
            raise ValidationError(
                "Nothing has changed since the version that is public.",
                code="unchanged",
            )
        entry = append_entry(fresh, event=event, content=content, note=note, by=by)
        write(fresh)
        forget_change(fresh)
    return entry


def _waits_for_approval(claim: Claim) -> bool:
    return claim.reviews.ours().filter(state=ReviewState.SUBMITTED).exists()


def _require_note(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": "Tell readers what changed and why."})
