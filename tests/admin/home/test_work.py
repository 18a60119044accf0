"""What waits for whom, in which order."""

import datetime

import pytest

from claims.admin.home.work import COUNTED, SHOWN, piles_for
from claims.models import Review
from claims.services.claims import assign
from claims.services.comments import comment, resolve_comment
from claims.services.reviews import approve_review, submit_review
from tests.factories import ClaimFactory, UserFactory
from tests.stories import now

TODAY = datetime.date(2026, 11, 24)
DAY = datetime.timedelta(days=1)


def pile(by, title, today=TODAY):
    [found] = [each for each in piles_for(by, today) if each.title == title]
    return found


def given(to, newsroom, due_on, stage="draft"):
    claim = newsroom.claim(stage)
    return assign(
        claim, to=to, due_on=due_on, revision=claim.revision, by=newsroom.editor
    )


@pytest.mark.django_db
def test_assigned_is_unfinished_and_mine_what_is_due_first(newsroom):
    later = given(newsroom.author, newsroom, TODAY + DAY)
    some_day = given(newsroom.author, newsroom, None)
    late = given(newsroom.author, newsroom, TODAY - DAY)
    given(newsroom.author, newsroom, TODAY, "published")
    given(newsroom.editor, newsroom, TODAY)

    mine = pile(newsroom.author, "Assigned to me")

    assert [line.words for line in mine.lines] == [late.text, later.text, some_day.text]
    assert [line.is_late for line in mine.lines] == [True, False, False]
    assert mine.lines[0].remark == "due 23 Nov 2026"
    assert mine.lines[2].remark == "draft"
    assert mine.number == "3"


@pytest.mark.django_db
def test_overdue_is_everybodys_for_who_hands_out_and_else_mine(newsroom):
    mine = given(newsroom.author, newsroom, TODAY - DAY)
    nobodys = given(None, newsroom, TODAY - 2 * DAY)
    given(None, newsroom, TODAY)

    def overdue(by):
        return [line.words for line in pile(by, "Overdue").lines]

    assert overdue(newsroom.editor) == [nobodys.text, mine.text]
    assert overdue(newsroom.author) == [mine.text]
    assert "nobody" in pile(newsroom.editor, "Overdue").lines[0].remark


@pytest.mark.django_db
def test_approval_waits_for_who_did_not_write_it(newsroom):
    review = newsroom.review("submitted")
    own = newsroom.review("draft")
    Review.objects.filter(pk=own.pk).update(author=newsroom.editor, revision=2)
    submit_review(own, revision=2, by=newsroom.editor)

    waiting = pile(newsroom.editor, "Waiting for my approval")

    assert [line.words for line in waiting.lines] == [review.claim.text]
    approve_review(now(review), revision=2, by=newsroom.editor)
    assert pile(newsroom.editor, "Waiting for my approval").lines == []


@pytest.mark.django_db
def test_returned_goes_to_its_author_with_the_reason(newsroom):
    newsroom.review("returned")

    [line] = pile(newsroom.author, "Returned to me").lines

    assert line.remark == f"{newsroom.editor}: Thin."
    assert pile(newsroom.editor, "Returned to me").lines == []


@pytest.mark.django_db
def test_mention_waits_until_it_is_settled(newsroom):
    claim = ClaimFactory()
    remark = comment(claim, text=f"@{newsroom.author} look.", by=newsroom.editor)
    [line] = pile(newsroom.author, "Comments that mention me").lines

    resolve_comment(remark, by=newsroom.author)

    assert line.url == f"/admin/claims/claim/{claim.pk}/change/"
    assert pile(newsroom.author, "Comments that mention me").lines == []
    assert pile(newsroom.editor, "Comments that mention me").lines == []


@pytest.mark.django_db
def test_number_stops_at_a_hundred(newsroom):
    by = UserFactory(is_superuser=True)
    ClaimFactory.create_batch(COUNTED, assignee=by)
    hundred = pile(by, "Assigned to me")
    ClaimFactory(assignee=by)

    more = pile(by, "Assigned to me")

    assert (hundred.number, more.number) == ("100", "more than 100")
    assert len(more.lines) == SHOWN
