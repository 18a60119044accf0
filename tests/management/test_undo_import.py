import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, Import
from tests.factories import ImportFactory, UserFactory
from tests.intake.claim_reviews.dirt import PLAIN

pytestmark = pytest.mark.django_db(databases=["default", "record"])
WORDS = ("--reason=A wrong file.", "--note=Imported by mistake.")


def test_import_is_undone_and_what_was_left_is_said(tmp_path, capsys):
    UserFactory(is_superuser=True)
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps(PLAIN))
    call_command("import_claimreview", str(path))
    key = Import.objects.get().pk
    assert str(key) in capsys.readouterr().out

    call_command("undo_import", str(key), *WORDS)

    assert "0 claims are withdrawn, 1 drafts are removed" in capsys.readouterr().out
    assert not Claim.objects.exists()


def test_what_cannot_be_undone_is_said():
    UserFactory(is_superuser=True)
    running = str(ImportFactory().pk)
    nobody = f"--by={UserFactory().username}"
    call = [
        ((running,), "not come to its end"),
        ((str(UserFactory().pk),), "UUID"),
        (("0" * 32,), "does not exist"),
        ((running, nobody), "lacks the permission"),
    ]
    for given, said in call:
        with pytest.raises(CommandError, match=said):
            call_command("undo_import", *given, *WORDS)
