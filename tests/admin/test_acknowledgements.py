"""Correction receipts: who has which version, for those who look after partners."""

import pytest
from django.test import Client

from claims.services.deliveries import deliver
from claims.services.publication import withdraw_claim
from claims.services.record import entries
from tests.receiving import receiving

pytestmark = pytest.mark.django_db

PATH = "/admin/claims/acknowledgement/"


@pytest.fixture
def manager(people):
    client = Client()
    client.force_login(people["Partner manager"])
    return client


@pytest.fixture
def story(newsroom):
    """One partner has a claim's first version, the other that it was withdrawn."""
    with receiving() as receiver:
        behind = receiver.webhook(partner__name="Slow Sheet")
        ahead = receiver.webhook(partner__name="Fast Wire")
        claim = newsroom.claim("published")
        for webhook in (behind, ahead):
            deliver(webhook)
        withdraw_claim(
            claim, revision=2, by=newsroom.editor, reason="Wrong.", note="Wrong."
        )
        deliver(ahead)
    return claim


def rows(page):
    return page.context["cl"].result_list


def test_table_tells_the_version_of_each_partner_beside_the_newest(manager, story):
    page = manager.get(PATH)

    assert {
        (str(row.webhook.partner), row.entry.version, row.current) for row in rows(page)
    } == {
        ("Slow Sheet", 1, 2),
        ("Fast Wire", 2, 2),
    }
    assert "2 (withdrawn)" in page.content.decode()
    behind = manager.get(PATH, {"version": "old"})
    assert [str(row.webhook.partner) for row in rows(behind)] == ["Slow Sheet"]


def test_each_receipt_has_its_page(manager, story):
    row = rows(manager.get(PATH))[0]

    shown = manager.get(f"{PATH}{row.pk}/change/").content.decode()

    assert f"{row.at:%Y-%m-%d %H:%M}" in shown


def test_page_of_an_entry_tells_who_has_it(manager, story):
    first, second = (
        manager.get(f"/admin/claims/entry/{number}/change/").content.decode()
        for number in (1, 2)
    )

    assert ">Slow Sheet</a> has version 1" in first
    assert ">Fast Wire</a> has version 2" in first
    assert ">Slow Sheet</a> still has version 1" in second


def test_page_of_an_entry_says_that_nobody_has_it(manager, newsroom):
    newsroom.claim("published")

    shown = manager.get("/admin/claims/entry/1/change/").content.decode()

    assert "Not yet by any webhook." in shown


def test_others_are_not_told_who_has_it(people, story):
    client = Client()
    client.force_login(people["Editor"])

    shown = client.get("/admin/claims/entry/1/change/").content.decode()

    assert "Slow Sheet" not in shown
    assert client.get(PATH).status_code == 403
    assert entries.count() == 2
