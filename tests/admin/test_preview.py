"""The page that shows what partners will get."""

import html
import json

import pytest
from django.urls import reverse

from claims.documents.differences import ENVELOPE
from claims.models import Entry
from claims.services.citations import revise_citation
from claims.services.claims import revise_claim
from claims.services.publication import publish_claim
from tests import factories
from tests.admin.posts import post_of
from tests.admin.test_steps import claim_at, step_url
from tests.stories import now


def preview_of(client, claim):
    return client.get(reverse("admin:claims_claim_preview", args=[claim.pk]))


def said(response):
    return dict(response.context["read"])


@pytest.fixture
def claim(newsroom):
    claim = factories.FigureClaimFactory(text="It cost lives.")
    claim.tags.add(factories.TagFactory(name="casualties"))
    source = factories.SourceFactory(title="A count")
    factories.CitationFactory(
        claim=claim, source=source, comparator="exactly", value=7000
    )
    factories.CitationFactory(
        claim=claim, source__is_withheld=True, source__withheld_reason="Safety."
    )
    newsroom.review("approved", claim)
    return now(claim)


@pytest.mark.django_db
def test_preview_shows_what_will_go_out_and_nothing_withheld(client, people, claim):
    client.force_login(people["Partner manager"])

    response = preview_of(client, claim)

    assert response.status_code == 200
    read = said(response)
    assert read["Text"] == ["It cost lives."]
    assert read["Figure"] == ["more than 6,500 people killed (“more than 6,500”)"]
    assert read["Citations"] == ["“A count”: evidence, neutral, 7,000 people killed"]
    assert read["Reviews"][0].startswith("ours: Verdict")
    assert read["Tags"] == ["casualties"]
    assert read["Sources not named"] == ["1"]
    assert b"This claim is not public." in response.content


@pytest.mark.django_db
def test_preview_as_json_is_the_document_that_goes_out(client, people, claim):
    client.force_login(people["Editor"])
    page = preview_of(client, claim).content.decode()
    shown = json.loads(
        html.unescape(
            page.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
        )
    )

    entry = publish_claim(claim, revision=claim.revision, by=people["Editor"])

    told = json.loads(bytes(entry.document))
    # Nothing was merged here, of which the version would tell.
    given = ENVELOPE - {"merged"}
    for name in given - {"version", "previous_digest", "url", "id", "version_url"}:
        del shown[name], told[name]
    assert shown == told


@pytest.mark.django_db
def test_preview_of_a_bare_claim_says_what_there_is(client, people):
    client.force_login(people["Editor"])

    read = said(preview_of(client, factories.ClaimFactory(language="en")))

    assert set(read) == {"Text", "Topic", "Status", "Language", "Evidence"}


@pytest.mark.django_db
def test_preview_tells_nothing_when_nothing_changed(client, people, claim):
    publish_claim(claim, revision=claim.revision, by=people["Editor"])
    client.force_login(people["Editor"])

    response = preview_of(client, claim)

    assert b"the desk says what is public already" in response.content
    assert Entry.objects.using("default").count() == 1


@pytest.mark.django_db
def test_preview_tells_what_changes_for_readers(client, people, claim):
    publish_claim(claim, revision=claim.revision, by=people["Editor"])
    revise_claim(claim, revision=now(claim).revision, by=people["Editor"], text="Else.")
    client.force_login(people["Editor"])

    response = preview_of(client, claim)

    assert b"<del>It cost lives.</del>" in response.content
    assert b"<ins>Else.</ins>" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["Researcher", "Fact-checker", "Partner manager"])
def test_preview_is_open_to_whoever_may_see_the_claim(client, people, role):
    claim = factories.ClaimFactory()
    client.force_login(people[role])
    page = client.get(reverse("admin:claims_claim_change", args=[claim.pk]))

    assert f"/{claim.pk}/preview/" in page.content.decode()
    assert preview_of(client, claim).status_code == 200


@pytest.mark.django_db
def test_preview_is_closed_to_the_others(client, people):
    client.force_login(people[""])

    assert preview_of(client, factories.ClaimFactory()).status_code == 403


@pytest.mark.django_db
def test_preview_of_a_claim_that_is_not_there_is_not_found(client, people):
    client.force_login(people["Editor"])

    assert preview_of(client, factories.ClaimFactory.build()).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "action", ["publish_claim", "correct_claim", "schedule_publication"]
)
def test_what_nobody_looked_at_does_not_go_out(client, people, action):
    claim = claim_at("published", people)
    citation = factories.CitationFactory(claim=claim)
    client.force_login(people["Editor"])
    url = step_url(claim, action)
    when = {"at": "2999-01-01T00:00"} if action == "schedule_publication" else {}
    post = post_of(client.get(url), note="Typed.", **when)
    # A citation is a row of its own: the claim's revision stays.
    revise_citation(citation, revision=1, by=people["Researcher"], locator="page 9")

    refused = client.post(url, post)
    taken = client.post(url, post_of(refused))

    assert refused.status_code == 409
    assert b"What goes out changed since it was looked at" in refused.content
    assert b"page 9" in refused.content
    assert b"Typed." in refused.content
    assert taken.status_code == 302
    scheduled = claim.scheduled_publications.count()
    assert Entry.objects.using("default").count() + scheduled == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("publish_claim", b"<ins>Else.</ins>"),
        ("correct_claim", b"<ins>Else.</ins>"),
        ("withdraw_claim", b'<span class="font-normal">(removed)</span>'),
    ],
)
def test_public_steps_show_what_changes_for_readers(client, people, action, told):
    claim = claim_at("published", people)
    revise_claim(claim, revision=claim.revision, by=people["Editor"], text="Else.")
    client.force_login(people["Editor"])

    html = client.get(step_url(claim, action)).content

    assert html.index(told) < html.index(b'name="note"')
