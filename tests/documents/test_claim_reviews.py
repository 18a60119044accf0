import copy
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from claims.documents.claim_reviews import graph_of, iso_date

EXAMPLE = json.loads(Path("claims/api/v1/example.json").read_text())
SCHEMA = json.loads(Path(__file__).with_name("claim_review.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

AGENCY = {
    "id": "01a20be8-a4a7-7095-96a5-cd8ca418399d",
    "name": "An agency",
    "kind": "media",
    "site": "https://www.agency.example/",
    "wikidata": "Q42",
    "country": "",
}
OURS = EXAMPLE["reviews"][0]
OFF_SCALE = {**OURS["verdict"], "label": "Unproven"} | dict.fromkeys(
    ("rating", "best", "worst")
)
THEIRS = {
    **OURS,
    "publisher": AGENCY,
    "label": "Mostly true",
    "url": "https://www.agency.example/checks/1",
    "approved_at": None,
}


def is_valid(graph):
    """Check a graph as strictly as its readers ask for, and what no schema can say."""
    VALIDATOR.validate(graph)
    for review in graph["@graph"]:
        rating = review["reviewRating"]
        if "ratingValue" in rating:
            worst, best = rating["worstRating"], rating["bestRating"]
            assert worst < best
            assert worst <= rating["ratingValue"] <= best
        claim = review["itemReviewed"]
        works = [*claim.get("appearance", []), claim.get("firstAppearance")]
        site = urlsplit(review["url"]).hostname.removeprefix("www.")
        assert site not in [
            urlsplit(work["url"]).hostname.removeprefix("www.")
            for work in works
            if work
        ]
    return True


def document(**changes):
    return {**copy.deepcopy(EXAMPLE), **changes}


def told(**changes):
    """Tell the one review of a document."""
    graph = graph_of(document(**changes))
    assert is_valid(graph)
    [review] = graph["@graph"]
    return review


def edtf(text, earliest=None, latest=None):
    return {"edtf": text, "earliest": earliest, "latest": latest, "words": text}


def source(number, published=None, **changes):
    return {
        **copy.deepcopy(EXAMPLE["citations"][0]["source"]),
        "id": str(number),
        "title": f"Report {number}",
        "url": f"https://source{number}.example/",
        "published": published,
        **changes,
    }


def seen(*sources):
    """Cite sources that the claim appears in."""
    citation = EXAMPLE["citations"][0]
    return [{**citation, "role": "appearance", "source": each} for each in sources]


def test_claim_review_tells_everything_that_is_known(settings):
    settings.NEWSROOM_NAME = "Example Checks"
    settings.PUBLIC_BASE_URL = "https://claims.example.org"
    published = edtf("2022-05-21", "2022-05-21", "2022-05-21")

    review = told(
        claimant=AGENCY,
        citations=seen(source(1, published, archive_url="https://archive.example/1")),
    )

    assert review == {
        "@type": "ClaimReview",
        "identifier": OURS["id"],
        "url": EXAMPLE["url"],
        "claimReviewed": EXAMPLE["text"],
        "inLanguage": "en",
        "datePublished": "2022-06-01",
        "author": {
            "@type": "Organization",
            "name": "Example Checks",
            "url": "https://claims.example.org/",
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "True",
            "ratingExplanation": OURS["summary"],
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": "2022-05",
            "author": {
                "@type": "Organization",
                "name": "An agency",
                "url": "https://www.agency.example/",
                "sameAs": [
                    "https://www.agency.example/",
                    "https://www.wikidata.org/wiki/Q42",
                ],
            },
            "appearance": [
                {
                    "@type": "Article",
                    "url": "https://source1.example/",
                    "name": "Report 1",
                    "datePublished": "2022-05-21",
                    "inLanguage": "en",
                    "publisher": {
                        "@type": "Organization",
                        "name": "The Moscow Times",
                        "url": "https://www.themoscowtimes.com/",
                        "sameAs": ["https://www.themoscowtimes.com/"],
                    },
                    "archivedAt": "https://archive.example/1",
                }
            ],
        },
    }


def test_claim_review_leaves_out_what_is_not_known():
    bare = {**OURS, "summary": "", "reviewed": None, "approved_at": None}

    review = told(reviews=[bare], citations=[], claimed=None, claimant=None)

    assert set(review["reviewRating"]) >= {"@type", "alternateName"}
    assert "ratingExplanation" not in review["reviewRating"]
    assert "datePublished" not in review
    assert review["itemReviewed"] == {"@type": "Claim"}


def test_verdict_off_the_scale_has_words_and_no_number():
    review = told(reviews=[{**OURS, "verdict": OFF_SCALE}])

    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Unproven",
        "ratingExplanation": OURS["summary"],
    }


@pytest.mark.parametrize("verdict", [None, OURS["verdict"]])
def test_review_of_others_is_theirs_in_their_words_without_our_number(verdict):
    review = told(reviews=[{**THEIRS, "verdict": verdict, "summary": ""}])

    assert review["author"]["name"] == "An agency"
    assert review["url"] == "https://www.agency.example/checks/1"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Mostly true"}


def test_each_review_is_an_object_of_its_own():
    graph = graph_of(document(reviews=[OURS, THEIRS]))

    assert is_valid(graph)
    authors = [review["author"]["name"] for review in graph["@graph"]]
    assert authors == ["127.0.0.1", "An agency"]
    assert graph_of(document(reviews=[]))["@graph"] == []


def test_review_of_ours_with_an_address_of_its_own_has_it():
    assert told(reviews=[{**OURS, "url": "https://ours.example/1"}])["url"] == (
        "https://ours.example/1"
    )


def test_review_without_a_day_was_published_when_it_was_approved():
    review = told(reviews=[{**OURS, "reviewed": edtf("2020-23")}])

    assert review["datePublished"] == OURS["approved_at"]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2022-05-22", "2022-05-22"),
        ("2022-05", "2022-05"),
        ("2022", "2022"),
        # Autumn 2020, not month 23 of it.
        ("2020-23", ""),
        ("2020-21-01", ""),
        ("1991~", ""),
        ("2022-05-22?", ""),
        ("1988/1994", ""),
        ("../1994", ""),
        ("199X", ""),
        ("-0044", ""),
        ("Y17000", ""),
    ],
)
def test_iso_date_is_what_both_standards_write_alike(written, date):
    assert iso_date(edtf(written)) == date


def test_iso_date_of_none_is_none():
    assert iso_date(None) == ""


MAY, JUNE = edtf("2022-05", "2022-05-01", "2022-05-31"), edtf("2022-06-01", "2022-06-01", "2022-06-01")  # fmt: skip


@pytest.mark.parametrize(
    ("dates", "first", "others"),
    [
        ([MAY], None, [1]),
        ([JUNE, MAY], 2, [1]),
        ([MAY, MAY], None, [1, 2]),
        ([MAY, None], None, [1, 2]),
        ([None, MAY], None, [1, 2]),
        ([MAY, edtf("../2022-06-02", None, "2022-06-02")], None, [1, 2]),
        ([edtf("2022-04/..", "2022-04-01", None), JUNE], None, [1, 2]),
        ([JUNE, JUNE, MAY], 3, [1, 2]),
    ],
)
def test_first_appearance_is_the_one_that_is_older_for_certain(dates, first, others):
    sources = [source(n, date) for n, date in enumerate(dates, start=1)]

    claim = told(citations=seen(*sources))["itemReviewed"]

    told_first = claim.get("firstAppearance", {}).get("name")
    assert told_first == (first and f"Report {first}")
    assert [work["name"] for work in claim["appearance"]] == [
        f"Report {number}" for number in others
    ]


def test_appearance_has_an_address_elsewhere_than_at_the_reviewer():
    cited = seen(
        source(1, url=""),
        source(2, url="https://agency.example/wire/1"),
        source(3, kind="interview", published=edtf("1991~"), publisher=None),
    )
    evidence = [{**cited[2], "role": "evidence", "source": source(4)}]

    claim = told(reviews=[THEIRS], citations=[*cited, *evidence])["itemReviewed"]

    assert claim["appearance"] == [
        {
            "@type": "CreativeWork",
            "url": "https://source3.example/",
            "name": "Report 3",
            "inLanguage": "en",
        }
    ]


def test_claimant_that_is_a_person_is_one():
    person = {**AGENCY, "kind": "person", "site": "", "wikidata": ""}

    assert told(claimant=person)["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "An agency",
    }


NAMES = st.text("aéb ю!", min_size=1).filter(str.strip)
SITES = st.sampled_from(["", "https://agency.example/", "https://other.example/x?y"])
DATES = st.none() | st.sampled_from([MAY, JUNE, edtf("1991~"), edtf("2020-23")])
AGENTS = st.builds(
    lambda **values: {**AGENCY, **values},
    name=NAMES,
    kind=st.sampled_from(["person", "media"]),
    site=SITES,
    wikidata=st.sampled_from(["", "Q1"]),
)
SOURCES = st.builds(
    source,
    st.integers(1, 9),
    DATES,
    kind=st.sampled_from(["article", "report", "post", "interview", "dataset"]),
    url=SITES,
    publisher=st.none() | AGENTS,
    language=st.sampled_from(["", "en", "sr-Latn"]),
    archive_url=SITES,
)
REVIEWS = st.builds(
    lambda ours, **values: {**(OURS if ours else THEIRS), **values},
    st.booleans(),
    verdict=st.sampled_from([OURS["verdict"], OFF_SCALE]),
    summary=st.just("") | NAMES,
    reviewed=DATES,
)


@settings(max_examples=60)
@given(
    st.lists(SOURCES, max_size=4),
    st.lists(REVIEWS, max_size=3),
    st.none() | AGENTS,
    DATES,
    NAMES,
)
def test_claim_reviews_of_any_claim_are_valid(
    sources, reviews, claimant, claimed, text
):
    assert is_valid(
        graph_of(
            document(
                citations=seen(*sources),
                reviews=reviews,
                claimant=claimant,
                claimed=claimed,
                text=text,
            )
        )
    )


@pytest.mark.parametrize(
    "spoil",
    [
        lambda review: review.pop("claimReviewed"),
        lambda review: review.update(claimReviewed=""),
        lambda review: review.pop("url"),
        lambda review: review.update(url="/claims/1/"),
        lambda review: review.pop("reviewRating"),
        lambda review: review["reviewRating"].pop("alternateName"),
        lambda review: review["reviewRating"].update(alternateName=" "),
        lambda review: review["reviewRating"].pop("bestRating"),
        lambda review: review["reviewRating"].update(worstRating=0),
        lambda review: review["reviewRating"].update(ratingValue=6),
        lambda review: review["reviewRating"].update(ratingValue="5"),
        lambda review: review["reviewRating"].update(worstRating=5),
        lambda review: review.update(author={"@type": "Organization"}),
        lambda review: review["itemReviewed"].update(author={"@type": "Person"}),
        lambda review: review["itemReviewed"].update(datePublished="May 2022"),
        lambda review: review["itemReviewed"].update(datePublished="2020-23"),
        lambda review: review["itemReviewed"].update(
            appearance=[{"@type": "Article", "url": review["url"]}]
        ),
        lambda review: review.update(datePublishd="2022"),
    ],
)
def test_validator_sees_what_is_wrong(spoil):
    graph = graph_of(document())
    spoil(graph["@graph"][0])

    with pytest.raises((ValidationError, AssertionError)):
        is_valid(graph)
