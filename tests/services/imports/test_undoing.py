import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.models import Claim, ImportedReview, ImportState, Review, Stage
from claims.services.claims import revise_claim
from claims.services.imports import undo_import
from claims.services.invariants import faults
from tests import factories
from tests.stories import now

from .conftest import numbered

pytestmark = pytest.mark.django_db(databases=["default", "record"])
WORDS = {"reason": "A wrong file.", "note": "Imported by mistake."}


def test_undo_withdraws_what_was_published(bring, newsroom):
    imported = bring(*numbered(2), publish=True)

    undone = undo_import(imported, by=newsroom.editor, **WORDS)

    assert undone == (2, 0, 0)
    assert set(Claim.objects.values_list("stage", flat=True)) == {Stage.WITHDRAWN}
    assert now(imported).state == ImportState.UNDONE
    assert undo_import(imported, by=newsroom.editor, **WORDS) == (0, 0, 0)
    assert list(faults()) == []


def test_undo_removes_drafts_that_nobody_touched_and_keeps_the_others(bring, newsroom):
    imported = bring(*numbered(6))
    untouched, revised, cited, remarked, merged, _ = Claim.objects.order_by("pk")
    given = {"revision": 1, "by": newsroom.author}
    revise_claim(revised, text="In better words", **given)
    factories.CitationFactory(claim=cited)
    factories.CommentFactory(claim=remarked)
    ImportedReview.objects.filter(claim=merged).update(review=None)

    undone = undo_import(imported, by=newsroom.editor, **WORDS)

    assert undone == (0, 2, 4)
    assert set(Claim.objects.all()) == {revised, cited, remarked, merged}
    assert Review.objects.count() == 4
    assert ImportedReview.objects.made_by(imported).standing().count() == 4
    assert list(faults()) == []
    assert bring(*numbered(6)).counts == (2, 0, 4, 0, 0)
    assert not Claim.objects.filter(pk=untouched.pk).exists()


def test_undo_withdraws_what_another_import_wrote_down(bring, newsroom):
    bring(*numbered(1))
    second = bring(*numbered(1), publish=True)

    assert undo_import(second, by=newsroom.editor, **WORDS) == (1, 0, 0)


def test_undo_is_the_editors_and_says_why(bring, newsroom):
    imported = bring(*numbered(1))

    with pytest.raises(PermissionDenied):
        undo_import(imported, by=newsroom.author, **WORDS)
    for name in WORDS:
        with pytest.raises(ValidationError):
            undo_import(imported, by=newsroom.editor, **{**WORDS, name: " "})
    running = factories.ImportFactory()
    with pytest.raises(ValidationError, match="not come to its end"):
        undo_import(running, by=newsroom.editor, **WORDS)
    assert Claim.objects.count() == 1
