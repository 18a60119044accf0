"""The home page as a whole: whom it shows what, and what it costs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.bench.seed import seed, tidy
from claims.models import Claim, Comment
from claims.services.claims import assign, plan_recheck, revise_claim
from claims.services.comments import comment
from claims.services.reviews import draft_review, return_review, submit_review
from tests import factories
from tests.admin.home.plans import explained, tables
from tests.stories import now

HOME = "/admin/"
LARGE = {"claims_claim", "claims_review", "claims_entry", "claims_comment"}
PAST = datetime.date(2026, 1, 31)

PILES = {
    "Researcher": [
        "Assigned to me",
        "Overdue",
        "To re-check",
        "Submitted by partners",
        "Comments that mention me",
    ],
    "Fact-checker": [
        "Assigned to me",
        "Returned to me",
        "Overdue",
        "To re-check",
        "Submitted by partners",
        "Comments that mention me",
    ],
    "Editor": [
        "Assigned to me",
        "Waiting for my approval",
        "Returned to me",
        "Overdue",
        "To re-check",
        "Unpublished changes",
        "Submitted by partners",
        "Comments that mention me",
    ],
    "Partner manager": ["Assigned to me", "Overdue", "Comments that mention me"],
    "": [],
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", PILES)
def test_home_shows_what_a_role_may_do(client, people, role):
    client.force_login(people[role])

    response = client.get(HOME)

    shown = [pile.title for pile in response.context["done"]]
    assert response.context["piles"] == []
    assert shown == PILES[role]
    assert ("Claims by stage" in response.content.decode()) == bool(shown)


def work_for(newsroom, claims):
    """Give the editor and the author one of each kind of work a claim in the list."""
    editor, author = newsroom.editor, newsroom.author
    for claim in claims:
        assign(claim, to=editor, due_on=PAST, revision=1, by=editor)
        comment(claim, text=f"@{editor.username}, look.", by=author)
        submit_review(newsroom.review("draft", claim), revision=1, by=author)
        plan_recheck(now(claim), on=PAST, revision=now(claim).revision, by=editor)
        other = newsroom.claim()
        review = draft_review(
            other, by=editor, verdict=newsroom.verdict, summary="It is so."
        )
        submit_review(review, revision=1, by=editor)
        return_review(
            now(review),
            revision=2,
            by=factories.UserFactory(is_superuser=True),
            reason="Thin.",
        )
        public = newsroom.claim("published")
        revise_claim(public, revision=2, by=author, text="Else")
        factories.SubmissionFactory()


@pytest.mark.django_db
def test_home_costs_the_same_with_one_row_and_with_eleven(client, newsroom):
    client.force_login(newsroom.editor)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(HOME)
        return len(queries), {p.title: p.number for p in response.context["piles"]}

    work_for(newsroom, [newsroom.claim()])
    cost()
    one, numbers = cost()
    work_for(newsroom, [newsroom.claim() for _ in range(10)])
    eleven, more = cost()

    assert set(numbers) == set(more) == set(PILES["Editor"])
    assert set(numbers.values()) == {"1"}
    assert set(more.values()) == {"11"}
    assert one == eleven < 20


@pytest.mark.django_db
def test_every_link_of_the_home_page_leads(client, newsroom):
    client.force_login(newsroom.editor)
    empty = client.get(HOME).context["done"]
    work_for(newsroom, [newsroom.claim()])

    full = client.get(HOME).context["piles"]

    for pile in [*empty, *full]:
        assert client.get(pile.all.url).status_code == 200
        for line in pile.lines:
            assert client.get(line.url).status_code == 200


@pytest.mark.django_db
def test_full_list_holds_what_the_pile_holds(client, newsroom):
    client.force_login(newsroom.editor)
    work_for(newsroom, [newsroom.claim() for _ in range(3)])
    newsroom.claim("published")

    for pile in client.get(HOME).context["piles"]:
        listed = client.get(pile.all.url).context["cl"]
        assert listed.result_count == 3, pile.title


def settled_comments(claims, newsroom):
    """Write a comment on each claim that called the editor and is settled."""
    settled = {"resolved_at": timezone.now(), "resolved_by": newsroom.author}
    comments = Comment.objects.bulk_create(
        Comment(claim=claim, author=newsroom.author, text="Look.", **settled)
        for claim in claims
    )
    through = Comment.mentions.through
    through.objects.bulk_create(
        through(comment=each, user=newsroom.editor) for each in comments
    )


@pytest.mark.unmeasured
def test_home_reads_no_large_table_from_end_to_end(committed, client, newsroom):
    seed(3000, lambda new: None)
    settled_comments(Claim.objects.all(), newsroom)
    work_for(newsroom, [newsroom.claim() for _ in range(3)])
    tidy()
    client.force_login(newsroom.editor)

    with explained() as plans:
        response = client.get(HOME)

    assert response.status_code == 200
    assert len(plans) < 20
    assert tables(plans) & LARGE == set()
