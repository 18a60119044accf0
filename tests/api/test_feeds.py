import gzip
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.http import http_date

from claims.api import feeds
from claims.api.feeds import last_modified
from claims.models import Moment, record
from claims.services.reviews import record_review
from tests import factories
from tests.documents.test_claim_reviews import is_valid

FEED = "/feeds/claimreview.json"


def told(response):
    """Read the feed, and hold it to its form."""
    assert response.status_code == 200, response.getvalue()
    assert response["Content-Type"] == "application/json"
    read = json.loads(response.getvalue())
    assert (read["@context"], read["@type"]) == ("https://schema.org", "DataFeed")
    for item in read["dataFeedElement"]:
        assert item["@type"] == "DataFeedItem"
        assert all(
            review["@context"] == "https://schema.org" for review in item["item"]
        )
        graph = [
            {name: value for name, value in review.items() if name != "@context"}
            for review in item["item"]
        ]
        assert graph
        assert is_valid({"@context": "https://schema.org", "@graph": graph})
    return read["dataFeedElement"]


@pytest.fixture
def reviewed(publish, people):
    """Publish a claim that another publisher has reviewed."""

    def reviewed(**values):
        claim = factories.ClaimFactory(**values)
        record_review(
            claim,
            factories.AgentFactory(),
            label="Mostly true",
            url=f"https://checks.example.org/{claim.pk}",
            by=people["Editor"],
        )
        publish(claim)
        return claim

    return reviewed


def test_feed_has_the_reviews_of_what_is_public(api, world, reviewed):
    other = reviewed(text="Another claim.")

    newest, oldest = told(api.get(FEED))

    assert [each["claimReviewed"] for each in newest["item"]] == ["Another claim."]
    assert newest["url"].endswith(f"/claims/{other.pk}/")
    assert len(oldest["item"]) == 2
    assert oldest["dateCreated"] <= oldest["dateModified"]
    assert "canary" not in json.dumps([newest, oldest])


def test_feed_of_an_empty_record_is_a_feed(api):
    response = api.get(FEED)

    assert told(response) == []
    assert "Last-Modified" not in response


def test_feed_holds_what_its_reader_may_see(api, reviewed, key, settings):
    seen, _ = reviewed(), reviewed()

    (item,) = told(api.get(FEED, headers=key(seen.topic)))
    etags = {
        api.get(FEED, headers=headers)["ETag"]
        for headers in ({}, key(seen.topic), key(languages=["hy"]))
    }
    settings.ANONYMOUS_READING = False
    refused = api.get(FEED)

    assert item["url"].endswith(f"/claims/{seen.pk}/")
    assert len(etags) == 3
    assert refused.status_code == 401
    assert refused["Content-Type"] == "application/problem+json"


def test_feed_answers_304_until_something_is_published(api, reviewed):
    reviewed()
    etag = api.get(FEED)["ETag"]
    known = {"If-None-Match": etag}

    unchanged = api.get(FEED, headers=known)
    other = api.get(FEED, headers={"If-Match": '"other"'})
    reviewed()
    changed = api.get(FEED, headers=known)

    assert unchanged.status_code == 304
    assert unchanged["ETag"] == etag
    assert unchanged["Cache-Control"] == "public, max-age=60"
    assert (other.status_code, other["Cache-Control"]) == (412, "no-store")
    assert len(told(changed)) == 2


def test_feed_tells_when_it_changed_once_that_second_is_over(
    api, reviewed, monkeypatch
):
    reviewed()
    before = api.get(FEED)
    later = timezone.now() + timedelta(seconds=3)
    monkeypatch.setattr(feeds.timezone, "now", lambda: later)

    response = api.get(FEED)
    since = {"If-Modified-Since": response["Last-Modified"]}
    earlier = {"If-Modified-Since": http_date(0)}

    assert "Last-Modified" not in before
    assert api.get(FEED, headers=since).status_code == 304
    assert api.get(FEED, headers=earlier).status_code == 200


def test_last_second_may_have_more_to_come():
    now = timezone.now()

    assert last_modified(Moment(1, now)) is None
    assert last_modified(Moment(1, now - timedelta(days=1))) is not None


def test_head_and_gzip_are_answered(api, reviewed):
    reviewed()

    head = api.head(FEED)
    coded = api.get(FEED, headers={"Accept-Encoding": "gzip"})

    assert head.getvalue() == b""
    assert head["ETag"] == api.get(FEED)["ETag"]
    assert coded["ETag"] == head["ETag"][:-1] + '-gzip"'
    read = json.loads(gzip.decompress(coded.getvalue()))
    assert len(read["dataFeedElement"]) == 1


def test_feed_takes_no_parameter(api):
    assert api.get(FEED, {"page": "1"}).status_code == 400


def test_feed_is_read_page_by_page(api, reviewed, monkeypatch):
    monkeypatch.setattr(record, "CHUNK", 2)
    for _ in range(5):
        reviewed()

    assert len(told(api.get(FEED))) == 5
