"""Partners at the desk: their pages, and keys that are shown once."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import ApiKey, Partner, digest_of
from claims.services.keys import revoke_key
from claims.services.quotas import add_up
from tests.admin.posts import post_of
from tests.factories import ApiKeyFactory, PartnerFactory, TopicFactory
from tests.stories import now

pytestmark = pytest.mark.django_db
ADD = "/admin/claims/partner/add/"


@pytest.fixture
def by(people):
    return people["Partner manager"]


@pytest.fixture
def desk(client, by):
    client.force_login(by)
    return client


def page(partner, *below):
    base = reverse("admin:claims_partner_change", args=[partner.pk])
    return "/".join([base.removesuffix("/change/"), *map(str, below), ""])


def shown_key(response):
    """Give the key that a page shows, if it shows one."""
    found = re.search(r"cb_[0-9a-z]{8}_[\w-]{43}", response.content.decode())
    return found and found[0]


def test_partner_is_recorded_and_revised(desk):
    topic = TopicFactory()
    values = {"name": "Site", "languages": "en, sr-Latn", "topics": [topic.pk]}
    desk.post(ADD, post_of(desk.get(ADD), **values, rate_limit=30))

    partner = Partner.objects.get()
    assert partner.languages == ["en", "sr-Latn"]
    assert partner.allowed().topics == {topic.pk}
    change = page(partner, "change")
    posted = post_of(desk.get(change), languages="hy", rate_limit="")
    assert desk.post(change, posted).status_code == 302

    assert (now(partner).languages, now(partner).rate_limit) == (["hy"], None)
    assert (now(partner).name, now(partner).revision) == ("Site", 2)


def test_what_makes_no_sense_is_said_at_its_field(desk):
    response = desk.post(ADD, post_of(desk.get(ADD), name="Site", languages="English"))

    assert response.status_code == 200
    form = response.context_data["adminform"].form
    assert list(form.errors) == ["languages"]


def test_page_that_is_stale_meets_what_others_did(desk):
    partner = PartnerFactory(name="Site")
    change = page(partner, "change")
    mine, theirs = desk.get(change), desk.get(change)
    desk.post(change, post_of(theirs, name="Theirs"))

    response = desk.post(change, post_of(mine, name="Mine"))

    assert response.status_code == 409 or response.context_data["conflicts"]
    assert now(partner).name == "Theirs"


def test_new_key_is_shown_once_and_kept_by_nobody(desk):
    partner = PartnerFactory()
    new = page(partner, "key")
    asked = desk.get(new)
    posted = post_of(asked, scopes=["read", "submit"], name="Site")

    made = desk.post(new, posted)
    again = desk.post(new, posted)

    text = shown_key(made)
    assert digest_of(text) == ApiKey.objects.get().digest
    assert "no-store" in made["Cache-Control"]
    assert "no-store" in asked["Cache-Control"]
    assert (again.status_code, again["Location"]) == (302, page(partner, "change"))
    listed = desk.get(page(partner, "change"))
    assert shown_key(listed) is None
    assert f"{text[:11]}…" in listed.content.decode()
    assert shown_key(desk.get(page(partner, "history"))) is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["desk"]}, "scopes"),
        ({"expires_at": "2000-01-01T00:00"}, "expires_at"),
    ],
)
def test_key_that_makes_no_sense_is_not_made(desk, values, field):
    new = page(PartnerFactory(), "key")

    response = desk.post(new, post_of(desk.get(new), **values))

    assert list(response.context_data["form"].errors) == [field]
    assert not ApiKey.objects.exists()


def test_key_is_rotated_with_an_overlap(desk):
    key = ApiKeyFactory(name="Site")
    rotate = page(key.partner, "key", key.pk, "rotate")

    made = desk.post(rotate, post_of(desk.get(rotate), days=3))

    new = ApiKey.objects.get(replaces=key)
    assert digest_of(shown_key(made)) == new.digest
    in_three_days = timezone.now() + datetime.timedelta(days=3)
    assert abs(now(key).expires_at - in_three_days) < datetime.timedelta(minutes=1)


@pytest.mark.parametrize("days", [-1, 91, "x"])
def test_overlap_has_its_bounds(desk, days):
    key = ApiKeyFactory()
    rotate = page(key.partner, "key", key.pk, "rotate")

    response = desk.post(rotate, post_of(desk.get(rotate), days=days))

    assert list(response.context_data["form"].errors) == ["days"]


def test_key_that_was_changed_meanwhile_is_not_rotated(desk, by):
    key = ApiKeyFactory()
    rotate = page(key.partner, "key", key.pk, "rotate")
    posted = post_of(desk.get(rotate))
    revoke_key(key, by=by)

    response = desk.post(rotate, posted)

    assert response.status_code == 409
    assert ApiKey.objects.count() == 1


def test_key_is_revoked_by_its_button(desk):
    key = ApiKeyFactory()
    change = page(key.partner, "change")
    revoke = page(key.partner, "key", key.pk, "revoke")
    assert f'action="{revoke}"' in desk.get(change).content.decode()

    assert desk.post(revoke)["Location"] == change

    assert now(key).standing == "revoked"
    assert revoke not in desk.get(change).content.decode()


def test_key_of_another_partner_is_not_found(desk):
    key, other = ApiKeyFactory(), PartnerFactory()

    for way in ("rotate", "revoke"):
        assert desk.post(page(other, "key", key.pk, way)).status_code == 404
    assert desk.get(page(other, "key").replace(str(other.pk), "x")).status_code == 404

    assert now(key).standing == "works"


def test_keys_are_for_who_manages_them(client, people):
    key = ApiKeyFactory()
    client.force_login(people["Editor"])

    for below in (["key"], ["key", key.pk, "rotate"], ["key", key.pk, "revoke"]):
        assert client.post(page(key.partner, *below)).status_code == 403

    assert ApiKey.objects.count() == 1


def test_use_is_drawn_by_day(desk):
    key = ApiKeyFactory()
    at = timezone.now()
    add_up({(key.pk, at.date()): [1234, 5, at]})

    response = desk.get(page(key.partner, "change"))

    chart = response.context_data["chart"]
    assert len(chart.rows) == 30
    assert "claims/charts.css" in response.content.decode()
    assert chart.rows[-1] == (str(at.date()), "1,234", "5")
    assert f"{at:%Y-%m-%d %H:%M}" in response.content.decode()
