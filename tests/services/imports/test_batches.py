import contextlib
import json
import tempfile
from pathlib import Path

import pytest

from claims.models import Claim, Import, Review
from claims.services.imports import files, import_claim_reviews
from claims.services.invariants import faults
from claims.services.verification import verify_record
from tests import factories
from tests.intake.claim_reviews.dirt import with_, without
from tests.relay import Relay


@pytest.fixture
def relay(committed, people):
    # The path of a socket may not be long.
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(Relay(Path(folder))) as relay,
    ):
        yield relay


def outcome(name):
    """Tell what the desk and the record hold of one file."""
    claims = Claim.objects.filter(text__startswith=f"{name} ")
    reviews = Review.objects.filter(claim__in=claims)
    return (
        sorted(claims.values_list("text", "stage", "revision", "entries__version")),
        sorted(reviews.values_list("claim__text", "label", "publisher__name")),
    )


@pytest.mark.parametrize(
    "step", [9, pytest.param(1, marks=pytest.mark.drill, id="each")]
)
def test_import_killed_at_a_request_is_whole_batches_and_ends_as_a_clean_one(
    relay, newsroom, tmp_path, monkeypatch, step
):
    monkeypatch.setattr(files, "BATCH", 2)
    factories.TopicFactory(**files.TOPIC)

    def work(name):
        reviews = [
            with_(claimReviewed=f"{name} {number}", author={"name": f"{name} {number}"})
            for number in range(3)
        ]
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps([*reviews, without("url")]))
        return lambda: import_claim_reviews(path, by=newsroom.editor, publish=True)

    # What a first import asks once, such as the rights of its editor, is known then.
    work("first")()
    requests = relay.run(work("clean"))
    clean = json.dumps(outcome("clean"))
    counts = Import.objects.get(file_name="clean.json").counts
    killed = 0

    for at in range(requests, 0, -step):
        for answered in (True, False):
            name = f"killed-{at}-{answered}"
            killed += relay.run(work(name), kill_at=at, answered=answered) == at
            claims, reviews = outcome(name)
            assert (len(claims), len(reviews)) in {(0, 0), (2, 2), (3, 3)}
            assert {claim[1:] for claim in claims} <= {("published", 2, 1)}
            assert verify_record() is None
            work(name)()
            assert json.dumps(outcome(name)) == clean.replace("clean", name)
            imported = Import.objects.filter(file_name=f"{name}.json").earliest("id")
            assert imported.counts == counts
    assert requests > 30
    assert killed > requests / step
    assert list(faults()) == []
