"""A source's page: its copies, the checks of its link, and what asks for them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin.copies import SHOWN
from claims.models import Job, LinkCheck
from tests.admin.posts import post_of
from tests.conftest import ROLES
from tests.factories import CaptureFactory, LinkCheckFactory, SourceFactory

pytestmark = pytest.mark.django_db


def page(source):
    return reverse("admin:claims_source_change", args=[source.pk])


def act(source, name):
    return reverse("admin:claims_source_act", args=[source.pk, name])


ASKS = {"request_capture": "capture_source", "request_check": "check_link"}


@pytest.mark.parametrize("name", ASKS)
@pytest.mark.parametrize("role", ROLES)
def test_button_asks_the_worker(client, people, role, name):
    source = SourceFactory(url="https://a.example/")
    client.force_login(people[role])

    offered = act(source, name) in client.get(page(source)).content.decode()
    status = client.post(act(source, name)).status_code

    may = role != "Partner manager"
    assert (offered, status) == (may, 302 if may else 403)
    assert [job.task_name for job in Job.objects.all()] == ([ASKS[name]] if may else [])


@pytest.mark.parametrize("name", ASKS)
def test_source_without_an_address_offers_nothing_to_ask_for(client, people, name):
    source = SourceFactory()
    client.force_login(people["Editor"])

    assert act(source, name) not in client.get(page(source)).content.decode()
    answer = client.post(act(source, name), follow=True)

    assert b"This source has no address." in answer.content
    assert not Job.objects.exists()


def test_page_lists_the_newest_copies_and_checks(client, people):
    source = SourceFactory(url="https://a.example/")
    archived = "https://web.archive.org/web/20260101000000/https://a.example/"
    CaptureFactory(source=source, title="An old copy")
    refused = "The Wayback Machine's limit is reached."
    for _ in range(SHOWN - 2):
        CaptureFactory(source=source)
    CaptureFactory(source=source, title="A new copy", archive_url=archived)
    CaptureFactory(source=source, archive_failure=refused)
    CaptureFactory(title="A copy of another")
    LinkCheckFactory(source=source, outcome="gone", status=404, words="Answered 404.")
    LinkCheckFactory(words="Of another.")
    client.force_login(people["Partner manager"])

    text = client.get(page(source)).content.decode()

    assert "A new copy" in text
    assert f'href="{archived}"' in text
    assert "Answered 404." in text
    assert "Gone" in text
    assert "limit is reached" in text
    assert "(&#x27;gone" not in text
    for other in ("An old copy", "A copy of another", "Of another."):
        assert other not in text


def test_page_tells_when_a_check_last_passed_and_no_failed_one_moves_it(client, people):
    source = SourceFactory(url="https://a.example/")
    client.force_login(people["Partner manager"])
    passed = LinkCheckFactory(source=source, outcome="ok")
    LinkCheck.objects.filter(pk=passed.pk).update(
        created_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    )
    LinkCheckFactory(source=source, outcome="gone")

    assert "2026-03-02 09:30 UTC" in client.get(page(source)).content.decode()


def test_page_costs_the_same_with_one_copy_and_with_eleven(client, people):
    source = SourceFactory(url="https://a.example/")
    client.force_login(people["Editor"])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(page(source))
        return len(queries)

    def add():
        CaptureFactory(source=source)
        LinkCheckFactory(source=source)

    client.get(page(source))
    add()
    one = asked()
    for _ in range(10):
        add()

    assert asked() == one


def test_source_with_copies_is_saved_and_none_is_touched(client, people):
    source = SourceFactory(url="https://a.example/")
    capture = CaptureFactory(source=source)
    client.force_login(people["Editor"])

    post = post_of(client.get(page(source)), title="Another title")
    response = client.post(page(source), post)

    assert response.status_code == 302
    source.refresh_from_db()
    assert source.title == "Another title"
    assert source.captures.get() == capture


def test_new_source_has_no_copies_yet(client, people):
    client.force_login(people["Editor"])

    response = client.get(reverse("admin:claims_source_add"))

    assert response.status_code == 200
    assert b"Copies" not in response.content
