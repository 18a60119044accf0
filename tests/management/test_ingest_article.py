import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Capture, Source
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TEXT = """A Report

The 2020 war killed more than 6,500 people in Karabakh, the ministry said.

The court met at noon, and a war of words killed hope in 2021, the judge said.
"""
PAGE = """<html><head><title>A Page</title></head><body><article><p>{}</p></article>
</body></html>"""


@pytest.fixture(autouse=True)
def root():
    UserFactory(is_superuser=True, username="root")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


def test_an_article_is_kept_once_and_its_candidates_are_shown(path, capsys):
    options = ["--url=https://news.example/1", "--publisher=News", "--published=2022"]

    call_command("ingest_article", str(path), *options)
    call_command("ingest_article", str(path), *options)

    source, capture = Source.objects.get(), Capture.objects.get()
    told = capsys.readouterr().out
    assert (source.title, source.publisher.name) == ("A Report", "News")
    assert (source.published, source.language) == ("2022", "en")
    assert capture.source == source
    assert "more than 6,500" in told
    assert "100 (figure 40, event 20, attribution 15, fact 15, date 10)" in told
    assert "claimant: the ministry" in told
    assert "known source" in told


def test_candidates_are_given_as_json(path, capsys):
    call_command("ingest_article", str(path), "--json")

    first, second = json.loads(capsys.readouterr().out)
    text = Capture.objects.get().text
    assert first["figure"]["comparator"] == "more_than"
    assert first["figure"]["upper"] is None
    assert text[first["figure"]["start"] : first["figure"]["end"]] == "more than 6,500"
    assert text[first["start"] : first["end"]] == first["quote"]["exact"]
    assert second["figure"] is None


def test_a_range_has_its_upper_number(tmp_path, capsys):
    path = tmp_path / "report.txt"
    path.write_text("The war killed 415-422 people.")

    call_command("ingest_article", str(path), "--json")

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["figure"]["value"], one["figure"]["upper"]) == ("415", "422")


def test_the_main_text_of_a_page_is_read(tmp_path, capsys):
    path = tmp_path / "page.html"
    words = "The 2020 war killed more than 6,500 people in Karabakh. " * 6
    path.write_text(PAGE.format(words))

    call_command("ingest_article", str(path), "--publisher=News")

    assert Source.objects.get().title == "A Page"
    assert "more than 6,500" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"  ", b"<", b"a\x00b"])
def test_what_cannot_be_kept_is_refused(tmp_path, content):
    path = tmp_path / "x.txt"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError):
        call_command("ingest_article", str(path))

    assert not Source.objects.exists()
