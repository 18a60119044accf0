import json

import pytest
from django.core.management import CommandError, call_command

from claims.fetching import Fetched, Fetcher
from claims.models import Claim, Import, Review
from claims.services.imports import files
from tests.factories import TopicFactory, UserFactory
from tests.intake.claim_reviews.dirt import PLAIN, octets, with_, without

pytestmark = pytest.mark.django_db(databases=["default", "record"])


@pytest.fixture
def root():
    return UserFactory(is_superuser=True)


def test_file_is_imported_and_what_became_of_it_is_said(root, tmp_path, capsys):
    TopicFactory(slug="moon")
    path = tmp_path / "reviews.json"
    broken = [{**without("url"), "claimReviewed": str(n)} for n in range(21)]
    path.write_text(json.dumps([PLAIN, *broken]))

    call_command("import_claimreview", str(path), "--publish", "--topic=moon")

    said = capsys.readouterr().out
    assert "1 new, 0 changed, 0 unchanged, 1 published, 21 unread" in said
    assert "reviews a second" in said
    assert "item 2: url is missing" in said
    assert "… and 1 more." in said
    assert "Unmapped: Checks says 'False' of 1." in said
    assert Claim.objects.get().topic.slug == "moon"


def test_address_is_fetched_through_the_guard(root, monkeypatch):
    answer = Fetched("https://x.example/", 200, {}, octets(without("author")))
    monkeypatch.setattr(Fetcher, "fetch", lambda self, url: answer)

    call_command(
        "import_claimreview", "https://x.example/", "--publisher=X", "--jobs=1"
    )

    assert str(Review.objects.get().publisher) == "X"
    assert Import.objects.get().file_name == "https://x.example/"


def test_what_cannot_be_imported_is_said(root, tmp_path, monkeypatch):
    path = tmp_path / "reviews.json"
    path.write_bytes(octets(PLAIN))
    call = [
        (["nowhere.json"], "No such file"),
        ([str(path), "--topic=none"], "no topic 'none'"),
        ([str(path), "--publisher=" + "x" * 201], "at most 200"),
        ([str(path), f"--by={UserFactory().username}"], "lacks the permission"),
        (["http://10.0.0.1/"], "address"),
    ]
    for given, said in call:
        with pytest.raises(CommandError, match=said):
            call_command("import_claimreview", *given)
    monkeypatch.setattr(Fetcher, "fetch", lambda self, url: Fetched(url, 404, {}, b""))
    with pytest.raises(CommandError, match="answers 404"):
        call_command("import_claimreview", "https://x.example/")
    assert not Claim.objects.exists()


def test_interrupted_import_says_how_to_go_on(root, tmp_path, monkeypatch):
    path = tmp_path / "reviews.json"
    path.write_bytes(octets(with_(claimReviewed="x")))

    def stopped(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "write_batch", stopped)

    with pytest.raises(CommandError, match="goes on with what is missing"):
        call_command("import_claimreview", str(path))
