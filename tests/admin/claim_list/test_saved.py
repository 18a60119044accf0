import pytest

from claims.models import SavedFilter
from claims.services.filters import save_filter
from tests import factories
from tests.admin.claim_list.lists import LIST

pytestmark = pytest.mark.django_db
FILTERS = f"{LIST}filters/"


@pytest.fixture(autouse=True)
def logged_in(client, people):
    client.force_login(people["Partner manager"])


@pytest.fixture
def own(people):
    return save_filter(name="Wars", query="q=war", by=people["Partner manager"])


def page_of(saved):
    return f"{FILTERS}{saved.pk}/"


def test_list_is_saved_under_a_name_and_shown_as_a_link(client, people):
    shown = client.get(
        LIST, {"q": "war", "p": "1", "_facets": "1", "stage__exact": ["", "draft"]}
    )
    query = shown.context["save_query"]

    response = client.post(FILTERS, {"name": "Wars", "query": query})

    assert query == "q=war&stage__exact=draft"
    assert response["Location"] == f"{LIST}?{query}"
    html = client.get(response["Location"]).content.decode()
    assert 'aria-current="page"' in html
    client.force_login(people["Editor"])
    assert "Wars" not in client.get(LIST).content.decode()


def test_shared_filter_is_seen_by_all_and_changed_by_its_owner(client, people, own):
    response = client.post(
        page_of(own), {"name": "Our wars", "is_shared": "on", "revision": 1}
    )
    assert response["Location"] == FILTERS

    client.force_login(people["Editor"])
    assert f"by {own.owner}" in client.get(LIST).content.decode()
    assert "Our wars" not in client.get(FILTERS).content.decode()
    for data in ({"name": "Mine", "revision": 2}, {"delete": "", "revision": 2}):
        assert client.post(page_of(own), data).status_code == 404
    assert SavedFilter.objects.get().name == "Our wars"


def test_filter_is_deleted(client, own):
    client.post(page_of(own), {"delete": "", "revision": 1})

    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "New", "revision": 7}, "Somebody changed this"),
        ({"name": "", "revision": 1}, "This field is required."),
        ({"name": "Peace", "revision": 1}, "of this name already"),
    ],
)
def test_refusals_come_back_in_the_form(client, own, people, data, words):
    save_filter(name="Peace", query="q=peace", by=own.owner)

    response = client.post(page_of(own), data)

    assert response.status_code == 409
    assert words in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "marked=x",
        "due_on_from=x",
        "claimant__name__x=1",
        "citations__source__title=a",
        "?q=1",
        "a b",
        "q=a%00b",
        "stage__exact=%00",
        "topic__parent__name=x",
    ],
)
def test_query_is_one_that_the_list_takes(client, query):
    response = client.post(FILTERS, {"name": "Odd", "query": query})

    assert response.status_code == 409
    assert not SavedFilter.objects.exists()


def test_filters_page_lists_ones_own(client, own):
    factories.SavedFilterFactory(name="Theirs", is_shared=True)

    html = client.get(FILTERS).content.decode()

    assert "Wars" in html
    assert "Theirs" not in html


def test_pages_of_filters_are_for_those_who_see_claims(client, people, own):
    assert client.get(page_of(own)).status_code == 404
    client.force_login(people[""])

    assert client.get(FILTERS).status_code == 403
