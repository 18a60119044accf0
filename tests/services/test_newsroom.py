import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection

from claims.models import Agent, Claim, Entry, Source, Stage, Verdict
from claims.services.invariants import faults
from claims.services.newsroom import found_newsroom
from tests.conftest import empty_tables

DEMO = settings.BASE_DIR / "fixtures" / "newsroom.toml"
FILE = tomllib.loads(DEMO.read_text("utf-8"))

PEOPLE = """
recorded_by = "ann"
people = [{ username = "ann", group = "Researcher" }]
"""
TOPIC = """
[[topics]]
id = "war"
name = "War"
slug = "war"
kind = "conflict"
"""
CLAIM = """
[[claims]]
id = "toll"
text = "Many died."
topic = "war"
"""


@pytest.fixture(scope="module")
def newsroom(django_db_setup, django_db_blocker):
    """Commit the demo once: the tests that use it only read."""
    with django_db_blocker.unblock():
        try:
            call_command("loaddata", "reference", verbosity=0)
            found_newsroom(DEMO)
            yield
        finally:
            empty_tables()


def written(folder: Path, text: str) -> Path:
    path = folder / "newsroom.toml"
    path.write_text(text)
    return path


def stage_told(claim: dict) -> Stage:
    """Say where a claim of the file ends up, from the steps written there."""
    stage = Stage.DRAFT
    for step in claim.get("steps", []):
        match step["do"]:
            case "publish_claim" | "correct_claim":
                stage = Stage.PUBLISHED
            case "withdraw_claim":
                stage = Stage.WITHDRAWN
            case "submit_review" if stage == Stage.DRAFT:
                stage = Stage.IN_REVIEW
            case "return_review" if stage == Stage.IN_REVIEW:
                stage = Stage.DRAFT
    return stage


def told(stage: Stage) -> list[dict]:
    return [claim for claim in FILE["claims"] if stage_told(claim) == stage]


def told_claim(name: str) -> Claim:
    (claim,) = [claim for claim in FILE["claims"] if claim["id"] == name]
    return Claim.objects.get(text=claim["text"])


def answers(client) -> str:
    """Fetch everything the API says of claims and topics, each claim's past too."""
    addresses = ["/api/v1/claims/?page_size=200", "/api/v1/topics/?page_size=200"]
    for claim in Claim.objects.all():
        own = f"/api/v1/claims/{claim.pk}/"
        addresses += [own, f"{own}versions/"]
        addresses += [f"{own}versions/{number}/" for number in (1, 2)]
    return "\n".join(client.get(each).content.decode() for each in addresses)


def test_reference_colours_are_read_on_white():
    rows = json.loads((settings.BASE_DIR / "fixtures" / "reference.json").read_text())

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    colours = [row["fields"]["colour"] for row in rows]

    contrasts = {each: 1.05 / (luminance(each) + 0.05) for each in colours}
    assert min(contrasts.values()) >= 4.5, contrasts


@pytest.mark.django_db
def test_reference_is_a_scale_and_what_is_off_it():
    call_command("loaddata", "reference", verbosity=0)

    assert connection.settings_dict["USER"] == "claimbook_web"
    scale = Verdict.objects.filter(rating__isnull=False).order_by("-rating")
    assert [verdict.rating for verdict in scale] == [5, 4, 3, 2, 1]
    off = Verdict.objects.filter(rating=None).values_list("status", flat=True)
    assert set(off) == {"disputed", "unverifiable", "superseded"}


def test_found_newsroom_takes_every_claim_to_its_stage(newsroom):
    expected = Counter(stage_told(claim) for claim in FILE["claims"])

    found = Counter(Claim.objects.values_list("stage", flat=True))

    assert set(expected) == set(Stage)
    assert found == expected


def test_found_newsroom_leaves_a_sound_record(newsroom):
    assert list(faults()) == []


def test_found_newsroom_makes_people_without_a_password(newsroom):
    people = User.objects.order_by("pk")

    assert [(each.username, each.groups.get().name) for each in people] == [
        (each["username"], each["group"]) for each in FILE["people"]
    ]
    assert all(each.is_staff and not each.has_usable_password() for each in people)


def test_the_2020_figure_meets_agreement_conflict_and_scope(newsroom, client):
    claim = told_claim("war-2020-deaths")

    document = client.get(f"/api/v1/claims/{claim.pk}/").json()

    compared = {
        (each["source"]["title"][:12], each["figure"]["wording"]): (
            each["comparison"],
            each["reasons"],
        )
        for each in document["citations"]
        if each["role"] == "evidence"
    }
    assert compared == {
        ("Russia to as", "more than 6,500"): ("agrees", []),
        ("The Casualti", "almost 6,500"): ("agrees", []),
        ("silverdavi/c", "roughly 7,300-7,700"): ("agrees", []),
        ("Armenia deno", "some 6,000"): ("conflicts", []),
        ("US wades in ", "approaching 5,000"): ("differs_in_scope", ["as_of"]),
        ("3,712 Armeni", "3,712"): ("differs_in_scope", ["scope"]),
        ("silverdavi/c", "3,825"): ("differs_in_scope", ["scope"]),
        ("silverdavi/c", "2,906"): ("differs_in_scope", ["scope"]),
        ("silverdavi/c", "541"): ("differs_in_scope", ["scope"]),
        ("In the Line ", "at least 94"): ("agrees", []),
        ("In the Line ", "some 52"): ("differs_in_scope", ["scope"]),
    }
    evidence = document["evidence"]
    assert evidence["independent_origins"] < evidence["sources"]
    assert document["reviews"][0]["finding"] == {
        "low": "6500",
        "best": "7400",
        "high": "7700",
    }


def test_the_first_war_is_disputed_by_its_sources(newsroom, client):
    claim = told_claim("first-war-deaths")

    document = client.get(f"/api/v1/claims/{claim.pk}/").json()

    assert document["status"] == "disputed"
    figures = document["evidence"]["figures"]
    assert figures["agree"] >= 3
    assert figures["conflict"] >= 2
    assert figures["differ_in_scope"] >= 2
    assert document["evidence"]["independent_origins"] < document["evidence"]["sources"]


def test_published_claims_are_read_by_partners(newsroom, client):
    for told_as in told(Stage.PUBLISHED):
        claim = Claim.objects.get(text=told_as["text"])

        response = client.get(f"/api/v1/claims/{claim.pk}/")

        assert response.status_code == 200
        assert response.json()["text"] == told_as["text"]


def test_what_is_not_published_is_nowhere(newsroom, client):
    unpublished = told(Stage.DRAFT) + told(Stage.IN_REVIEW)
    hidden = [source for source in FILE["sources"] if source.get("is_withheld")]

    said = answers(client)

    assert unpublished
    assert hidden
    assert FILE["claims"][0]["text"] in said
    for claim in unpublished:
        assert claim["text"] not in said
        assert str(told_claim(claim["id"]).pk) not in said.replace("/api/v1/", "")
    for source in hidden:
        assert source["title"] not in said
        assert source["withheld_reason"] not in said


def test_the_corrected_claim_says_what_was_wrong(newsroom, client):
    claim = told_claim("brussels")

    document = client.get(f"/api/v1/claims/{claim.pk}/").json()

    assert (document["version"], document["event"]) == (2, "corrected")
    assert "6 April" in document["note"]


def test_the_withdrawn_claim_is_gone_with_its_note(newsroom, client):
    claim = told_claim("war-2020-deaths-about")

    response = client.get(f"/api/v1/claims/{claim.pk}/")

    assert response.status_code == 410
    assert "about 6,500" in response.json()["note"]


def test_found_newsroom_refuses_a_database_with_claims(newsroom):
    before = [model.objects.count() for model in (Claim, Source, Agent, User)]
    entries = Entry.objects.count()

    with pytest.raises(ValidationError, match="has claims already"):
        found_newsroom(DEMO)

    assert [model.objects.count() for model in (Claim, Source, Agent, User)] == before
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("colour = 1", "the file: Not known here: colour."),
        (
            'people = [{ username = "ann", group = "Editor", shoe = 9 }]',
            "person ann: Not known here: shoe.",
        ),
        (PEOPLE + TOPIC + "hue = 3", "topic war: Not known here: hue."),
        (PEOPLE + TOPIC + CLAIM + "stage = 'published'", "claim toll: .*: stage."),
        (
            PEOPLE + TOPIC + CLAIM + "citations = [{ claim = 'x' }]",
            "claim toll, citation 1: Not known here: claim.",
        ),
        (
            PEOPLE + TOPIC + CLAIM + "steps = [{ do = 'burn', by = 'ann' }]",
            "claim toll, step 1: Not known here: burn.",
        ),
        (
            PEOPLE + TOPIC + CLAIM + "steps = [{ do = 'comment', loud = true }]",
            "claim toll, step 1: Not known here: loud.",
        ),
        (
            PEOPLE + CLAIM,
            "claim toll: topic: there is no topic named 'war' so far.",
        ),
        (
            PEOPLE + TOPIC + CLAIM + "tags = ['x']",
            "claim toll: tags: there is no tag named 'x' so far.",
        ),
        (
            PEOPLE + TOPIC.replace('"conflict"', '"quarrel"'),
            "topic war: .*quarrel",
        ),
    ],
)
@pytest.mark.django_db
def test_found_newsroom_refuses_and_says_where(tmp_path, text, message):
    with pytest.raises(ValidationError, match=message):
        found_newsroom(written(tmp_path, text))

    assert not User.objects.exists()
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_found_newsroom_holds_people_to_their_rights(tmp_path):
    steps = "steps = [{ do = 'publish_claim', by = 'ann' }]"

    with pytest.raises(PermissionDenied):
        found_newsroom(written(tmp_path, PEOPLE + TOPIC + CLAIM + steps))

    assert not Claim.objects.exists()
