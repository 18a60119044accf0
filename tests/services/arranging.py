"""Making the rows that a service is called on, and the call itself."""

import datetime
from collections.abc import Callable
from typing import Any

import httpx
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from claims.fetching import Fetched, Fetcher
from claims.models import (
    Citation,
    Claim,
    ClaimTag,
    Source,
    SourceAuthor,
    Stage,
    events_of,
)
from claims.services import (
    articles,
    captures,
    citations,
    claims,
    comments,
    filters,
    history,
    publication,
    reviews,
    rows,
    schedules,
    sources,
)
from tests import factories
from tests.stories import Newsroom

Call = Callable[[User, int], Any]
Arranged = tuple[Call, list[models.Model]]
"""The call, and the rows that it locks."""


def on_row(row: models.Model, **values: Any) -> Arranged:
    def call(by: User, off: int) -> Any:
        return rows.revise_row(row, revision=row.revision + off, by=by, **values)

    return call, [row]


def on_claim(
    service: Any, stage: str = Stage.DRAFT, **values: Any
) -> Callable[[Newsroom], Arranged]:
    def arrange(newsroom: Newsroom) -> Arranged:
        claim = newsroom.claim(stage)

        def call(by: User, off: int) -> Any:
            return service(claim, revision=claim.revision + off, by=by, **values)

        return call, [claim]

    return arrange


def on_review(
    service: Any, state: str, **values: Any
) -> Callable[[Newsroom], Arranged]:
    def arrange(newsroom: Newsroom) -> Arranged:
        review = newsroom.review(state)

        def call(by: User, off: int) -> Any:
            return service(review, revision=review.revision + off, by=by, **values)

        return call, [review.claim, review]

    return arrange


def on_citation(service: Any, **values: Any) -> Callable[[Newsroom], Arranged]:
    def arrange(newsroom: Newsroom) -> Arranged:
        citation = factories.CitationFactory()

        def call(by: User, off: int) -> Any:
            return service(citation, revision=citation.revision + off, by=by, **values)

        return call, [citation.claim, citation]

    return arrange


def on_submission(service: Any, **made: Any) -> Callable[[Newsroom], Arranged]:
    """``made`` are factories of the values, or the values."""

    def arrange(newsroom: Newsroom) -> Arranged:
        row = factories.SubmissionFactory()
        values = {
            name: make() if isinstance(make, type) else make
            for name, make in made.items()
        }

        def call(by: User, off: int) -> Any:
            return service(row, revision=row.revision + off, by=by, **values)

        return call, [row]

    return arrange


def without_revision(
    service: Any, *, locks: bool = True, **made: Any
) -> Callable[[Newsroom], Arranged]:
    """``made`` are factories of the values, or the values."""

    def arrange(newsroom: Newsroom) -> Arranged:
        claim = newsroom.claim()
        values = {
            name: make() if isinstance(make, type) else make
            for name, make in made.items()
        }
        others = [each for each in values.values() if isinstance(each, Claim)]

        def call(by: User, off: int) -> Any:
            return service(claim, by=by, **values)

        return call, [claim, *others] if locks else []

    return arrange


def a_correction(newsroom: Newsroom) -> Arranged:
    call, locks = on_claim(publication.correct_claim, "published", note="Wrong.")(
        newsroom
    )
    [claim] = locks
    claims.revise_claim(claim, revision=2, by=newsroom.editor, text="Corrected")
    claim.refresh_from_db()
    return call, locks


def a_claim(newsroom: Newsroom) -> Arranged:
    topic = factories.TopicFactory()

    def call(by: User, off: int) -> Any:
        return claims.record_claim(text="New", topic=topic, by=by)

    return call, []


def a_new_row(row: Callable[[], Any], **values: Any) -> Any:
    def arrange(newsroom: Newsroom) -> Arranged:
        return (lambda by, off: rows.record_row(row(), by=by, **values)), []

    return arrange


def a_tag(newsroom: Newsroom) -> Arranged:
    claim, tag = newsroom.claim(), factories.TagFactory()

    def call(by: User, off: int) -> Any:
        return claims.tag_claim(claim, tag=tag, revision=claim.revision + off, by=by)

    return call, [claim]


def a_tag_less(newsroom: Newsroom) -> Arranged:
    claim, tag = newsroom.claim(), factories.TagFactory()
    claim.tags.add(tag)

    def call(by: User, off: int) -> Any:
        return claims.untag_claim(claim, tag=tag, revision=claim.revision + off, by=by)

    return call, [claim]


def a_filter(newsroom: Newsroom) -> Arranged:
    return (lambda by, off: filters.save_filter(name="Wars", query="q=war", by=by)), []


def of_ones_own(service: Any, **values: Any) -> Any:
    """Give everybody a filter: one may change only one's own."""

    def arrange(newsroom: Newsroom) -> Arranged:
        saved = {
            person.pk: factories.SavedFilterFactory(owner=person)
            for person in User.objects.all()
        }
        own = saved[newsroom.editor.pk]

        def call(by: User, off: int) -> Any:
            row = saved.get(by.pk, own)
            return service(row, revision=row.revision + off, by=by, **values)

        return call, [own]

    return arrange


def their_review(claim: Claim, *, publisher: Any, by: User) -> Any:
    url = "https://other.example/1"
    return reviews.record_review(claim, publisher, label="True", url=url, by=by)


def a_pasted_text(newsroom: Newsroom) -> Arranged:
    source = factories.SourceFactory()
    return (lambda by, off: captures.keep_text(source, text="Text", by=by)), []


def an_article(newsroom: Newsroom) -> Arranged:
    return (lambda by, off: articles.ingest_article("44 men died.", by=by)), []


def of_an_address(service: Any) -> Any:
    def arrange(newsroom: Newsroom) -> Arranged:
        source = factories.SourceFactory(url="https://a.example/1")
        return (lambda by, off: service(source, by=by)), []

    return arrange


def a_fetched_page(newsroom: Newsroom) -> Arranged:
    source = factories.SourceFactory(url="https://a.example/1")
    page = Fetched(source.url, 200, httpx.Headers(), b"")

    class Here(Fetcher):
        def fetch(self, url: str) -> Fetched:
            return page

    def call(by: User, off: int) -> Any:
        return captures.capture_source(source, by=by, fetcher=Here())

    return call, []


def an_open_comment(newsroom: Newsroom) -> Arranged:
    remark = factories.CommentFactory()
    return (lambda by, off: comments.resolve_comment(remark, by=by)), [remark]


def two(service: Any, factory: Any) -> Any:
    """Merge two rows of a factory: both are locked, and so is what shows them."""

    def arrange(newsroom: Newsroom) -> Arranged:
        kept, merged = factory(), factory()

        def call(by: User, off: int) -> Any:
            seen = (kept.revision + off, merged.revision)
            return service(kept, merged, revisions=seen, by=by, reason="One.")

        return call, [kept, merged, *showing(merged)]

    return arrange


def showing(row: models.Model) -> list[models.Model]:
    """Have a claim, and a source, show a row that can be merged."""
    if isinstance(row, Claim):
        return []
    if isinstance(row, Source):
        return [factories.CitationFactory(source=row).claim]
    return [
        factories.ClaimFactory(claimant=row),
        factories.SourceFactory(publisher=row),
    ]


def pasted(claim: Claim, *, source: Any, by: User) -> Any:
    text = f"“{source.title}”"
    return sources.cite_by_address(claim, text, by=by, quote="6,500 lives")


def cited(claim: Claim, *, source: Any, by: User) -> Any:
    return citations.cite_source(claim, source, by=by, quote="6,500 lives")


def a_waiting_publication(newsroom: Newsroom) -> Arranged:
    claim = newsroom.claim()
    scheduled = schedules.schedule_publication(
        claim, at=TOMORROW, revision=1, by=newsroom.editor
    )

    def call(by: User, off: int) -> Any:
        return schedules.cancel_publication(claim, by=by)

    return call, [claim, scheduled]


def on_job(service: Any, state: str) -> Callable[[Newsroom], Arranged]:
    def arrange(newsroom: Newsroom) -> Arranged:
        job = factories.JobFactory(status=state)
        return (lambda by, off: service(job, by=by)), [job]

    return arrange


TOMORROW = timezone.now() + datetime.timedelta(days=1)


def a_lost_value(newsroom: Newsroom) -> Arranged:
    tag = factories.TagFactory(name="war")
    tag = rows.revise_row(tag, revision=1, by=newsroom.editor, name="wars")
    event = tag.events.last().pk

    def call(by: User, off: int) -> Any:
        return history.restore_values(
            tag, names=["name"], event=event, revision=tag.revision + off, by=by
        )

    return call, [tag]


def a_lost_citation(newsroom: Newsroom) -> Arranged:
    citation = factories.CitationFactory()
    claim = citation.claim
    citations.remove_citation(citation, revision=1, by=newsroom.editor)
    event = events_of(Citation).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_citation(claim, event=event, by=by)

    return call, [claim]


def a_lost_tag(newsroom: Newsroom) -> Arranged:
    claim, tag = newsroom.claim(), factories.TagFactory()
    claim = claims.revise_claim(claim, revision=1, by=newsroom.editor, tags=[tag])
    claim = claims.revise_claim(claim, revision=2, by=newsroom.editor, tags=[])
    event = events_of(ClaimTag).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_tag(
            claim, event=event, revision=claim.revision + off, by=by
        )

    return call, [claim]


def a_lost_author(newsroom: Newsroom) -> Arranged:
    source, author = factories.SourceFactory(), factories.AgentFactory()
    source = rows.revise_row(source, revision=1, by=newsroom.editor, authors=[author])
    source = rows.revise_row(source, revision=2, by=newsroom.editor, authors=[])
    event = events_of(SourceAuthor).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_author(
            source, event=event, revision=source.revision + off, by=by
        )

    return call, [source]
