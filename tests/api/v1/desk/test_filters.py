import datetime

import pytest

from claims.api.v1.desk.filters import (
    read_address,
    read_flag,
    read_key,
    read_number,
    read_text,
)
from claims.models import Role, Status
from claims.services.claims import assign, revise_claim
from claims.services.comments import resolve_comment
from claims.services.schedules import cancel_publication
from tests import factories
from tests.api.v1.desk.operations import NAMED, scheduled, theirs

KEY = "01234567-89ab-7def-8123-456789abcdef"


@pytest.mark.parametrize(
    ("read", "given"),
    [
        *(
            (read_key, each)
            for each in ("", "x", KEY.upper(), f"{{{KEY}}}", f"{KEY}\n")
        ),
        *((read_number, each) for each in ("", "0", "-1", "1.0", "٣", "9" * 10, " 1")),
        (read_text, "a\0"),
        (read_text, "\ud800"),
        *((read_flag, each) for each in ("", "1", "True", "yes")),
        *((read_address, each) for each in ("", "a", "ftp://a.example/", "http://a\0")),
    ],
)
def test_parameter_that_cannot_be_read(read, given):
    with pytest.raises(ValueError, match=r".+\."):
        read(given)


def arrange(newsroom):
    """Make two rows a noun; give each filter with the row that it keeps."""
    by = newsroom.editor
    topic, other = (
        factories.TopicFactory(name="The autumn war"),
        factories.TopicFactory(),
    )
    agent = factories.AgentFactory(name="Ministry of Defence")
    factories.AgentFactory()
    child = factories.TopicFactory(parent=topic)
    measure = factories.MeasureFactory(topic=topic)
    factories.MeasureFactory(topic=other)
    tag, verdict = factories.TagFactory(), factories.VerdictFactory(status="refuted")
    factories.TagFactory()
    source = factories.SourceFactory(publisher=agent, url="https://www.a.example/1")
    factories.SourceFactory()
    claim = factories.ClaimFactory(topic=topic, claimant=agent, language="hy")
    claim = revise_claim(claim, revision=1, by=by, text="Around 30,000 died.")
    claim = assign(claim, to=by, due_on=datetime.date(2027, 1, 1), revision=2, by=by)
    citation = factories.CitationFactory(
        claim=claim, source=source, role=Role.APPEARANCE
    )
    factories.CitationFactory(claim=newsroom.claim("published"))
    review = newsroom.review("submitted", factories.ClaimFactory())
    draft = factories.ReviewFactory(author=by)
    remark, settled = factories.CommentFactory(claim=claim), factories.CommentFactory()
    resolve_comment(settled, by=by)
    link = factories.ClaimLinkFactory(from_claim=claim)
    factories.ClaimLinkFactory()
    waiting, cancelled = scheduled(newsroom), scheduled(newsroom)
    cancel_publication(cancelled, by=by)
    return {
        f"topics/?parent={topic.pk}": child,
        f"topics/?slug={topic.slug}": topic,
        "topics/?q=AUTUMN+war": topic,
        f"measures/?topic={topic.pk}": measure,
        "agents/?q=defence": agent,
        f"tags/?name={tag.name}": tag,
        f"verdicts/?status={Status.REFUTED}": verdict,
        "sources/?address=http://www.a.example/1/": source,
        f"sources/?publisher={agent.pk}": source,
        "claims/?q=30000": claim,
        f"claims/?topic={topic.pk}": claim,
        f"claims/?claimant={agent.pk}": claim,
        f"claims/?assignee={by.pk}": claim,
        "claims/?language=hy": claim,
        "claims/?stage=published": newsroom.claim("published"),
        f"claims/?topic={topic.pk}&stage=draft&q=died": claim,
        f"citations/?claim={claim.pk}": citation,
        f"citations/?source={source.pk}": citation,
        "citations/?role=appearance": citation,
        f"reviews/?claim={review.claim_id}": review,
        "reviews/?state=submitted": review,
        f"reviews/?author={by.pk}": draft,
        f"comments/?claim={claim.pk}": remark,
        "comments/?settled=true": settled,
        "comments/?settled=false": remark,
        f"links/?from_claim={claim.pk}": link,
        f"links/?to_claim={link.to_claim_id}": link,
        f"schedules/?claim={waiting.pk}": waiting.scheduled_publications.get(),
        "schedules/?state=cancelled": cancelled.scheduled_publications.get(),
        f"people/?username={by.username}": by,
    }


@pytest.mark.django_db
def test_filter_keeps_what_it_says(newsroom, editor):
    published = newsroom.claim("published")
    factories.ClaimFactory(text="Another matter.")
    kept = arrange(newsroom)
    kept["claims/?stage=published"] = published
    told = {}

    for where in kept:
        answer = editor.get(where)
        assert answer.status_code == 200, (where, answer.content)
        told[where] = [each["id"] for each in answer.json()["results"]]

    for where, row in kept.items():
        of_row = {
            "claims/?stage=published": [str(published.pk), *told[where][:1]],
        }.get(where)
        key = row.pk if where.startswith("people") else str(row.pk)
        assert key in told[where], where
        if of_row is None:
            assert told[where] == [key], where


@pytest.mark.django_db
def test_every_filter_is_tried(newsroom):
    tried = {
        (where.partition("/")[0], pair.partition("=")[0])
        for where in arrange(newsroom)
        for pair in where.partition("?")[2].split("&")
    }

    assert tried == {
        (noun.name, name) for noun in NAMED.values() for name in noun.filters
    } - {("claims", "status")}


@pytest.mark.django_db
def test_status_is_asked_for(newsroom, editor):
    review = newsroom.review("approved")
    factories.ClaimFactory()

    found = editor.get("claims/?status=verified").json()["results"]

    assert [each["id"] for each in found] == [str(review.claim_id)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where",
    [
        "claims/?stage=open",
        "claims/?topic=x",
        "claims/?assignee=me",
        "claims/?q=a%00",
        "claims/?q=a&q=b",
        "comments/?settled=1",
        "sources/?address=a",
        "claims/?page_size=201",
    ],
)
def test_filter_at_fault_is_named(newsroom, editor, where):
    answer = editor.get(where)

    assert answer.status_code == 400
    name = where.partition("?")[2].partition("=")[0]
    assert [each["parameter"] for each in answer.json()["errors"]] == [name]


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", " ", "'", '"', "-a", "a or", "!&|", "x" * 5000])
def test_any_words_can_be_searched_for(newsroom, editor, asked):
    for noun in ("claims", "topics", "agents"):
        answer = editor.client.get(
            f"/api/v1/desk/{noun}/", {"q": asked}, headers=editor.headers
        )
        assert answer.status_code == 200


@pytest.mark.django_db
def test_review_of_another_publisher_is_found_by_its_claim(newsroom, editor):
    claim = factories.ClaimFactory()
    made = editor.post("reviews/", theirs(claim, factories.AgentFactory())).json()

    found = editor.get(f"reviews/?claim={claim.pk}").json()["results"]

    assert found == [made]
