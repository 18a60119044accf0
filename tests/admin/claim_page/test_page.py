"""The page of a claim as a whole: what it costs, what it shows, who else is there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, Comparator, Presence, Role, Stage
from claims.services.captures import keep_text
from claims.services.comments import comment
from claims.services.publication import publish_claim
from claims.services.reviews import draft_review
from tests import factories
from tests.browser import at_the_desk, chromium, session_of

MOST_QUERIES = 50


def page_of(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def presence_of(claim):
    return reverse("admin:claims_claim_presence", args=[claim.pk])


def cite(claim, by):
    citation = factories.CitationFactory(
        claim=claim,
        source__publisher=factories.AgentFactory(),
        comparator=Comparator.ABOUT,
        value=Decimal(7000),
        quote="Not there.",
        role=Role.EVIDENCE,
    )
    keep_text(citation.source, text="Another text.", by=by)


@pytest.mark.django_db
def test_page_costs_the_same_with_one_citation_and_with_eleven(client, people):
    """Everything grows: citations, what is said, what happened, who is there."""
    editor = people["Editor"]
    claim = factories.FigureClaimFactory(
        claimant=factories.AgentFactory(), as_of="2020-11-10"
    )
    draft_review(claim, by=editor, finding_best=7000)
    publish_claim(claim, revision=1, by=editor)
    client.force_login(editor)

    def grow():
        cite(claim, editor)
        comment(claim, text=f"Look, @{editor}.", by=editor)
        factories.PresenceFactory(claim=claim)
        factories.ClaimLinkFactory(from_claim=claim)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page_of(claim)).status_code == 200
        return len(queries)

    grow()
    cost()
    one = cost()
    for _ in range(10):
        grow()

    assert cost() == one <= MOST_QUERIES


@pytest.mark.django_db
def test_page_shows_figures_checks_and_an_honest_empty_place(client, people):
    claim = factories.FigureClaimFactory()
    cite(claim, people["Editor"])
    factories.CitationFactory(claim=claim, comparator="exactly", value=1)
    plain = factories.ClaimFactory()
    client.force_login(people["Partner manager"])

    shown = client.get(page_of(claim)).content.decode()
    empty = client.get(page_of(plain)).content.decode()

    assert 'href="#id_citations-0-quote"' in shown
    assert 'href="#reviews-group">Figures conflict' in shown
    assert "The quote does not stand in the text kept of" in shown
    assert "Similar claims are not looked for yet." in shown
    assert 'aria-label="What the claim says' in shown
    assert "Neither the claim nor a source gives a figure." in empty
    assert "Nothing to warn of." in empty


@pytest.mark.django_db
def test_check_of_a_field_stands_below_the_field_and_refuses_nothing(client, people):
    part = factories.FigureClaimFactory(comparator="exactly", value=900)
    whole = factories.FigureClaimFactory(comparator="exactly", value=100)
    factories.ClaimLinkFactory(from_claim=part, kind="part_of", to_claim=whole)
    client.force_login(people["Editor"])

    shown = client.get(page_of(whole))

    html = shown.content.decode()
    assert '<span class="desk-check">Violation: A part is more than this' in html
    assert 'href="#id_value"' in html
    field = shown.context["adminform"].form.fields["value"]
    assert "A part is more" in field.help_text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("action", "stage", "shown"),
    [
        ("publish_claim", Stage.DRAFT, True),
        ("correct_claim", Stage.PUBLISHED, True),
        ("withdraw_claim", Stage.PUBLISHED, False),
        ("assign", Stage.DRAFT, False),
    ],
)
def test_checks_are_shown_before_publication(client, newsroom, action, stage, shown):
    claim = newsroom.claim(stage)
    citation = factories.CitationFactory(claim=claim, quote="Not there.")
    keep_text(citation.source, text="Another text.", by=newsroom.editor)
    client.force_login(newsroom.editor)

    step = client.get(reverse("admin:claims_claim_step", args=[claim.pk, action]))

    assert step.status_code == 200
    assert (b"The quote does not stand" in step.content) is shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "method", "status"),
    [
        ("Researcher", "post", 200),
        ("Fact-checker", "post", 200),
        ("Editor", "post", 200),
        ("Partner manager", "post", 200),
        ("", "post", 403),
        ("Editor", "get", 404),
    ],
)
def test_presence_is_for_those_who_may_see_the_claim(
    client, people, role, method, status
):
    claim = factories.ClaimFactory()
    client.force_login(people[role])

    answer = getattr(client, method)(presence_of(claim))

    assert answer.status_code == status
    assert Presence.objects.count() == (status == 200)


@pytest.mark.django_db
def test_presence_of_no_claim_is_not_found(client, people):
    client.force_login(people["Editor"])
    claim = factories.ClaimFactory.build()

    assert client.post(presence_of(claim)).status_code == 404


@pytest.mark.django_db
def test_presence_names_the_others_for_a_minute_and_changes_no_claim(client, people):
    claim = factories.ClaimFactory()
    factories.PresenceFactory(claim=claim, person=people["Researcher"])
    gone = timezone.now() - timedelta(seconds=60)
    factories.PresenceFactory(claim=claim, person=people[""], seen_at=gone)
    factories.PresenceFactory(person=people["Fact-checker"])
    client.force_login(people["Editor"])

    first = client.post(presence_of(claim)).json()
    again = client.post(presence_of(claim)).json()

    assert first == again == {"others": [people["Researcher"].username]}
    assert not Presence.objects.filter(person=people[""]).exists()
    assert Presence.objects.count() == 3
    fresh = Claim.objects.get(pk=claim.pk)
    assert (fresh.revision, fresh.events.count()) == (1, 1)
    html = client.get(page_of(claim)).content.decode()
    assert f"<span>{people['Researcher'].username}</span>" in html


def test_in_a_browser_two_people_see_each_other_and_call_each_other(server, people):
    """By keyboard: the name of a person is offered, taken, and the comment sent."""
    claim = factories.FigureClaimFactory()
    page = page_of(claim)
    editor, checker = people["Editor"], people["Fact-checker"]
    names = [editor.username, checker.username]
    sessions = [session_of(editor), session_of(checker)]

    with chromium() as browser:
        theirs = at_the_desk(browser, server, sessions[0]).new_page()
        theirs.goto(page, wait_until="networkidle")
        mine = at_the_desk(browser, server, sessions[1]).new_page()
        mine.goto(page, wait_until="networkidle")
        seen = mine.locator("#presence").inner_text()
        area = mine.get_by_label("Comment", exact=True)
        area.focus()
        mine.keyboard.type("Look, @")
        offered = mine.get_by_role("option").all_inner_texts()
        mine.keyboard.press("Escape")
        hidden = mine.get_by_role("listbox").is_hidden()
        mine.keyboard.type(names[0][:-1])
        mine.keyboard.press("ArrowDown")
        mine.keyboard.press("ArrowUp")
        mine.keyboard.type(names[0][-1])
        mine.keyboard.press("Enter")
        typed = area.input_value()
        mine.keyboard.press("Tab")
        mine.keyboard.press("Enter")
        mine.wait_for_url("**#comment-*")
        said = mine.locator(".desk-comment").inner_text()
        resolve = mine.get_by_role("button", name="Resolve the comment")
        resolve.press("Enter")
        mine.get_by_text("1 settled", exact=True).wait_for()

    assert seen == f"Also open now by {names[0]}"
    assert set(names) <= set(offered)
    assert hidden
    assert typed == f"Look, @{names[0]} "
    assert f"Look, @{names[0]}" in said
    assert claim.comments.get().mentions.get() == editor
