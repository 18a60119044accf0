"""What an address of the desk may hold: never a server error."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse

from claims.models import Claim
from tests import factories

QUERIES = [
    *("q=%00", "q=%ED%A0%80", "q=%ff", "q=%E2%80%AE", "q=%25", "q=%5C", "q='", 'q="'),
    *("q=' OR 1=1 --", "q=(((", "q=" + "a" * 6000, "q=" + "a%20" * 800, "%00=1"),
    *("p=99999999999999999999", "p=-1", "p=abc", "p=%D9%A3", "p=" + "9" * 5000),
    *("o=999", "o=-1.x.3", "o=" + "9" * 5000, "e=1", "all=1", "_facets=True"),
    *("_popup=1", "_popup=%00", "_to_field=id", "_to_field=password", "_to_field=%00"),
    *("nonsense=1", "id=abc", "id__in=a,b", "pk=zzz", "=", "&&&", "__=1"),
    *("stage__exact=%01", "stage=nope", "stage__regex=(((", "stage__iregex=%5B"),
    *("topic__id__exact=abc", "topic__id=99999999999999999999", "topic__=1"),
    *("claimant__id__exact=%E2%80%AE", "assignee__id__exact=99999999999999999999"),
    *("tags__id__exact=abc", "tags__id__exact=1&tags__id__exact=2", "text__length=1"),
    *("created_at__year=99999999999", "created_at__gte=nonsense", "due_on__year=0"),
    *("created_at=10000-01-01", "value__gt=NaN", "value=1e999999999"),
    *("rating__exact=99999999999999999999999", "position=99999999999999999999"),
    *("is_withheld__exact=maybe", "is_withheld__isnull=maybe", "is_active__exact=2"),
    *("interval=abc", "interval__contains=1", "claimed_range__contains=abc"),
    *("groups__id__exact=99999999999999999999999", "password__startswith=a"),
    *("claim__id__exact=abc", "sequence=99999999999999999999999", "revision__in=1,x"),
    "&".join(f"a{n}=1" for n in range(10_001)),
]
KEYS = [
    *("abc", "%00", "..%2F..", "99999999999999999999", "%F0%9F%92%A9", "%ED%A0%80"),
    *("a" * 5000, "_5F", "00000000-0000-0000-0000-000000000000", "None", "%0A"),
]
PAGES = [
    *("change/", "history/", "delete/", "", "do/publish_claim/", "password/"),
    *("preview/", "merge/", "repeats/", "paste-text/", "act/nothing/", "access/"),
    *("restore/claim/1/", "restore/nothing/99999999999999999999/", "presence/"),
    f"restore/claim/{'9' * 5000}/",
]
HISTORIES = [
    *("by=abc", "by=99999999999999999999", "by=" + "9" * 5000, "before=abc"),
    *("before=2026-01-01/claims_claimevent/1", "before=9999-12-31/x/1"),
    *(
        f"before=2026-01-01T00:00:00%2B00:00/claims_claimevent/{'9' * n}"
        for n in (30, 5000)
    ),
    *("before=0001-01-01T00:00:00%2B14:00/x/1", "before=9999-12-31T23:59-12:00/x/1"),
]
OTHERS = [
    "/admin/autocomplete/?app_label=claims&model_name=claim&field_name=topic&term=%00",
    "/admin/autocomplete/?app_label=claims&model_name=claim&field_name=topic&term=(",
    "/admin/autocomplete/?app_label=claims&model_name=claim&field_name=topic&page=99999999999999999999",
    "/admin/autocomplete/?app_label=%FF&model_name=x&field_name=x",
    "/admin/autocomplete/?app_label=claims&model_name=claim&field_name=nothing",
    "/admin/autocomplete/?",
    "/admin/search/?s=%00",
    "/admin/search/?s=" + "x" * 5000,
    "/admin/r/1/%00/",
    "/admin/r/999999999999999999999/1/",
    "/admin/r/a/b/",
    "/admin/%00/",
    "/admin/login/?next=%00",
    "/admin/login/?next=//elsewhere.example/",
    "/admin/jsi18n/?x=%00",
    *(
        f"/admin/claims/claim/export/{kind}"
        for kind in ("pdf/", "csv/?q=(((", "csv/?marked=x", "xlsx/?tags__id__exact=abc")
    ),
    "/admin/claims/claim/bulk/nothing/",
    "/admin/claims/claim/filters/abc/",
    "/admin/claims/claim/filters/00000000-0000-0000-0000-000000000000/",
    "/admin/claims/citation/add/?claim=abc",
    "/admin/claims/job/?state=x&task=x",
    "/admin/auth/user/99999999999999999999/changes/",
    f"/admin/auth/user/{'9' * 5000}/changes/",
]
MODELS = [
    pytest.param(
        name := model._meta.label_lower.replace(".", "_"),
        marks=() if name in ("claims_claim", "claims_entry") else pytest.mark.drill,
    )
    for model in admin.site._registry
]


@pytest.fixture
def answers(client, db):
    """Ask as somebody who may see all; a broken transaction is put back."""
    client.force_login(factories.UserFactory(is_superuser=True))
    client.raise_request_exception = False
    factories.ReviewFactory()

    def ask(url):
        with transaction.atomic():
            response = client.get(url)
            transaction.set_rollback(True)
        return response

    return ask


def wrong(answers, urls):
    found = {url: answers(url) for url in urls}
    for url, response in found.items():
        if response.status_code == 400:
            assert b"Nothing was saved." in response.content, url
    return {
        url: response.status_code
        for url, response in found.items()
        if response.status_code not in (200, 301, 302, 400, 403, 404)
    }


@pytest.mark.parametrize("model", MODELS)
def test_lists_answer_every_query(answers, model):
    url = reverse(f"admin:{model}_changelist")

    assert wrong(answers, [f"{url}?{query}" for query in QUERIES]) == {}


@pytest.mark.parametrize("model", MODELS)
def test_pages_answer_every_key(answers, model):
    url = reverse(f"admin:{model}_changelist")

    urls = [f"{url}{key}/{page}" for key in KEYS for page in PAGES]
    urls += [f"{url}add/?{query}" for query in QUERIES if query[0] in "q_%"]
    assert wrong(answers, urls) == {}


def test_other_addresses_answer(answers):
    assert wrong(answers, OTHERS) == {}


def test_histories_answer_every_query(answers):
    claim, user = Claim.objects.get(), User.objects.first()
    pages = [f"claims/claim/{claim.pk}/history/", f"auth/user/{user.pk}/changes/"]

    urls = [f"/admin/{page}?{query}" for page in pages for query in HISTORIES]
    assert wrong(answers, urls) == {}


@pytest.mark.parametrize(
    ("lookup", "allowed"),
    [
        ("stage__exact", True),
        ("topic__id__exact", True),
        ("text__icontains", True),
        ("created_at__gte", True),
        ("of_a_filters_own", True),
        ("stage__regex", False),
        ("created_at__year", False),
        ("claimed_range__contains", False),
        ("interval", False),
        ("value", False),
        ("assignee__password", False),
    ],
)
def test_lookup_allowed(rf, lookup, allowed):
    page = admin.site._registry[Claim]

    assert page.lookup_allowed(lookup, "1", rf.get("/")) is allowed
