import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from claims.admin.claim_list import ClaimListPages
from claims.models import sizes
from tests import factories
from tests.admin.claim_list.lists import LIST, listed, plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def logged_in(client, people):
    client.force_login(people["Researcher"])


@pytest.fixture
def short(monkeypatch):
    """Make pages of two rows, of which two have numbers."""
    monkeypatch.setattr(ClaimListPages, "list_per_page", 2)
    monkeypatch.setattr("claims.admin.claim_list.paging.EXACT", 4)


def follow(client, **query):
    """Go through all pages by their links to the next one."""
    response = client.get(LIST, query)
    pages = []
    while True:
        change_list = response.context["cl"]
        pages.append([row.text for row in change_list.result_list])
        if change_list.next_page is None:
            return pages
        assert f'href="{change_list.next_page}"' in response.content.decode().replace(
            "&amp;", "&"
        )
        response = client.get(f"{LIST}{change_list.next_page}")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "gf ed cb a"),
        ({"o": "12"}, "ab cd ef g"),
        ({"o": "8"}, "ba cg fe d"),
        ({"o": "-8"}, "cb ag fe d"),
        ({"o": "1"}, "gf ed cb a"),
        ({"o": "x.99"}, "gf ed cb a"),
        ({"stage__exact": "draft", "o": "-8"}, "cb ag fe d"),
    ],
)
def test_pages_follow_one_another_in_every_order(client, short, query, expected):
    days = {"a": "2026-01-02", "b": "2026-01-02", "c": "2026-03-04"}
    for text in "abcdefg":
        claim = factories.ClaimFactory(text=text)
        if text in days:
            plan(claim, due_on=days[text])

    assert [*map("".join, follow(client, **query))] == expected.split()


def test_pages_have_numbers_as_far_as_rows_are_counted(client, short):
    for text in "abcdefg":
        factories.ClaimFactory(text=text)

    second = client.get(LIST, {"p": "2"})
    beyond = client.get(LIST, {"p": "3"})
    before = client.get(LIST, {"p": "-3"})

    assert [row.text for row in second.context["cl"].result_list] == ["e", "d"]
    assert second.context["cl"].paginator.num_pages == 2
    assert [row.text for row in beyond.context["cl"].result_list] == ["e", "d"]
    assert "for the first 4 claims only" in beyond.content.decode()
    assert [row.text for row in before.context["cl"].result_list] == ["g", "f"]
    assert b"First page" not in second.content
    following = client.get(f"{LIST}{second.context['cl'].next_page}")
    assert b"First page" in following.content


@pytest.mark.parametrize("after", ["x", "_x", "2026-13-01_0"])
def test_page_after_nothing_known_leads_back_to_the_list(client, after):
    response = client.get(LIST, {"after": after})

    assert (response.status_code, response["Location"]) == (302, f"{LIST}?e=1")


def test_size_is_said_in_words(client, monkeypatch):
    factories.ClaimFactory.create_batch(3)

    assert "3 claims" in client.get(LIST).content.decode()
    monkeypatch.setattr(sizes, "EXACT", 2)
    bounded = client.get(LIST, {"stage__exact": "draft"})
    assert "more than 2 claims" in bounded.content.decode()


def test_list_asks_no_count_and_no_more_for_more_rows(client):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        assert all("LIMIT" in each["sql"] for each in asked if "COUNT(" in each["sql"])
        return len(asked)

    def cited():
        claim = factories.FigureClaimFactory(
            claimant=factories.AgentFactory(), assignee=factories.UserFactory()
        )
        factories.CitationFactory(claim=claim, source__publisher=claim.claimant)

    cited()
    cost()
    one = cost()
    for _ in range(10):
        cited()

    assert cost() == one


def test_blank_fields_of_a_form_are_no_filter(client):
    factories.ClaimFactory()

    response = client.get(LIST, {"stage__exact": "", "q": "", "due_on_from": ""})

    assert not response.context["cl"].has_active_filters


@pytest.mark.parametrize(
    "query",
    [
        {"q": "'\"\\"},
        {"p": "x"},
        {"p": "9" * 30},
        {"o": "9" * 5000},
        {"o": "-"},
        {"topic__id__exact": "x"},
        {"tags__id__exact": "x"},
        {"assignee__id__exact": "x"},
        {"assignee__id__exact": "9" * 30},
        {"assignee__id__exact": "9" * 5000},
        {"marked": "x"},
        {"due_on_from": "x"},
        {"recorded_to": "9999-12-31"},
        {"recorded_from": "0001-01-01"},
        {"claimed_to": "9999-12-31"},
        {"claimed_from": "2021-01-01", "claimed_to": "2020-01-01"},
        {"stage__exact": "x"},
        {"language__exact": "x"},
        {"_facets": "1", "marked": "overdue"},
        {"nonsense": "1"},
    ],
    ids=urlencode,
)
def test_odd_queries_are_answered(client, query):
    factories.ClaimFactory()

    response = client.get(LIST, query)

    assert response.status_code in (200, 302)


def test_cells_say_what_needs_work_in_words(client):
    claim = plan(
        factories.FigureClaimFactory(), due_on="2020-01-01", recheck_on="2020-01-02"
    )

    html = client.get(LIST).content.decode()

    assert "more than 6,500 people killed" in html
    assert "overdue" in html.split("result_list")[1]
    assert "to re-check" in html.split("result_list")[1]
    assert listed(client, marked="overdue") == [claim]
