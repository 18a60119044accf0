"""A process killed at each of its requests to PostgreSQL leaves all or nothing."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from claims.models import PublishedClaim, Stage
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.record import entries
from claims.services.verification import verify_record
from tests.relay import Relay
from tests.stories import now

OUT = {"reason": "Wrong.", "note": "Wrong."}


@pytest.fixture
def relay(committed):
    # The path of a socket may not be long.
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(Relay(Path(folder))) as relay,
    ):
        yield relay


def publication(newsroom):
    claim = newsroom.review("approved").claim
    claim = now(claim)
    return claim, lambda: publish_claim(
        claim, revision=claim.revision, by=newsroom.editor
    )


def correction(newsroom):
    claim = newsroom.claim("published")
    claim = revise_claim(claim, revision=2, by=newsroom.author, text="Else")
    return claim, lambda: correct_claim(
        claim, revision=3, by=newsroom.editor, note="We were wrong."
    )


def withdrawal(newsroom):
    claim = newsroom.claim("published")
    return claim, lambda: withdraw_claim(claim, revision=2, by=newsroom.editor, **OUT)


STORIES = {
    publication: (Stage.PUBLISHED, 1),
    correction: (Stage.PUBLISHED, 2),
    withdrawal: (Stage.WITHDRAWN, 2),
}


def is_done(claim, story):
    """Tell whether it has happened; in the record, its projection and the desk alike."""
    stage, version = STORIES[story]
    entry = entries.of_claim(claim.pk).first()
    done = bool(entry) and entry.version == version
    standing = PublishedClaim.objects.using("default").standing()
    public = standing.filter(claim_id=claim.pk).first()
    fresh = now(claim)
    if done:
        assert fresh.stage == stage
        assert fresh.revision == claim.revision + 1
        assert (public.entry_id if public else None) == (
            entry.pk if stage == Stage.PUBLISHED else None
        )
    else:
        assert (fresh.stage, fresh.revision) == (claim.stage, claim.revision)
        assert (public.entry_id if public else None) == (entry.pk if entry else None)
    return done


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
@pytest.mark.parametrize(
    "step", [8, pytest.param(1, marks=pytest.mark.drill, id="each")]
)
def test_process_killed_at_a_request_leaves_all_or_nothing(
    relay, newsroom, story, step
):
    claim, work = story(newsroom)
    requests = relay.run(work)
    assert is_done(claim, story)
    happened = {}

    for at in range(requests, 0, -step):
        for answered in (True, False):
            claim, work = story(newsroom)
            relay.run(work, kill_at=at, answered=answered)
            happened[at, answered] = is_done(claim, story)
            assert verify_record() is None, (at, answered)
            assert list(faults()) == [], (at, answered)

    # The commit is the last request, and nothing has happened before it is done.
    assert requests > 15
    assert [kill for kill, done in happened.items() if done] == [(requests, True)]
