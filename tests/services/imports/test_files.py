import json
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from claims.models import (
    Claim,
    Entry,
    Import,
    ImportState,
    Review,
)
from claims.services.imports import files, import_claim_reviews
from claims.services.invariants import faults
from tests import factories
from tests.intake.claim_reviews.dirt import PLAIN

from .conftest import numbered

in_database = pytest.mark.django_db(databases=["default", "record"])


@in_database
def test_only_those_who_may_import_do(bring, newsroom, people):
    with pytest.raises(PermissionDenied):
        bring(PLAIN, by=people["Researcher"])
    with pytest.raises(PermissionDenied, match="publish_claim"):
        bring(PLAIN, by=newsroom.author, publish=True)

    assert bring(PLAIN, by=newsroom.author).counts.new == 1
    assert Import.objects.count() == 1


@in_database
def test_import_that_was_interrupted_is_taken_up(bring, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 2)
    kept = files.write_batch
    reads = []

    def once(imported, number, batch):
        if number == 3 and not reads:
            reads.append(number)
            raise KeyboardInterrupt
        kept(imported, number, batch)

    monkeypatch.setattr(files, "write_batch", once)
    with pytest.raises(KeyboardInterrupt):
        bring(*numbered(5), publish=True)
    assert Claim.objects.count() == 4

    imported = bring(*numbered(5), publish=True)

    assert imported.counts == (5, 0, 0, 5, 0)
    assert Import.objects.get().state == ImportState.DONE
    assert list(faults()) == []


@in_database
def test_progress_is_told_to_the_last_octet(bring, tmp_path):
    told = []

    bring(*numbered(3), progress=told.append)

    assert sum(told) == (tmp_path / "reviews.json").stat().st_size


def test_several_batches_are_written_at_once(committed, people, bring, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 3)

    imported = bring(*numbered(20), publish=True, jobs=3)

    assert imported.counts == (20, 0, 0, 20, 0)
    assert Entry.objects.using("default").count() == 20
    assert list(faults()) == []


def test_batch_that_fails_ends_an_import_of_several_jobs(
    committed, people, bring, monkeypatch
):
    monkeypatch.setattr(files, "BATCH", 1)
    kept = files.write_batch

    def failing(imported, number, reads):
        if number in (2, 9):
            raise ValueError(number)
        kept(imported, number, reads)

    monkeypatch.setattr(files, "write_batch", failing)

    with pytest.raises(ValueError, match="2"):
        bring(*numbered(9), jobs=2)


def in_threads(*works):
    """Do works at once, each on connections of its own, and give what they came to."""
    came, ready = [], threading.Barrier(len(works))

    def work(each):
        ready.wait()
        try:
            came.append(each())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(each,)) for each in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_two_imports_at_once_make_no_duplicates(
    committed, people, newsroom, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "BATCH", 20)
    monkeypatch.setattr(files, "digest_of", lambda path: f"{hash(path) % 2**62:064x}")
    works = []
    for number in range(2):
        values = numbered(100)
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(values[::-1] if number else values))
        works.append(
            lambda path=path: import_claim_reviews(
                path, by=newsroom.editor, publish=True
            )
        )
    factories.TopicFactory(**files.TOPIC)

    came = in_threads(*works)

    assert [sum(each.counts[:3]) for each in came] == [100, 100]
    assert sum(each.counts.new for each in came) == 100
    assert Claim.objects.count() == Review.objects.count() == 100
    assert Entry.objects.using("default").count() == 100
    assert list(faults()) == []
