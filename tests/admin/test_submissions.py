"""What partners submit, as the desk shows it and decides about it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin.home.work import piles_for
from claims.models import Claim, Submission
from claims.services.submissions import join_submission
from tests.admin.home.test_work import TODAY
from tests.admin.posts import post_of
from tests.factories import ClaimFactory, SubmissionFactory, TopicFactory
from tests.stories import now

pytestmark = pytest.mark.django_db
LIST = "/admin/claims/submission/"


def page_of(row):
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def step_of(submission, action):
    return reverse("admin:claims_submission_step", args=[submission.pk, action])


@pytest.fixture
def editor(client, people):
    client.force_login(people["Editor"])
    return people["Editor"]


@pytest.fixture
def sent():
    return SubmissionFactory(
        statement="So it is.",
        language="hy",
        reference="desk-4711",
        seen_url="https://news.example.org/a?b=1&c=2",
        note="<b>Readers</b> ask.",
    )


def text_of(response):
    return " ".join(response.content.decode().split())


def test_list_costs_the_same_with_one_and_with_eleven(client, editor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    def joined():
        row = SubmissionFactory()
        join_submission(row, claim=ClaimFactory(), revision=1, by=editor)

    joined()
    joined()
    cost()
    two = cost()
    for _ in range(10):
        joined()

    assert cost() == two


def test_list_tells_state_and_claim_and_keeps_those_that_wait(client, editor, sent):
    other, claim = SubmissionFactory(statement="Known."), ClaimFactory()
    join_submission(other, claim=claim, revision=1, by=editor)

    every = text_of(client.get(LIST))
    waiting = text_of(client.get(f"{LIST}?state__exact=received"))

    for words in ("So it is.", "Known.", "Waiting", "Already on record"):
        assert words.lower() in every.lower(), words
    assert page_of(claim) in every
    assert "Known." not in waiting
    assert "Known." in text_of(client.get(f"{LIST}?q=known"))


def test_page_shows_what_was_sent_and_what_may_be_decided(client, editor, sent):
    text = text_of(client.get(page_of(sent)))

    for words in (
        "So it is.",
        str(sent.partner),
        "desk-4711",
        'href="https://news.example.org/a?b=1&amp;c=2"',
        "&lt;b&gt;Readers&lt;/b&gt; ask.",
        "Take into work",
        "Already on record",
        "Decline",
    ):
        assert words in text, words
    assert "Decided" not in text


def test_page_of_one_without_an_address_links_to_none(client, editor):
    text = text_of(client.get(page_of(SubmissionFactory())))

    assert 'rel="noopener noreferrer"' not in text


@pytest.mark.parametrize(
    ("role", "buttons"),
    [
        ("Researcher", ["Take into work", "Already on record"]),
        ("Editor", ["Take into work", "Already on record", "Decline"]),
        ("Partner manager", []),
    ],
)
def test_buttons_are_those_a_role_may_use(client, people, sent, role, buttons):
    client.force_login(people[role])

    shown = client.get(page_of(sent)).context["buttons"]

    assert [each.label for each in shown] == buttons


def test_taking_leads_to_the_draft_that_tells_where_it_came_from(client, editor, sent):
    topic = TopicFactory()
    asked = client.get(step_of(sent, "take_submission"))

    done = client.post(
        step_of(sent, "take_submission"), post_of(asked, topic=topic.pk), follow=True
    )

    claim = Claim.objects.get()
    assert done.redirect_chain == [(page_of(claim), 302)]
    assert (claim.topic, claim.language, claim.assignee) == (topic, "hy", editor)
    assert "The submission is your draft now." in text_of(done)
    for words in ("Submitted by", str(sent.partner), "desk-4711", "ask."):
        assert words in text_of(done), words
    assert page_of(sent) in text_of(done)
    assert LogEntry.objects.get().object_id == str(sent.pk)


def test_second_click_takes_no_second_draft(client, editor, sent):
    asked = client.get(step_of(sent, "take_submission"))
    post = post_of(asked, topic=TopicFactory().pk)

    first, second = (
        client.post(step_of(sent, "take_submission"), post) for _ in range(2)
    )

    assert (first.status_code, second["Location"]) == (302, first["Location"])
    assert Claim.objects.count() == 1


def test_joining_leads_to_the_claim_that_has_it(client, editor, sent):
    claim = ClaimFactory()
    asked = client.get(step_of(sent, "join_submission"))

    done = client.post(
        step_of(sent, "join_submission"), post_of(asked, claim=claim.pk), follow=True
    )

    assert done.redirect_chain == [(page_of(claim), 302)]
    assert now(sent).claim == claim
    assert str(sent.partner) in text_of(done)


def test_declining_says_why_on_its_page(client, editor, sent):
    asked = client.get(step_of(sent, "decline_submission"))
    empty = client.post(step_of(sent, "decline_submission"), post_of(asked))

    done = client.post(
        step_of(sent, "decline_submission"),
        post_of(asked, reason="An opinion."),
        follow=True,
    )

    assert "This field is required." in text_of(empty)
    assert done.redirect_chain == [(page_of(sent), 302)]
    for words in ("An opinion.", "Declined", str(editor)):
        assert words in text_of(done), words
    assert done.context["buttons"] == []


def test_decision_of_somebody_else_is_met_with_what_it_was(client, editor, sent):
    asked = client.get(step_of(sent, "decline_submission"))
    join_submission(sent, claim=ClaimFactory(), revision=1, by=editor)

    refused = client.post(
        step_of(sent, "decline_submission"), post_of(asked, reason="An opinion.")
    )
    late = client.get(step_of(sent, "take_submission"), follow=True)

    assert refused.status_code == 409
    assert "Somebody changed this submission" in text_of(refused)
    assert "An opinion." in text_of(refused)
    assert "It is decided already." in text_of(late)
    assert Submission.objects.get().state == "joined"


def test_step_is_for_whoever_may_take_it(client, people, sent):
    client.force_login(people["Researcher"])

    assert client.get(step_of(sent, "take_submission")).status_code == 200
    assert client.get(step_of(sent, "decline_submission")).status_code == 403


@pytest.mark.parametrize("where", ["no_such_step", "take_submission"])
def test_step_of_nothing_is_not_found(client, editor, sent, where):
    row = sent if where == "no_such_step" else SubmissionFactory.build()

    assert client.get(step_of(row, where)).status_code == 404


def test_history_tells_the_partner_and_who_decided(client, editor, sent):
    join_submission(sent, claim=ClaimFactory(), revision=1, by=editor)

    text = text_of(client.get(f"{LIST}{sent.pk}/history/"))

    assert "submission added" in text.lower()
    assert str(editor) in text


def test_pile_holds_what_waits_the_oldest_first(people, sent):
    newer = SubmissionFactory()
    join_submission(
        SubmissionFactory(), claim=ClaimFactory(), revision=1, by=people["Editor"]
    )

    [pile] = [
        each
        for each in piles_for(people["Researcher"], TODAY)
        if each.title == "Submitted by partners"
    ]

    assert [line.words for line in pile.lines] == [str(sent), str(newer)]
    assert str(sent.partner) in pile.lines[0].remark
