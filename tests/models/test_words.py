import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.models.words import Term, query_of, terms_of
from claims.services.rows import revise_row
from tests import factories

GROUPED = ["6,500", "6 500", "6.500", "6\u2019500", "6'500", "6\u00a0500", "6\u202f500"]


def found(asked):
    return list(Claim.objects.matching(asked))


@pytest.mark.django_db
@pytest.mark.parametrize("written", [*GROUPED, "6500", "\uff16\uff15\uff10\uff10"])
@pytest.mark.parametrize("asked", [*GROUPED, "6500", '"6,500 people"'])
def test_matching_finds_a_number_however_it_is_grouped(written, asked):
    claim = factories.ClaimFactory(text=f"It cost {written} people.")
    factories.ClaimFactory(text="It cost 7,500 people and 500 cars.")

    assert found(asked) == [claim]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "asked", "is_found"),
    [
        ("7,300\u20137,700 dead", "7700", True),
        ("7,300-7,700 dead", "7300", True),
        ("in 2020 300 died", "300", True),
        ("in 2020 300 died", "2020300", False),
        ("1,234,567 dollars", "1234567", True),
        ("the top 10 100 men", "100", True),
        ("Café Łódź", "cafe lodz", True),
        ("cafe", "CAFÉ", True),
        ("lives/deaths", "deaths", True),
        ("a war of lives", '"war lives"', False),
        ("a war of lives", '"war of lives"', True),
        ("a war of lives", "war -lives", False),
        ("a war of lives", "peace or war", True),
        ("a war of lives", "peace or", False),
        ("a war of lives", "-peace", True),
        ("a war of lives", "peace war", False),
    ],
)
def test_matching_reads_the_syntax_of_web_searches(written, asked, is_found):
    factories.ClaimFactory(text=written)

    assert bool(found(asked)) is is_found


@pytest.mark.django_db
def test_matching_finds_figure_wording_place_topic_and_claimant_together():
    claim = factories.FigureClaimFactory(
        text="It cost lives.",
        wording="many thousand",
        value=12000,
        place="Baku",
        topic__name="Nagorno-Karabakh war",
        claimant=factories.AgentFactory(name="The Times"),
    )
    factories.ClaimFactory(text="It cost lives.", place="Baku")

    asked = 'times "karabakh war" 12,000 baku thousand lives'

    assert found(asked) == [claim]
    assert found("lives -karabakh baku") == [Claim.objects.earliest("-id")]


@pytest.mark.django_db
def test_matching_knows_the_new_name_of_a_topic_at_once(people):
    claim = factories.ClaimFactory(topic__name="Old war")

    revise_row(claim.topic, revision=1, by=people["Editor"], name="Late war")

    assert found("late") == [claim]
    assert found("old") == []


@pytest.mark.django_db
def test_matching_without_words_keeps_all_and_without_lexemes_none():
    claim = factories.ClaimFactory()

    assert found("  ") == [claim]
    assert found("!!! ' \" -") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "odd",
    [
        "a\0b",
        "'; drop",
        "a & | ! b",
        "<->",
        ":*",
        '"',
        "\\",
        "-",
        "or or",
        "ß" * 9000,
        "\u202e",
        "😀",
        "topic:x",
        "a'b:A",
    ],
)
def test_matching_takes_any_text(odd):
    factories.ClaimFactory(text="a b")

    found(odd)


def test_terms_are_words_phrases_exclusions_and_alternatives():
    assert terms_of('a -"b c" or -d "e') == [
        [Term("a", False), Term("b c", True)],
        [Term("d", True), Term("e", False)],
    ]


@pytest.mark.django_db
def test_query_is_asked_by_index():
    factories.ClaimFactory.create_batch(3)
    # Of three claims, any other index of theirs would do as well.
    every = ClaimQuerySet(Claim)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        plan = every.matching("war").explain()

    assert "claim_words" in plan
    assert query_of("") == ""


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60))
@example(said="it's a 'back\\slash' of 6,500 lives")
@example(said="a" * 1500 + " " + "b" * 1500)
def test_text_is_found_by_all_of_itself_as_a_phrase(said):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text_words(%s) @@ asked_words(%s), numnode(asked_words(%s)) > 0",
            [said, said, said],
        )
        is_found, has_words = cursor.fetchone()

    assert is_found is has_words


@pytest.mark.django_db
def test_phrase_is_looked_up_by_its_pairs():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked_words('more than 6,500')::text, asked_words('war')"
        )
        phrase, word = cursor.fetchone()

    assert set(phrase.split(" & ")) == {
        "'more' <-> 'than' <-> '6500'",
        "'more than'",
        "'than 6500'",
    }
    assert word == "'war'"
