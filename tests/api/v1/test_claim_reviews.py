import pytest

from tests import factories
from tests.documents.test_claim_reviews import is_valid

LIST = "/api/v1/claims/"
HERE = "http://127.0.0.1:8000"


def address(claim):
    return f"{LIST}{claim.pk}/claimreview/"


def test_claim_reviews_are_those_of_the_public_version(api, world, settings):
    response = api.get(address(world.public))

    graph = response.json()
    assert is_valid(graph)
    ours, theirs = graph["@graph"]
    assert ours["author"]["name"] == settings.NEWSROOM_NAME
    assert ours["reviewRating"]["ratingValue"] == 5
    assert theirs["reviewRating"]["alternateName"] == "Mostly true"
    assert theirs["url"] == "https://example.org/theirs"


def test_claim_without_reviews_has_an_empty_graph(api, world):
    graph = api.get(address(world.bare)).json()

    assert graph == {"@context": "https://schema.org", "@graph": []}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
    ],
)
def test_claim_reviews_are_json_ld_to_those_who_take_it(api, world, accept, media_type):
    response = api.get(address(world.public), headers={"Accept": accept})

    assert response["Content-Type"] == media_type
    assert "Accept" in response["Vary"]
    assert is_valid(response.json())


def test_claim_reviews_answer_304_until_there_is_another(api, publish, withdraw):
    claim = publish().claim
    known = {"If-None-Match": api.get(address(claim))["ETag"]}
    other_form = {**known, "Accept": "application/json"}

    answers = [
        api.get(address(claim), headers=headers) for headers in (known, other_form)
    ]
    withdraw(claim)
    gone = api.get(address(claim), headers=known)

    assert [each.status_code for each in answers] == [304, 200]
    assert gone.status_code == 410


def test_claim_reviews_of_a_withdrawn_claim_are_gone_with_its_note(api, world, agrees):
    response = api.get(address(world.withdrawn))

    assert response.status_code == 410
    assert response.json()["note"] == "It was wrong."
    agrees(response)


def test_claim_reviews_of_a_merged_claim_are_those_of_the_one_that_stands(
    api, merge, agrees
):
    kept, merged = merge()

    response = api.get(address(merged))

    assert response.status_code == 301
    assert response["Location"] == f"{HERE}{address(kept)}"
    agrees(response)


@pytest.mark.parametrize("query", ["as_of=1", "fields=text"])
def test_claim_reviews_have_no_parameters(api, publish, query):
    assert api.get(f"{address(publish().claim)}?{query}").status_code == 400


def test_claim_reviews_of_a_draft_and_of_nothing_are_the_same_bytes(api):
    draft, absent = factories.ClaimFactory(), factories.ClaimFactory.build()

    answers = [api.get(address(claim)) for claim in (draft, absent)]

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
