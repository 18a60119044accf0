import datetime
import re

import pytest

from claims.admin.claim_list.bulk import BULK
from claims.models import Claim, Stage
from claims.services.claims import revise_claim
from tests import factories
from tests.admin.claim_list.lists import LIST
from tests.stories import now

pytestmark = pytest.mark.django_db

ROLES = ("", "Researcher", "Fact-checker", "Editor", "Partner manager")
MAY = {
    "assign": {"Editor"},
    "tag": {"Researcher", "Fact-checker", "Editor"},
    "untag": {"Researcher", "Fact-checker", "Editor"},
    "submit": {"Fact-checker", "Editor"},
    "recheck": {"Researcher", "Fact-checker", "Editor"},
}


def choose(client, action, *claims):
    """Choose claims on the list and give the page that says what will be done."""
    keys = [str(claim.pk) for claim in claims]
    return client.post(LIST, {"action": action, "index": 0, "_selected_action": keys})


def rows_of(response):
    """Give the pairs that a page carries; each claim has one of its own."""
    return re.findall(r'name="row" value="([^"]*)"', response.content.decode())


def do(client, action, *claims, **values):
    """Go through the page in between, and give the page that reports."""
    page = choose(client, action, *claims)
    assert page.status_code == 200
    return client.post(f"{LIST}bulk/{action}/", {"row": rows_of(page), **values})


def test_assign_goes_to_a_person_with_a_day(client, people):
    claims = factories.ClaimFactory.create_batch(2)
    client.force_login(people["Editor"])

    page = choose(client, "assign", *claims)
    report = do(
        client, "assign", *claims, to=people["Researcher"].pk, due_on="2027-01-02"
    )

    assert "now: nobody" in page.content.decode()
    assert "Done: 2" in report.content.decode()
    for claim in claims:
        assert now(claim).assignee == people["Researcher"]
        assert now(claim).due_on == datetime.date(2027, 1, 2)
    again = choose(client, "assign", *claims).content.decode()
    assert f"now: {people['Researcher']}, due 2027-01-02" in again


def test_tags_are_added_and_removed_and_refused_where_it_makes_no_sense(client, people):
    tagged, bare = factories.ClaimFactory.create_batch(2)
    tag = factories.TagFactory(name="war")
    tagged.tags.add(tag)
    client.force_login(people["Researcher"])

    added = do(client, "tag", tagged, bare, tag=tag.pk).content.decode()
    assert "Not done: 1" in added
    assert "The claim is tagged war already." in added
    assert list(now(bare).tags.all()) == [tag]
    assert now(tagged).revision == 1

    removed = do(client, "untag", tagged, bare, tag=tag.pk).content.decode()
    assert "Done: 2" in removed
    assert (
        "The claim is not tagged war."
        in do(client, "untag", bare, tag=tag.pk).content.decode()
    )


def test_submit_hands_in_the_open_review_of_each(client, people, newsroom):
    ready = newsroom.review().claim
    waiting = newsroom.review("submitted").claim
    bare = factories.ClaimFactory()
    client.force_login(people["Fact-checker"])

    page = choose(client, "submit", ready, waiting, bare).content.decode()
    report = do(client, "submit", ready, waiting, bare).content.decode()

    assert "has no open review; left alone" in page
    assert "now: review is Draft" in page
    assert "Done: 1" in report
    assert "You cannot submit review while the review is Submitted." in report
    assert now(ready).stage == Stage.IN_REVIEW


def test_recheck_is_planned(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])

    do(client, "recheck", claim, on="2027-01-02")

    assert now(claim).recheck_on == datetime.date(2027, 1, 2)
    assert "now: 2027-01-02" in choose(client, "recheck", claim).content.decode()


def test_each_row_stands_alone_and_a_stale_one_is_refused(client, people):
    stale, fresh = factories.ClaimFactory.create_batch(2)
    gone = factories.ClaimFactory()
    client.force_login(people["Editor"])
    rows = rows_of(choose(client, "recheck", stale, fresh, gone))
    revise_claim(stale, revision=1, by=people["Editor"], text="Else")
    Claim.objects.filter(pk=gone.pk).delete()

    report = client.post(
        f"{LIST}bulk/recheck/", {"row": [*rows, "x:1"], "on": "2027-01-02"}
    ).content.decode()

    assert "Done: 1" in report
    assert "Not done: 3" in report
    assert "Somebody changed this claim while you worked on it" in report
    assert report.count("It is there no more.") == 2
    assert now(stale).recheck_on is None
    assert now(fresh).recheck_on is not None


def test_what_is_wrong_in_the_form_comes_back_with_the_list(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    page = choose(client, "tag", claim)

    response = client.post(
        f"{LIST}bulk/tag/", {"row": rows_of(page), "claim": claim.pk, "tag": "x"}
    )

    assert response.context["form"].errors["tag"]
    assert "is not a valid UUID" in response.content.decode()
    assert rows_of(response) == rows_of(page)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", BULK)
def test_actions_are_for_those_who_may_take_the_step(client, people, role, action):
    claim = factories.ClaimFactory()
    client.force_login(people[role])
    may = role in MAY[action]

    posted = client.post(f"{LIST}bulk/{action}/", {"row": f"{claim.pk}:1"})

    assert posted.status_code == (200 if may else 403)
    if role:
        offered = f'<option value="{action}"' in client.get(LIST).content.decode()
        assert offered is may


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("get", "bulk/assign/", {}),
        ("post", "bulk/drop/", {}),
        ("post", "bulk/assign/", {"row": "x"}),
    ],
)
def test_bulk_pages_are_posted_from_the_page_before(client, people, method, path, data):
    client.force_login(people["Editor"])

    assert getattr(client, method)(f"{LIST}{path}", data).status_code == 404


@pytest.mark.parametrize("action", BULK)
@pytest.mark.parametrize("key", ["x", "\0", "9" * 5000])
def test_keys_of_no_row_are_answered(client, people, action, key):
    client.force_login(people["Editor"])

    chosen = client.post(LIST, {"action": action, "index": 0, "_selected_action": key})
    asked = {"claim": key, "row": f"{key}:1", "due_on": "x", "on": "x"}
    taken = client.post(f"{LIST}bulk/{action}/", asked)
    revision = client.post(f"{LIST}bulk/{action}/", {"row": f"{key}:{'9' * 5000}"})

    assert chosen["Location"] == f"{LIST}?e=1"
    assert taken.status_code == (404 if BULK[action].form.base_fields else 200)
    assert revision.status_code == 404
