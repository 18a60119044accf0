import hashlib
import itertools

import jsonpatch
import pytest
import rfc8785

from claims.services.citations import cite_source
from tests import factories

LIST = "/api/v1/claims/"


def address(claim, version, other):
    return f"{LIST}{claim.pk}/versions/{version}/diff/{other}/"


@pytest.fixture
def history(publish, change, correct, withdraw, people):
    """A claim of many versions: changed in every way, withdrawn, published again."""
    claim = factories.FigureClaimFactory()
    by = people["Editor"]
    publish(claim)
    change(claim, value=6800, wording="more than 6,800")
    correct(claim, note="The second count says so.")
    cite_source(claim, factories.SourceFactory(), by=by, quote="6,800")
    cite_source(claim, factories.SourceFactory(), by=by, locator="page 1")
    publish(claim)
    withdraw(claim)
    claim.citations.using("default").first().delete()
    claim.tags.add(factories.TagFactory())
    publish(claim)
    return claim, {each.version: each for each in claim.entries.using("default").all()}


def test_diff_makes_exactly_the_other_version(api, history):
    claim, entries = history

    for one, other in itertools.product(entries, repeat=2):
        before = api.get(f"{LIST}{claim.pk}/versions/{one}/").json()
        diff = api.get(address(claim, one, other)).json()
        made = rfc8785.dumps(jsonpatch.apply_patch(before, diff["patch"]))
        assert made == bytes(entries[other].document), (one, other)
        assert hashlib.sha256(made).hexdigest() == diff["after"]["digest"]
        assert diff["before"]["digest"] == entries[one].digest


def test_diff_tells_in_plain_words_what_changed(api, history):
    claim, _ = history

    changes = api.get(address(claim, 1, 2)).json()["changes"]

    assert changes == [
        {
            "path": "/figure",
            "what": "changed",
            "label": "Figure",
            "before": "more than 6,500 people killed (“more than 6,500”)",
            "after": "more than 6,800 people killed (“more than 6,800”)",
            "words": "Figure: more than 6,500 people killed (“more than 6,500”) → "
            "more than 6,800 people killed (“more than 6,800”)",
        }
    ]


def test_diff_of_a_version_with_itself_is_empty(api, history):
    claim, _ = history

    diff = api.get(address(claim, 3, 3)).json()

    assert (diff["patch"], diff["changes"]) == ([], [])


def test_diff_is_kept_for_ever(api, history, agrees):
    claim, _ = history

    response = api.get(address(claim, 1, 4))
    again = api.get(address(claim, 1, 4), headers={"If-None-Match": response["ETag"]})

    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert again.status_code == 304
    agrees(response)


def test_diff_reads_of_a_withdrawn_claim(api, publish, withdraw):
    claim = publish().claim
    withdraw(claim)

    diff = api.get(address(claim, 1, 2)).json()

    assert {each["what"] for each in diff["changes"]} == {"removed"}


@pytest.mark.parametrize(
    ("one", "other"), [(0, 1), (1, 9), (9, 9), (1, "9" * 5000), (10**30, 1), (1, "x")]
)
def test_diff_with_a_version_that_is_not_there_is_404(api, history, one, other):
    claim, _ = history

    response = api.get(address(claim, one, other))

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
