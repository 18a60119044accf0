import datetime

import pytest

from claims.admin.claim_list.filters import first_key, in_words
from claims.models import Claim, FigureConflict, UnpublishedChange
from tests import factories
from tests.admin.claim_list.lists import LIST, listed, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client, people):
    client.force_login(people["Researcher"])


@pytest.fixture
def other():
    return factories.ClaimFactory()


def test_marked_claims_meet_all_that_is_chosen(client, other):
    claim = plan(other, due_on="2020-01-01", recheck_on="2020-01-01")
    factories.ClaimFactory()
    for model in (FigureConflict, UnpublishedChange):
        assert listed(client, marked=["overdue", "conflict", "differs"]) == []
        model.objects.create(claim=claim, since=claim.created_at)
    plan(factories.ClaimFactory(), due_on="2020-01-01")

    for marks in (["recheck"], ["differs"], ["conflict"], ["overdue", "differs"]):
        assert listed(client, marked=marks) == [claim]


def test_assignee_is_me_nobody_or_somebody(client, people, other):
    mine = factories.ClaimFactory(assignee=people["Researcher"])
    theirs = factories.ClaimFactory(assignee=people["Editor"])

    assert listed(client, assignee__id__exact="me") == [mine]
    assert listed(client, assignee__id__exact="nobody") == [other]
    assert listed(client, assignee__id__exact=people["Editor"].pk) == [theirs]


def test_tags_are_any_of_those_chosen(client, other):
    tagged = factories.ClaimFactory.create_batch(2)
    tags = factories.TagFactory.create_batch(2)
    tagged[0].tags.set(tags)
    tagged[1].tags.set(tags[1:])

    assert listed(client, tags__id__exact=[tags[0].pk]) == [tagged[0]]
    both = listed(client, tags__id__exact=[each.pk for each in tags])
    assert both == tagged[::-1]


def test_language_is_one_that_claims_are_in(client, other):
    claim = factories.ClaimFactory(language="hy")
    response = client.get(LIST, {"language__exact": "hy"})

    assert list(response.context["cl"].result_list) == [claim]
    assert Claim.objects.languages() == ["en", "hy"]


@pytest.mark.parametrize("name", ["due_on", "recheck_on"])
def test_planned_days_are_those_and_between(client, other, name):
    first, second, third = (
        plan(factories.ClaimFactory(), **{name: f"2026-01-0{day}"}) for day in (1, 2, 3)
    )

    assert listed(client, **{f"{name}_from": "2026-01-02"}) == [third, second]
    assert listed(client, **{f"{name}_to": "2026-01-02"}) == [second, first]


def test_claimed_days_are_those_that_may_be_meant(client, other):
    autumn = factories.ClaimFactory(claimed="2020-23")
    late = factories.ClaimFactory(claimed="2022-05-22")

    assert listed(client, claimed_from="2020-10-01", claimed_to="2020-10-02") == [
        autumn
    ]
    assert listed(client, claimed_from="2022-05-22") == [late]
    assert listed(client, claimed_to="2020-10-01") == [autumn]
    assert listed(client, claimed_from="2023-01-01", claimed_to="2022-01-01") == []


def test_recorded_days_are_told_by_the_key(client, other):
    day = datetime.timedelta(1)
    today = other.created_at.date()

    assert listed(client, recorded_from=today, recorded_to=today) == [other]
    assert listed(client, recorded_from=today + day) == []
    assert listed(client, recorded_to=today - day) == []
    assert first_key(datetime.date.min).int == 0


def test_counts_are_shown_on_demand(client, monkeypatch):
    factories.ClaimFactory.create_batch(3)
    plan(factories.ClaimFactory(), due_on="2020-01-01")

    without = client.get(LIST).content.decode()
    shown = client.get(LIST, {"_facets": "True"}).content.decode()

    assert "Show counts" in without
    assert "(4)" not in without
    for words in ("Draft (4)", "Overdue (1)", "Nobody (4)", "Me (0)", "en (4)"):
        assert words in shown
    chosen = client.get(LIST, {"_facets": "True", "stage__exact": "published"})
    assert "Draft (4)" in chosen.content.decode()
    assert "Overdue (0)" in chosen.content.decode()


def test_counts_stop_at_a_limit():
    assert in_words(10_000) == "10,000"
    assert in_words(10_001) == "10,000+"
