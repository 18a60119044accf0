"""Previews over the API: what is told is what goes out, and nothing else does."""

import json

import pytest

from claims.services.citations import revise_citation
from claims.services.record import entries
from tests import factories
from tests.api.v1.desk.operations import changed, key


def preview_of(tool, claim):
    answer = tool.get(f"claims/{claim.pk}/preview/")
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.django_db
def test_preview_is_what_goes_out(newsroom, editor):
    claim = changed(newsroom)

    seen = preview_of(editor, claim)
    done = editor.post(
        f"claims/{claim.pk}/publish/", {"seal": seen["seal"]}, match=seen["revision"]
    )

    assert done.status_code == 200, done.content
    public = json.loads(bytes(entries.of_claim(claim.pk).first().document))
    assert {**public, "updated_at": ""} == {**seen["document"], "updated_at": ""}
    assert [each["path"] for each in seen["changes"]] == ["/text"]
    assert "→ Else." in seen["changes"][0]["words"]


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["publish", "correct", "schedule"])
def test_what_changed_since_the_preview_does_not_go_out(newsroom, editor, step):
    claim = changed(newsroom)
    citation = factories.CitationFactory(claim=claim)
    said = {"correct": {"note": "So."}, "schedule": {"at": "2999-01-01T00:00:00Z"}}
    where, said = f"claims/{claim.pk}/{step}/", said.get(step, {})
    seen = preview_of(editor, claim)
    # A citation is a row of its own: the claim's revision stays.
    revise_citation(citation, revision=1, by=newsroom.author, locator="page 9")

    stale = editor.post(where, {**said, "seal": seen["seal"]}, match=seen["revision"])
    again = preview_of(editor, claim)
    done = editor.post(where, {**said, "seal": again["seal"]}, match=again["revision"])

    assert again["revision"] == seen["revision"]
    assert stale.status_code == 412, stale.content
    assert "look through it again" in stale.json()["detail"]
    assert done.status_code == 200, done.content


@pytest.mark.django_db
def test_preview_of_what_is_public_changes_nothing(newsroom, editor):
    claim = newsroom.claim("published")

    first = preview_of(editor, claim)

    assert first["changes"] == []
    assert first["document"]["id"] == key(claim)
    assert (first["document"]["version"], first["revision"]) == (2, claim.revision)
    assert preview_of(editor, claim)["seal"] == first["seal"]
    assert entries.count() == 1
