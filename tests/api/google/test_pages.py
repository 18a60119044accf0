"""Reviews as pages; also ``markups``, which has no test of its own."""

import itertools

import pytest

from claims.models import Review, Role
from claims.services.keys import create_token
from tests import factories
from tests.admin.test_naughty import STRINGS
from tests.api.google.test_errors import error_of
from tests.stories import now

PAGES = "/v1alpha1/pages"
URL = "https://checks.example.org/a"


@pytest.fixture
def desk(api, people):
    """Ask as the Fact-checker, or as somebody else."""

    def desk(method, path="", body=None, by="Fact-checker", **query):
        token = create_token(by=people[by]).text
        sent = {"data": query}
        if method in ("post", "put"):
            sent = {"data": body, "content_type": "application/json"}
        headers = {"Authorization": f"Bearer {token}"}
        return getattr(api, method)(f"{PAGES}{path}", headers=headers, **sent)

    return desk


@pytest.fixture
def claim(committed):
    claim = factories.ClaimFactory(
        text="The war cost 7,000 lives.",
        claimed="2022-01",
        claimant=factories.AgentFactory(name="Daily", site="https://daily.example"),
    )
    for url, hides in (("https://daily.example/a", False), ("https://s.example", True)):
        source = factories.SourceFactory(
            url=url, is_withheld=hides, withheld_reason="Safety." if hides else ""
        )
        factories.CitationFactory(claim=claim, source=source, role=Role.APPEARANCE)
    factories.CitationFactory(claim=claim)
    return claim


def page(author="", label="Supported", **markup):
    """A page as a client makes it."""
    made = {
        "pageUrl": URL,
        "publishDate": "2026-09-01",
        "claimReviewMarkups": [
            {
                "claimReviewed": "The war cost 7,000 lives.",
                "rating": {"textualRating": label, "ratingExplanation": "They agree."},
                **markup,
            }
        ],
    }
    return {**made, "claimReviewAuthor": {"name": author}} if author else made


def test_page_drafts_a_review_of_ours(desk, claim, settings, people):
    verdict = factories.VerdictFactory(label="Supported", rating=5, best=5, worst=1)

    made = desk("post", body=page())

    review = Review.objects.get()
    assert (review.claim_id, review.publisher, review.state) == (
        claim.pk,
        None,
        "draft",
    )
    assert (review.verdict, review.author) == (verdict, people["Fact-checker"])
    assert (review.summary, review.url) == ("They agree.", URL)
    assert made.status_code == 200
    assert made.json() == {
        "name": f"pages/{review.pk}",
        "pageUrl": URL,
        "publishDate": "2026-09-01",
        "claimReviewAuthor": {"name": settings.NEWSROOM_NAME},
        "claimReviewMarkups": [
            {
                "url": URL,
                "claimReviewed": "The war cost 7,000 lives.",
                "claimDate": "2022-01",
                "claimAppearances": ["https://daily.example/a"],
                "claimAuthor": {"name": "Daily", "sameAs": "https://daily.example"},
                "rating": {
                    "textualRating": "Supported",
                    "ratingValue": verdict.rating,
                    "bestRating": verdict.best,
                    "worstRating": verdict.worst,
                    "ratingExplanation": "They agree.",
                },
            }
        ],
        "versionId": "1",
    }


def test_page_of_another_publisher_is_written_down_as_theirs(desk, claim):
    theirs = factories.AgentFactory(name="Checks")

    made = desk("post", body=page("Checks", "Mostly true", url=f"{URL}#b")).json()

    review = Review.objects.get()
    assert (review.publisher, review.label) == (theirs, "Mostly true")
    assert (review.state, review.url) == ("approved", f"{URL}#b")
    assert made["claimReviewMarkups"][0]["rating"] == {
        "textualRating": "Mostly true",
        "ratingExplanation": "They agree.",
    }


def test_page_that_cannot_be_kept_is_refused_and_nothing_is_written(desk, claim):
    factories.VerdictFactory(label="Supported")
    for n in range(2):
        factories.ClaimFactory(text="Twice.", topic=claim.topic, claimed=f"200{n}")
    refused = {
        "No claim at the desk": page(claimReviewed="Else."),
        "Several claims": page(claimReviewed="Twice."),
        "There is no verdict": page(label="Nonsense"),
        "The desk knows no": page("Nobody"),
        "claimLocation": page(claimLocation="Baku"),
        "claimDate": page(claimDate="2021"),
        "claimAppearances": page(claimAppearances=["https://a.example", "b"]),
        "ratingValue": page(rating={"textualRating": "Supported", "ratingValue": 77}),
        "claimReviewMarkups": {"pageUrl": URL, "claimReviewMarkups": []},
        "invalid": [],
        "nonsense": {**page(), "nonsense": 1},
        "publishDate": {**page(), "publishDate": "yesterday"},
    }

    told = {
        words: error_of(desk("post", body=body), 400) for words, body in refused.items()
    }

    wrong = [
        words
        for words, each in told.items()
        if words.lower() not in each["message"].lower()
    ]
    assert [
        (words, told[words])
        for words in wrong
        if words not in ("invalid", "publishDate")
    ] == []
    assert not Review.objects.exists()


def test_page_of_which_there_is_one_already_is_refused(desk, claim):
    factories.VerdictFactory(label="Supported")
    desk("post", body=page())

    assert "worked on already" in error_of(desk("post", body=page()), 400)["message"]
    assert Review.objects.count() == 1


def test_page_is_got_changed_and_put(desk, claim):
    for label in ("Supported", "Refuted"):
        factories.VerdictFactory(label=label)
    made = desk("post", body=page()).json()
    where = f"/{made['name'].removeprefix('pages/')}"

    read = desk("get", where).json()
    read["claimReviewMarkups"][0]["rating"] = {"textualRating": "Refuted"}
    put = desk("put", where, read)
    again = desk("put", where, read)

    review = Review.objects.get()
    assert put.json()["versionId"] == "2"
    assert (review.verdict.label, review.summary) == ("Refuted", "")
    assert error_of(again, 412)["status"] == "FAILED_PRECONDITION"


def test_page_that_is_put_wrongly_is_refused(desk, claim, newsroom):
    factories.VerdictFactory(label="Supported")
    made = desk("post", body=page()).json()
    where = f"/{made['name'].removeprefix('pages/')}"
    moved = {
        **made,
        "claimReviewMarkups": page(claimReviewed="Else.")["claimReviewMarkups"],
    }

    told = [
        error_of(desk("put", where, {**body}), 400)["message"]
        for body in (
            {**made, "versionId": ""},
            {**made, "claimReviewMarkups": page(label="None")["claimReviewMarkups"]},
            moved,
        )
    ]

    assert "versionId" in told[0]
    assert "no verdict" in told[1]
    assert "claimReviewed" in told[2]
    assert Review.objects.get().revision == 1


def test_review_that_stands_is_not_changed(desk, claim):
    factories.AgentFactory(name="Checks")
    made = desk("post", body=page("Checks", "True")).json()

    put = desk("put", f"/{made['name'].removeprefix('pages/')}", made)

    assert error_of(put, 409)["status"] == "ABORTED"


def test_review_without_verdict_or_address_is_told(desk, claim):
    review = factories.ReviewFactory(claim=claim, verdict=None, summary="")

    told = desk("get", f"/{review.pk}").json()

    assert str(claim.pk) in told["pageUrl"]
    assert "rating" not in told["claimReviewMarkups"][0]


def test_review_is_never_removed(desk, claim):
    review = factories.ReviewFactory(claim=claim)

    refused = error_of(desk("delete", f"/{review.pk}"), 400)

    assert "not supported" in refused["message"]
    assert now(review)
    assert error_of(desk("delete", f"/{claim.pk}"), 404)


def test_pages_are_listed_newest_first(desk, claim, newsroom):
    urls = ["https://www.a.example/1", "http://b.example", "https://a.example/2"]
    made = [
        factories.ReviewFactory(claim=factories.ClaimFactory(), url=url) for url in urls
    ]

    def found(**query):
        told = desk("get", **query).json()
        listed = [each["pageUrl"] for each in told.get("claimReviewMarkupPages", [])]
        return listed, told.get("nextPageToken")

    first, token = found(pageSize=2)
    assert first == urls[:0:-1]
    assert token == str(made[1].pk)
    assert found(pageSize=2, pageToken=token) == (urls[:1], None)
    assert found(offset=1) == (urls[1::-1], None)
    assert found(url=urls[0]) == (urls[:1], None)
    assert found(organization="a.example") == ([urls[2], urls[0]], None)
    assert found(organization="b.example") == ([urls[1]], None)
    assert found(url="https://nowhere.example") == ([], None)
    assert error_of(desk("get", url="a", organization="b"), 400)
    assert error_of(desk("get", pageToken="x"), 400)


def test_pages_are_for_people_with_the_right(api, desk, claim):
    refused = [
        error_of(api.get(PAGES), 401),
        error_of(desk("post", body=page(), by="Researcher"), 403),
    ]

    assert [each["status"] for each in refused] == [
        "UNAUTHENTICATED",
        "PERMISSION_DENIED",
    ]
    assert "Access-Control-Allow-Origin" not in desk("get")
    assert error_of(desk("get", "/nowhere"), 404)


def test_naughty_pages_are_refused_or_kept(desk, claim, settings):
    settings.API_RATE_LIMIT = 100_000
    factories.VerdictFactory(label="Supported")
    fields = ("pageUrl", "publishDate", "versionId", "nonsense")
    for name, text in itertools.product(fields, STRINGS[::40]):
        response = desk("post", body={**page(), name: text})

        assert response.status_code in (200, 400), (name, text)
