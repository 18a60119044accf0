"""Releases, made by the command that makes them."""

import csv
import hashlib
import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pyarrow import parquet

from claims.documents.cells import restored
from claims.documents.tables import COLUMNS, NUMBERS
from claims.models import Claim, Entry
from claims.services import releases
from claims.services.publication import withdraw_claim
from tests import factories
from tests.stories import now

HOSTILE = ["=1+1", "'=1", "''", "'", "+x", "-1", "-6500", "@a", "\uff1d1", 'a"b,c', "٣"]


@pytest.fixture
def public(committed, newsroom):
    """Publish claims, one with all that a table could trip over, and withdraw one."""
    for text in HOSTILE:
        claim = factories.FigureClaimFactory(text=text, place=text, wording=text)
        newsroom.publish(claim)
    gone = factories.ClaimFactory(text="Gone.")
    newsroom.publish(gone)
    newsroom.withdraw(gone)
    factories.ClaimFactory(text="A draft.")


def release(out):
    said = StringIO()
    call_command("release_dataset", out=out, stdout=said)
    return said.getvalue()


def cells_of(row):
    """Read a row of the table as the manifest says; an empty cell is nothing."""
    values = dict(row)
    for name, text in row.items():
        text = restored(text)
        values[name] = int(text) if text and name in NUMBERS else text or None
    return values


@pytest.mark.parametrize("group", [2, 11])
def test_three_files_tell_the_same_claims(public, tmp_path, monkeypatch, group):
    monkeypatch.setattr(releases, "GROUP", group)

    said = release(tmp_path)

    (folder,) = tmp_path.iterdir()
    sequence = Entry.objects.using("default").latest("sequence").sequence
    assert re.fullmatch(rf"claims-\d{{4}}-\d\d-\d\d-{sequence}", folder.name)
    assert said == f"{len(HOSTILE)} claims released to {folder}\n"
    documents = [
        json.loads(line) for line in (folder / "claims.jsonl").read_text().splitlines()
    ]
    table = parquet.read_table(folder / "claims.parquet").to_pylist()
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [cells_of(row) for row in csv.DictReader(file)]
    assert [each["text"] for each in documents] == HOSTILE[::-1]
    assert table == [
        {column.name: column.read(each) for column in COLUMNS} for each in documents
    ]
    assert rows == [
        {name: value if value != "" else None for name, value in row.items()}
        for row in table
    ]


def test_documents_are_those_of_the_record_byte_by_byte(public, tmp_path):
    release(tmp_path)

    (folder,) = tmp_path.iterdir()
    lines = (folder / "claims.jsonl").read_bytes().splitlines()
    digests = Entry.objects.using("default").values_list("digest", flat=True)
    assert {hashlib.sha256(line).hexdigest() for line in lines} < set(digests)


def test_manifest_names_every_file_by_its_digest(public, tmp_path, settings):
    settings.LICENCE_TERMS, settings.LICENCE_URL = "CC BY 4.0", "https://cc.example/"
    settings.DATASET_CITATION = "Example Checks: claims."

    release(tmp_path)

    (folder,) = tmp_path.iterdir()
    manifest = json.loads((folder / "manifest.json").read_text())
    last = Entry.objects.using("default").latest("sequence")
    assert manifest["last_sequence"] == last.sequence
    assert manifest["claims"] == len(HOSTILE)
    assert manifest["licence"] == {"terms": "CC BY 4.0", "url": "https://cc.example/"}
    assert manifest["citation"] == (
        f"Example Checks: claims. As of {manifest['as_of']}, entry {last.sequence}."
    )
    assert {each["name"] for each in manifest["files"]} == {
        each.name for each in folder.iterdir()
    } - {"manifest.json"}
    for each in manifest["files"]:
        raw = (folder / each["name"]).read_bytes()
        assert each["bytes"] == len(raw)
        assert each["sha256"] == hashlib.sha256(raw).hexdigest()


def test_second_release_of_a_moment_changes_nothing(public, tmp_path, newsroom):
    release(tmp_path)
    (folder,) = tmp_path.iterdir()
    before = {each: each.stat().st_mtime_ns for each in folder.iterdir()}

    said = release(tmp_path)
    newsroom.publish(factories.ClaimFactory())
    release(tmp_path)

    assert said == f"{len(HOSTILE)} claims are there already: {folder}\n"
    assert {each: each.stat().st_mtime_ns for each in folder.iterdir()} == before
    assert len(list(tmp_path.iterdir())) == 2


def test_release_that_was_cut_off_is_no_release(public, tmp_path, monkeypatch):
    def dies(*args):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(releases, "manifest_of", dies)
        with pytest.raises(OSError):  # noqa: PT011 - it is the one of this test
            release(tmp_path)
    cut_off = [each.name for each in tmp_path.iterdir()]
    release(tmp_path)

    assert all(name.startswith(".") for name in cut_off)
    (folder,) = tmp_path.iterdir()
    assert (folder / "manifest.json").exists()


def test_all_is_of_the_moment_that_is_named(public, tmp_path, newsroom, monkeypatch):
    """What is withdrawn while the files are written is in them all the same."""
    write_files = releases.write_files
    claim = Entry.objects.using("default").get(sequence=1).claim_id

    def slowly(rows, folder):
        standing = now(Claim(pk=claim))
        withdraw_claim(
            standing,
            revision=standing.revision,
            by=newsroom.editor,
            reason="Wrong.",
            note="Wrong.",
        )
        return write_files(rows, folder)

    monkeypatch.setattr(releases, "write_files", slowly)

    release(tmp_path)

    (folder,) = tmp_path.iterdir()
    assert len((folder / "claims.jsonl").read_bytes().splitlines()) == len(HOSTILE)


def test_record_without_an_entry_is_not_released(committed, tmp_path):
    with pytest.raises(CommandError, match="Nothing was published"):
        release(tmp_path)
