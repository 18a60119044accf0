"""The page that takes the text of a source."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.urls import reverse

from claims.models import Capture
from tests import factories
from tests.conftest import ROLES


def url_of(source):
    return reverse("admin:claims_source_paste_text", args=[source.pk])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_page_is_open_to(client, people, role):
    source = factories.SourceFactory()
    client.force_login(people[role])

    status = client.get(url_of(source)).status_code

    assert status == (403 if role in ("Partner manager", "") else 200)


@pytest.mark.django_db
def test_pasted_text_is_kept_as_it_was(client, people):
    source = factories.SourceFactory()
    client.force_login(people["Researcher"])

    page = client.post(url_of(source), {"text": " Line\n"}, follow=True)

    assert Capture.objects.get().text == " Line\n"
    assert b"6 characters of text" in page.content


@pytest.mark.django_db
def test_text_that_cannot_be_kept_is_refused(client, people):
    source = factories.SourceFactory()
    client.force_login(people["Researcher"])

    for text in ("", "a\x00b"):
        page = client.post(url_of(source), {"text": text})
        assert page.status_code == 200
    assert not Capture.objects.exists()


@pytest.mark.django_db
def test_source_without_a_text_says_so(client, people):
    source = factories.SourceFactory()
    client.force_login(people["Researcher"])

    page = client.get(reverse("admin:claims_source_change", args=[source.pk]))

    assert b"No text of this source is kept yet" in page.content
    unknown = reverse("admin:claims_source_paste_text", args=["x"])
    assert client.get(unknown).status_code == 404
    assert client.get(reverse("admin:claims_source_add")).status_code == 200


@pytest.mark.django_db
def test_text_that_a_rule_refuses_comes_back(client, people):
    def refuse(**kwargs):
        raise ValidationError({"text": "Not this text."})

    source = factories.SourceFactory()
    client.force_login(people["Researcher"])
    pre_save.connect(refuse, sender=Capture)
    try:
        page = client.post(url_of(source), {"text": "Typed in."})
    finally:
        pre_save.disconnect(refuse, sender=Capture)

    assert b"Not this text." in page.content
    assert b"Typed in." in page.content
