import datetime
import gzip
import itertools
import json
from urllib.parse import quote

from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.services.keys import create_token
from claims.services.reviews import record_review
from tests import factories
from tests.admin.test_naughty import STRINGS
from tests.api.google.test_errors import error_of

SEARCH = "/v1alpha1/claims:search"
SITE = "checks.example.org"
PARAMETERS = (
    *("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays"),
    *("pageSize", "pageToken", "offset", "key", "fields", "imageUri"),
)


def texts(response):
    """Name the claims of an answer by their texts."""
    assert response.status_code == 200, response.content
    claims = response.json().get("claims", [])
    assert all(claim["claimReview"] for claim in claims)
    return [claim["text"] for claim in claims]


def ago(days):
    return (timezone.now().date() - datetime.timedelta(days=days)).isoformat()


def test_claim_is_told_in_the_shape_of_google(api, checked):
    claim = checked(
        claim={
            "claimant": factories.AgentFactory(name="Daily"),
            "claimed": "2022-01-10",
        },
        summary="Three counts agree.",
        reviewed="2026-09-01",
        language="sr-Latn-RS",
    )

    response = api.get(SEARCH, {"query": "6500"})

    assert response["Content-Type"] == "application/json; charset=UTF-8"
    assert response.json() == {
        "claims": [
            {
                "text": "The war cost more than 6,500 lives.",
                "claimant": "Daily",
                "claimDate": "2022-01-10T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Checks", "site": SITE},
                        "url": f"https://www.{SITE}/{claim.pk}",
                        "title": "Three counts agree.",
                        "reviewDate": "2026-09-01T00:00:00Z",
                        "textualRating": "Mostly true",
                        "languageCode": "sr-Latn-RS",
                    }
                ],
            }
        ]
    }


def test_review_of_ours_is_told_as_ours(api, world, settings):
    (claim,) = api.get(SEARCH, {"query": "the", "pageSize": 9}).json()["claims"]

    ours, theirs = claim["claimReview"]
    assert ours["publisher"] == {
        "name": settings.NEWSROOM_NAME,
        "site": "example.org",
    }
    assert theirs["url"] == "https://example.org/theirs"


def test_no_hit_is_an_empty_object(api, checked):
    checked()

    for query in ("nowhere", "!!!", "-", '"', "lives -war", "the a of"):
        response = api.get(SEARCH, {"query": query})

        assert (response.status_code, response.json()) == (200, {}), query


def test_claim_without_a_review_is_not_found(api, publish, checked):
    publish(text="A bare claim.")
    checked("A claim that was checked.")

    assert texts(api.get(SEARCH, {"query": "claim"})) == ["A claim that was checked."]


def test_pages_lead_to_the_end_and_then_no_token_does(api, checked):
    made = [checked(f"Claim {n}").text for n in range(5)]

    found, token, sizes = [], {}, []
    while True:
        page = api.get(SEARCH, {"query": "claim", "pageSize": 2, **token})
        found += texts(page)
        sizes.append(len(texts(page)))
        if "nextPageToken" not in page.json():
            break
        token = {"pageToken": page.json()["nextPageToken"], "offset": 4}

    assert found == made[::-1]
    assert sizes == [2, 2, 1]


def test_token_is_good_for_the_same_question_alone(api, checked):
    for n in range(2):
        checked(f"Claim {n}")
    asked = {"query": "claim", "pageSize": 1}
    token = api.get(SEARCH, asked).json()["nextPageToken"]

    for other in ({"query": "else"}, {"languageCode": "en"}, {"maxAgeDays": "3"}):
        again = api.get(SEARCH, {**asked, **other, "pageToken": token})

        assert "pageToken" in error_of(again, 400)["message"]


def test_page_has_as_many_as_are_asked_for(api, checked):
    for n in range(12):
        checked(f"Claim {n}")

    sizes = [
        len(texts(api.get(SEARCH, {"query": "claim", **size})))
        for size in ({}, {"pageSize": 0}, {"pageSize": 11}, {"pageSize": 10**9})
    ]

    assert sizes == [10, 10, 11, 12]


def test_offset_skips_results(api, checked):
    for n in range(4):
        checked(f"Claim {n}")

    def found(offset, **more):
        return texts(api.get(SEARCH, {"query": "claim", "offset": offset, **more}))

    assert found(0) == ["Claim 3", "Claim 2", "Claim 1", "Claim 0"]
    assert found(3) == ["Claim 0"]
    assert found(1, pageSize=2) == ["Claim 2", "Claim 1"]
    assert found(2, reviewPublisherSiteFilter=SITE) == ["Claim 1", "Claim 0"]
    assert found(9) == []


def test_site_filter_finds_the_reviews_of_that_site(api, checked):
    checked("Checked there.")
    checked("Checked elsewhere.", url="https://elsewhere.example/a")

    for site, is_found in {
        SITE: True,
        f"www.{SITE}": True,
        f"https://www.{SITE.upper()}/any?thing": True,
        "example.org": False,
        f"{SITE}|en": False,
    }.items():
        found = texts(api.get(SEARCH, {"reviewPublisherSiteFilter": site}))

        assert found == ["Checked there."] * is_found, site
    refused = api.get(SEARCH, {"query": "a", "reviewPublisherSiteFilter": "http://"})
    assert "reviewPublisherSiteFilter" in error_of(refused, 400)["message"]


def test_only_the_reviews_that_are_asked_for_are_told(api, checked, people, publish):
    claim = checked(language="fr")
    record_review(
        claim,
        factories.AgentFactory(),
        label="Faux",
        url="https://elsewhere.example/",
        language="en",
        by=people["Editor"],
    )
    publish(claim)

    def labels(**asked):
        found = api.get(SEARCH, {"query": "war", **asked}).json().get("claims", [])
        return [each["textualRating"] for one in found for each in one["claimReview"]]

    assert labels() == ["Mostly true", "Faux"]
    assert labels(languageCode="fr") == ["Mostly true"]
    assert labels(reviewPublisherSiteFilter="elsewhere.example") == ["Faux"]
    assert (
        labels(languageCode="fr", reviewPublisherSiteFilter="elsewhere.example") == []
    )


def test_language_is_compared_without_the_region(api, checked):
    checked("Checked.", language="sr-Latn-RS")

    for asked, is_found in {
        "sr": True,
        "SR-latn": True,
        "sr-Latn-BA": True,
        "sr-RS": True,
        "sr-Cyrl": False,
    }.items():
        response = api.get(SEARCH, {"query": "checked", "languageCode": asked})

        assert texts(response) == ["Checked."] * is_found, asked
    for asked in ("s", "no tag", "en_US", "x" * 40):
        response = api.get(SEARCH, {"query": "checked", "languageCode": asked})

        assert "languageCode" in error_of(response, 400)["message"]


def test_age_is_that_of_what_is_newer(api, checked):
    checked(
        "Said long ago, checked lately.", reviewed=ago(3), claim={"claimed": "1999"}
    )
    checked(
        "Said lately, checked long ago.", reviewed="1999", claim={"claimed": ago(5)}
    )
    checked("All long ago.", reviewed="1999", claim={"claimed": "1998"})
    checked("Nobody knows when.")

    def found(days):
        return texts(
            api.get(
                SEARCH, {"reviewPublisherSiteFilter": SITE, "maxAgeDays": str(days)}
            )
        )

    assert found(0) == []
    assert found(4) == ["Said long ago, checked lately."]
    assert found(5)[0] == "Said lately, checked long ago."
    assert len(found(30_000)) == 3
    assert len(found(2**31 - 1)) == 4


def test_query_or_site_is_needed(api):
    for asked in ({}, {"query": " "}, {"query": "\0"}, {"languageCode": "en"}):
        refused = error_of(api.get(SEARCH, asked), 400)

        assert "reviewPublisherSiteFilter" in refused["message"]


def test_number_that_is_none_is_refused(api):
    names = ("pageSize", "offset", "maxAgeDays")
    values = ("-1", "ten", "1.5", str(2**31), "٣", "9" * 400)
    for name, value in itertools.product(names, values):
        refused = error_of(api.get(SEARCH, {"query": "a", name: value}), 400)

        assert name in refused["message"]


def test_what_may_be_skipped_has_an_end(api):
    response = api.get(SEARCH, {"query": "a", "offset": "10001"})

    assert "nextPageToken" in error_of(response, 400)["message"]


def test_parameters_of_every_google_api_are_let_pass(api, checked):
    checked("Checked.")

    response = api.get(
        SEARCH,
        {
            "query": "checked",
            "key": "AIzaSyA-not-a-key-of-ours",
            "alt": "json",
            "prettyPrint": "true",
            "fields": "claims(text)",
            "quotaUser": "somebody",
            "$.xgafv": "2",
            "access_token": "ya29.x",
            "unknown": ["a", "b"],
        },
    )

    assert texts(response) == ["Checked."]


def test_key_of_ours_opens_nothing_in_the_address(api, key):
    secret = key()["Authorization"].partition(" ")[2]

    for name in ("key", "access_token", "query", "unknown"):
        response = api.get(SEARCH, {"query": "a", name: secret})
        told = error_of(response, 400)["message"]
        assert "Authorization" in told
        assert secret not in told


def test_key_in_the_header_says_what_may_be_seen(api, checked, key):
    seen, hidden = checked("Seen."), checked("Not seen.")

    def found(**headers):
        return texts(
            api.get(SEARCH, {"reviewPublisherSiteFilter": SITE}, headers=headers)
        )

    assert found() == ["Not seen.", "Seen."]
    assert found(**key(seen.topic)) == ["Seen."]
    assert found(**key(seen.topic, hidden.topic, languages=["hy"])) == []
    refused = api.get(SEARCH, {"query": "a"}, headers={"Authorization": "Bearer x"})
    assert error_of(refused, 401)["status"] == "UNAUTHENTICATED"


def test_without_anonymous_reading_a_key_is_needed(api, settings, key):
    settings.ANONYMOUS_READING = False

    refused = api.get(SEARCH, {"query": "a", "key": "AIzaSyA"})
    answered = api.get(SEARCH, {"query": "a"}, headers=key())

    assert error_of(refused, 401)["status"] == "UNAUTHENTICATED"
    assert answered.json() == {}


def test_person_may_search_too(api, checked, people):
    checked("Checked.")
    token = create_token(by=people["Editor"]).text

    response = api.get(
        SEARCH, {"query": "checked"}, headers={"Authorization": f"Bearer {token}"}
    )

    assert texts(response) == ["Checked."]


def test_answer_has_what_other_answers_have(api, checked):
    for n in range(8):
        checked(f"Claim {n} with enough to say that a coding of it pays.")
    asked = {"query": "claim"}

    response = api.get(SEARCH, asked, headers={"Accept-Encoding": "gzip"})
    known = {"If-None-Match": api.get(SEARCH, asked)["ETag"]}

    assert response["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(response.content))["claims"]) == 8
    assert response["RateLimit"].startswith('"anonymous"')
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Surrogate-Key"] == "claims"
    assert 'rel="license"' in response["Link"]
    assert api.get(SEARCH, asked, headers=known).status_code == 304
    assert api.head(SEARCH, asked).content == b""


def test_page_takes_as_many_queries_however_much_there_is(api, checked):
    counts = []
    for number in (1, 11):
        for n in range(number):
            checked(f"Claim {n}")
        api.get(SEARCH, {"query": "claim", "pageSize": 50})
        with CaptureQueriesContext(connections["record"]) as asked:
            api.get(SEARCH, {"query": "claim", "pageSize": 50})
        counts.append(len([each for each in asked if "claims_" in each["sql"]]))

    assert counts == [1, 1]


def test_image_search_is_not_supported(api):
    response = api.get(
        "/v1alpha1/claims:imageSearch", {"imageUri": "https://example.org/a.png"}
    )

    refused = error_of(response, 400)
    assert refused["status"] == "FAILED_PRECONDITION"
    assert "not supported" in refused["message"]


def test_naughty_strings_are_answered(api, checked, settings):
    settings.API_ANONYMOUS_RATE_LIMIT = 10_000
    checked("Checked.")

    for name, text in itertools.product(PARAMETERS, STRINGS[:: len(STRINGS) // 60]):
        given = quote(text.encode("utf-8", "surrogatepass"))
        response = api.get(f"{SEARCH}?languageCode=en&query=checked&{name}={given}")

        assert response.status_code in (200, 400), (name, text)
        assert response.json() == {} or response.json().keys() & {"claims", "error"}
