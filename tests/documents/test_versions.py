import json

import pytest

from claims.documents import CONTENT
from claims.services.claims import revise_claim
from claims.services.merging import merge_agents
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(people):
    """The documents of a claim published, corrected, withdrawn, published again."""
    claim, by = factories.ClaimFactory(), people["Editor"]
    entries = [publish_claim(claim, revision=claim.revision, by=by)]
    claim.refresh_from_db()
    revise_claim(claim, revision=claim.revision, by=by, text="Changed.")
    claim.refresh_from_db()
    entries.append(correct_claim(claim, revision=claim.revision, by=by, note="A slip."))
    claim.refresh_from_db()
    entries.append(
        withdraw_claim(
            claim, revision=claim.revision, by=by, reason="x", note="All wrong."
        )
    )
    claim.refresh_from_db()
    entries.append(publish_claim(claim, revision=claim.revision, by=by))
    return entries, [json.loads(entry.document) for entry in entries]


def test_document_of_says_which_version_it_is(history, settings):
    _, documents = history
    claim = f"{settings.PUBLIC_BASE_URL}/api/v1/claims/{documents[0]['id']}/"

    assert [each["version"] for each in documents] == [1, 2, 3, 4]
    assert {each["url"] for each in documents} == {claim}
    assert documents[1]["version_url"] == f"{claim}versions/2/"
    assert [(each["event"], each["note"]) for each in documents] == [
        ("published", ""),
        ("corrected", "A slip."),
        ("withdrawn", "All wrong."),
        ("published", ""),
    ]


def test_document_of_keeps_the_first_publication_and_names_its_own_time(history):
    _, documents = history

    assert {each["published_at"] for each in documents} == {documents[0]["updated_at"]}
    updates = [each["updated_at"] for each in documents]
    assert updates == sorted(set(updates))


def test_document_of_names_the_digest_of_the_version_before(history):
    entries, documents = history

    assert [each["previous_digest"] for each in documents] == [
        "",
        *(entry.digest for entry in entries[:-1]),
    ]


def test_document_of_a_withdrawal_has_no_content(history):
    _, documents = history

    assert set(documents[2]) & set(CONTENT) == set()


@pytest.mark.parametrize("shows", ["the one that stands", "another"])
def test_document_says_which_agents_were_merged_since_the_version_before(
    people, settings, shows
):
    by = people["Editor"]
    merged, kept, other = factories.AgentFactory.create_batch(3)
    claim = factories.ClaimFactory(claimant=merged)
    first = publish_claim(claim, revision=1, by=by)
    merge_agents(kept, merged, revisions=(1, 1), by=by, reason="One.")
    claim.refresh_from_db()
    if shows == "another":
        revise_claim(claim, revision=claim.revision, by=by, claimant=other)
        claim.refresh_from_db()

    second = publish_claim(claim, revision=claim.revision, by=by)
    claim.refresh_from_db()
    revise_claim(claim, revision=claim.revision, by=by, text="Changed.")
    claim.refresh_from_db()
    third = publish_claim(claim, revision=claim.revision, by=by)

    said = [json.loads(each.document).get("merged") for each in (first, second, third)]
    into = f"{settings.PUBLIC_BASE_URL}/api/v1/agents/{kept.pk}/"
    told = [{"id": str(merged.pk), "merged_into": into}]
    assert said == [None, None if shows == "another" else told, None]
