"""What goes out: publish, correct and withdraw a claim."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.documents import content_of, seal_of
from claims.models import STEPS, Claim, Entry, Event, ReviewState, Stage

from .base import ConflictError, acting, clean_words, lock, step, write
from .changes import forget_change
from .record import append_entry, differs


def publish_claim(
    claim: Claim, *, revision: int, by: User, note: str = "", seal: str = ""
) -> Entry:
    """Make the claim public as the desk holds it now, or publish its changes.

    Renders the document, appends it to the record and moves the claim, in one
    transaction; ``note`` is public, and ``seal`` that of the preview which was seen.
    Locks the claim and then, for the append, the record. Raises ``ValidationError``
    when a review waits for approval or nothing has changed, ``ConflictError`` when
    the claim is no longer at ``revision`` or would say what the seal is not of.
    """
    return _publish("publish_claim", claim, revision, by, note, seal)


def correct_claim(
    claim: Claim, *, revision: int, by: User, note: str, seal: str = ""
) -> Entry:
    """Publish the claim's changes as a correction; ``note`` tells readers what was wrong.

    Otherwise as ``publish_claim``.
    """
    return _publish("correct_claim", claim, revision, by, note, seal)


def withdraw_claim(
    claim: Claim, *, revision: int, by: User, reason: str, note: str
) -> Entry:
    """Take a published claim back; ``reason`` stays at the desk, ``note`` is public.

    The earlier versions keep their addresses. Locks the claim and then the record.
    """
    note = clean_words("note", note)
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


def sayable(action: str, claim: Claim) -> tuple[Event, dict[str, Any]]:
    """Move a locked claim as an action that publishes does; give event and content.

    Nothing is saved. Raises ``ValidationError`` when a review waits for approval
    or nothing has changed.
    """
    if claim.stage == Stage.IN_REVIEW and _waits_for_approval(claim):
        raise ValidationError(
            "A review of this claim waits for approval: approve or return it first.",
            code="stage",
        )
    event = Event.UPDATED if claim.stage == Stage.PUBLISHED else Event.PUBLISHED
    step(action, claim)
    content = content_of(claim)
    if event != Event.PUBLISHED and not differs(claim, content):
        raise ValidationError(
            "Nothing has changed since the version that is public.",
            code="unchanged",
        )
    return event, content


def require_seen(content: dict[str, Any], seal: str) -> None:
    """Refuse to let out what nobody has seen, such as a citation changed since.

    Raises ``ConflictError``. An empty seal is of nothing, and asks for nothing.
    """
    if seal and seal != seal_of(content):
        raise ConflictError(
            "What goes out changed since it was looked at: look through it again.",
            code="conflict",
        )


def _publish(
    action: str, claim: Claim, revision: int, by: User, note: str, seal: str
) -> Entry:
    # The document says it as the column will.
    note = clean_words("note", note)
    with acting(by, STEPS[action].permission, reason=note):
        fresh = lock(claim, revision)
        event, content = sayable(action, fresh)
        require_seen(content, seal)
        if action == "correct_claim":
            event = Event.CORRECTED
            _require_note(note)
        entry = append_entry(fresh, event=event, content=content, note=note, by=by)
        write(fresh)
        forget_change(fresh)
    return entry


def _waits_for_approval(claim: Claim) -> bool:
    return claim.reviews.ours().filter(state=ReviewState.SUBMITTED).exists()


def _require_note(note: str) -> None:
    if not note.strip():
        raise ValidationError({"note": "Tell readers what changed and why."})
