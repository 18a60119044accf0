"""Every service as one call: on what, by whom, at which revision."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
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
    JobState,
    Source,
    SourceAuthor,
    Stage,
    Tag,
    TopicKind,
    events_of,
)
from claims.services import (
    captures,
    citations,
    claims,
    comments,
    filters,
    history,
    jobs,
    link_checks,
    merging,
    publication,
    reviews,
    rows,
    schedules,
    sources,
)
from tests import factories
from tests.stories import Newsroom

Call = Callable[[User, int], Any]


@dataclass(frozen=True)
class Service:
    """``arrange`` makes the rows and gives the call; ``locks`` are those it holds.

    ``groups`` may call it; one that takes a ``revision`` refuses a stale one.
    """

    name: str
    groups: str
    arrange: Callable[[Newsroom], tuple[Call, list[models.Model]]]
    takes_revision: bool = True


ALL = "Researcher, Fact-checker, Editor, Partner manager"
RESEARCH = "Researcher, Fact-checker, Editor"
CHECK = "Fact-checker, Editor"
EDIT = "Editor"


def on_row(row: models.Model, **values: Any) -> tuple[Call, list[models.Model]]:
    def call(by: User, off: int) -> Any:
        return rows.revise_row(row, revision=row.revision + off, by=by, **values)

    return call, [row]


def on_claim(
    service: Any, stage: str = Stage.DRAFT, **values: Any
) -> Callable[[Newsroom], tuple[Call, list[models.Model]]]:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        claim = newsroom.claim(stage)

        def call(by: User, off: int) -> Any:
            return service(claim, revision=claim.revision + off, by=by, **values)

        return call, [claim]

    return arrange


def on_review(
    service: Any, state: str, **values: Any
) -> Callable[[Newsroom], tuple[Call, list[models.Model]]]:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        review = newsroom.review(state)

        def call(by: User, off: int) -> Any:
            return service(review, revision=review.revision + off, by=by, **values)

        return call, [review.claim, review]

    return arrange


def on_citation(
    service: Any, **values: Any
) -> Callable[[Newsroom], tuple[Call, list[models.Model]]]:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        citation = factories.CitationFactory()

        def call(by: User, off: int) -> Any:
            return service(citation, revision=citation.revision + off, by=by, **values)

        return call, [citation.claim, citation]

    return arrange


def without_revision(
    service: Any, *, locks: bool = True, **made: Any
) -> Callable[[Newsroom], tuple[Call, list[models.Model]]]:
    """``made`` are factories of the values, or the values."""

    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
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


def a_correction(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    call, locks = on_claim(publication.correct_claim, "published", note="Wrong.")(
        newsroom
    )
    [claim] = locks
    claims.revise_claim(claim, revision=2, by=newsroom.editor, text="Corrected")
    claim.refresh_from_db()
    return call, locks


def a_claim(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    topic = factories.TopicFactory()

    def call(by: User, off: int) -> Any:
        return claims.record_claim(text="New", topic=topic, by=by)

    return call, []


def a_new_row(row: Callable[[], Any], **values: Any) -> Any:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        return (lambda by, off: rows.record_row(row(), by=by, **values)), []

    return arrange


def a_tag(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    claim, tag = newsroom.claim(), factories.TagFactory()

    def call(by: User, off: int) -> Any:
        return claims.tag_claim(claim, tag=tag, revision=claim.revision + off, by=by)

    return call, [claim]


def a_tag_less(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    claim, tag = newsroom.claim(), factories.TagFactory()
    claim.tags.add(tag)

    def call(by: User, off: int) -> Any:
        return claims.untag_claim(claim, tag=tag, revision=claim.revision + off, by=by)

    return call, [claim]


def a_filter(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    return (lambda by, off: filters.save_filter(name="Wars", query="q=war", by=by)), []


def their_review(claim: Claim, *, publisher: Any, by: User) -> Any:
    url = "https://other.example/1"
    return reviews.record_review(claim, publisher, label="True", url=url, by=by)


def a_pasted_text(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    source = factories.SourceFactory()
    return (lambda by, off: captures.keep_text(source, text="Text", by=by)), []


def of_an_address(service: Any) -> Any:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        source = factories.SourceFactory(url="https://a.example/1")
        return (lambda by, off: service(source, by=by)), []

    return arrange


def a_fetched_page(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    source = factories.SourceFactory(url="https://a.example/1")
    page = Fetched(source.url, 200, httpx.Headers(), b"")

    class Here(Fetcher):
        def fetch(self, url: str) -> Fetched:
            return page

    def call(by: User, off: int) -> Any:
        return captures.capture_source(source, by=by, fetcher=Here())

    return call, []


def an_open_comment(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    remark = factories.CommentFactory()
    return (lambda by, off: comments.resolve_comment(remark, by=by)), [remark]


def two(service: Any, factory: Any) -> Any:
    """Merge two rows of a factory: both are locked, and so is what shows them."""

    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
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


def a_waiting_publication(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    claim = newsroom.claim()
    scheduled = schedules.schedule_publication(
        claim, at=TOMORROW, revision=1, by=newsroom.editor
    )

    def call(by: User, off: int) -> Any:
        return schedules.cancel_publication(claim, by=by)

    return call, [claim, scheduled]


def on_job(
    service: Any, state: str
) -> Callable[[Newsroom], tuple[Call, list[models.Model]]]:
    def arrange(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
        job = factories.JobFactory(status=state)
        return (lambda by, off: service(job, by=by)), [job]

    return arrange


TOMORROW = timezone.now() + datetime.timedelta(days=1)


def a_lost_value(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    tag = factories.TagFactory(name="war")
    tag = rows.revise_row(tag, revision=1, by=newsroom.editor, name="wars")
    event = tag.events.last().pk

    def call(by: User, off: int) -> Any:
        return history.restore_values(
            tag, names=["name"], event=event, revision=tag.revision + off, by=by
        )

    return call, [tag]


def a_lost_citation(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    citation = factories.CitationFactory()
    claim = citation.claim
    citations.remove_citation(citation, revision=1, by=newsroom.editor)
    event = events_of(Citation).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_citation(claim, event=event, by=by)

    return call, [claim]


def a_lost_tag(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    claim, tag = newsroom.claim(), factories.TagFactory()
    claim = claims.revise_claim(claim, revision=1, by=newsroom.editor, tags=[tag])
    claim = claims.revise_claim(claim, revision=2, by=newsroom.editor, tags=[])
    event = events_of(ClaimTag).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_tag(
            claim, event=event, revision=claim.revision + off, by=by
        )

    return call, [claim]


def a_lost_author(newsroom: Newsroom) -> tuple[Call, list[models.Model]]:
    source, author = factories.SourceFactory(), factories.AgentFactory()
    source = rows.revise_row(source, revision=1, by=newsroom.editor, authors=[author])
    source = rows.revise_row(source, revision=2, by=newsroom.editor, authors=[])
    event = events_of(SourceAuthor).objects.get(pgh_label="delete").pk

    def call(by: User, off: int) -> Any:
        return history.restore_author(
            source, event=event, revision=source.revision + off, by=by
        )

    return call, [source]


OUT = {"reason": "Wrong.", "note": "Wrong."}
SERVICES = [
    Service("record_claim", RESEARCH, a_claim, takes_revision=False),
    Service("revise_claim", RESEARCH, on_claim(claims.revise_claim, text="Else")),
    Service("tag_claim", RESEARCH, a_tag),
    Service("untag_claim", RESEARCH, a_tag_less),
    Service("save_filter", ALL, a_filter, takes_revision=False),
    Service("assign", EDIT, on_claim(claims.assign, to=None)),
    Service(
        "comment",
        ALL,
        without_revision(comments.comment, text="Look.", locks=False),
        takes_revision=False,
    ),
    Service("resolve_comment", ALL, an_open_comment, takes_revision=False),
    Service(
        "request_capture",
        RESEARCH,
        of_an_address(captures.request_capture),
        takes_revision=False,
    ),
    Service(
        "request_check",
        RESEARCH,
        of_an_address(link_checks.request_check),
        takes_revision=False,
    ),
    Service("capture_source", RESEARCH, a_fetched_page, takes_revision=False),
    Service("keep_text", RESEARCH, a_pasted_text, takes_revision=False),
    Service(
        "plan_recheck",
        RESEARCH,
        on_claim(claims.plan_recheck, on=datetime.date(2027, 1, 1)),
    ),
    Service(
        "link_claims",
        RESEARCH,
        without_revision(claims.link_claims, kind="updates", to=factories.ClaimFactory),
        takes_revision=False,
    ),
    Service(
        "cite_source",
        RESEARCH,
        without_revision(cited, source=factories.SourceFactory),
        takes_revision=False,
    ),
    Service(
        "cite_by_address",
        RESEARCH,
        without_revision(pasted, source=factories.SourceFactory),
        takes_revision=False,
    ),
    Service(
        "revise_citation",
        RESEARCH,
        on_citation(citations.revise_citation, quote="Else"),
    ),
    Service("remove_citation", RESEARCH, on_citation(citations.remove_citation)),
    Service("restore_values", RESEARCH, a_lost_value),
    Service("restore_citation", RESEARCH, a_lost_citation, takes_revision=False),
    Service("restore_tag", RESEARCH, a_lost_tag),
    Service("restore_author", RESEARCH, a_lost_author),
    Service(
        "record_review",
        CHECK,
        without_revision(their_review, publisher=factories.AgentFactory),
        takes_revision=False,
    ),
    Service(
        "draft_review",
        CHECK,
        without_revision(reviews.draft_review, summary="Checked."),
        takes_revision=False,
    ),
    Service(
        "revise_review", CHECK, on_review(reviews.revise_review, "draft", text="Else")
    ),
    Service("submit_review", CHECK, on_review(reviews.submit_review, "draft")),
    Service(
        "return_review",
        EDIT,
        on_review(reviews.return_review, "submitted", reason="Thin."),
    ),
    Service("approve_review", EDIT, on_review(reviews.approve_review, "submitted")),
    Service("publish_claim", EDIT, on_claim(publication.publish_claim)),
    Service("correct_claim", EDIT, a_correction),
    Service(
        "withdraw_claim", EDIT, on_claim(publication.withdraw_claim, "published", **OUT)
    ),
    Service("merge_claims", EDIT, two(merging.merge_claims, factories.ClaimFactory)),
    Service("merge_sources", EDIT, two(merging.merge_sources, factories.SourceFactory)),
    Service("merge_agents", EDIT, two(merging.merge_agents, factories.AgentFactory)),
    Service(
        "schedule_publication",
        EDIT,
        on_claim(schedules.schedule_publication, at=TOMORROW),
    ),
    Service("cancel_publication", EDIT, a_waiting_publication, takes_revision=False),
    Service(
        "cancel_job", EDIT, on_job(jobs.cancel_job, JobState.TODO), takes_revision=False
    ),
    Service(
        "retry_job", EDIT, on_job(jobs.retry_job, JobState.FAILED), takes_revision=False
    ),
    Service(
        "record_row",
        RESEARCH,
        a_new_row(Tag, name="war"),
        takes_revision=False,
    ),
    Service(
        "record_row of a verdict",
        EDIT,
        a_new_row(
            factories.VerdictFactory.build, label="New", definition="When it is so."
        ),
        takes_revision=False,
    ),
    Service(
        "revise_row",
        RESEARCH,
        lambda newsroom: on_row(factories.TopicFactory(), kind=TopicKind.EVENT),
    ),
    Service(
        "revise_row of a verdict",
        EDIT,
        lambda newsroom: on_row(factories.VerdictFactory(), label="Else"),
    ),
]
