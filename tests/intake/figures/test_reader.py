import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.intake.figures import LANGUAGES, language_of, read_figures

# Pieces whose repetition once took long, or might.
PIECES = [
    "The war claimed more than 6,500 lives in 2020. ",
    "1",
    "1,",
    "1 234 ",
    "one hundred and ",
    "((1)) ",
    "1-",
    "555-1234 (",
    "more than ",
    "dozens of ",
    "https://",
    "و7",
    "1 and ",
    "a\u0301",
    "between 1 and ",
    "1 to ",
    "$",
    "half a ",
    "from 5 ",
    "2020 ",
    "zweihundert",
    "x@",
]


def read(text, language="en"):
    return [
        (one.words, str(one.figure), one.unit, one.counted)
        for one in read_figures(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "It claimed more than 6,500 lives.",
            "en",
            [("more than 6,500", "more than 6,500", "", "lives")],
        ),
        ("6.500 people", "en", [("6.500", "6,500", "", "people")]),
        ("6.500 tons of gold", "en", [("6.500", "6,500", "", "tons")]),
        ("a ratio of 6.500", "en", [("6.500", "6.5", "", "")]),
        ("1,50,000 men", "en", [("1,50,000", "150,000", "", "men")]),
        ("1.234.567,5 Menschen", "de", [("1.234.567,5", "1,234,567.5", "", "Menschen")]),
        ("at least some 500 men", "en", [("at least some 500", "at least 500", "", "men")]),
        ("an estimated over 500", "en", [("an estimated over 500", "more than 500", "", "")]),
        ("$2–3 billion", "en", [("$2–3 billion", "between 2,000,000,000 and 3,000,000,000", "USD", "")]),
        ("US$5m", "en", [("US$5m", "5,000,000", "USD", "")]),
        ("fell from 5,000 to 3,000", "en", [("5,000", "5,000", "", ""), ("3,000", "3,000", "", "")]),
        ("rose from 3,000 to 5,000", "en", [("3,000", "3,000", "", ""), ("5,000", "5,000", "", "")]),
        ("six or seven thousand men", "en", [("six or seven thousand", "between 6,000 and 7,000", "", "men")]),
        ("a hundred and five men", "en", [("a hundred and five", "105", "", "men")]),
        ("two million three hundred thousand men", "en", [("two million three hundred thousand", "2,300,000", "", "men")]),
        ("twenty-one and a half million", "en", [("twenty-one and a half million", "21,500,000", "", "")]),
        ("the 6.5-million fund", "en", [("6.5-million", "6,500,000", "", "")]),
        ("between 10% and 15% of voters", "en", [("between 10% and 15%", "between 10 and 15", "percent", "voters")]),
        ("one man and two men", "en", [("one", "1", "", "man"), ("two", "2", "", "men")]),
        ("30°C", "en", []),
        ("0(44)-123-45-67", "en", []),
        ("am 5. und 6. Mai", "de", []),
        ("و7 رجال", "ar", [("7", "7", "", "")]),
        ("و7 people", "en", []),
        ("(12) and [300]", "en", []),
        ("v.2 and Su-25 at 10.0.0.1", "en", []),
        ("007 and 0.5.5", "en", []),
        ("The Boeing 737 landed", "en", []),
        ("between friends", "en", []),
        ("between 5 and friends", "en", [("5", "5", "", "")]),
        ("more than words", "en", []),
        ("12345678901234567890123456789012345", "en", []),
        ("999999999999999999999", "en", []),
        ("5 trillion trillion trillion", "en", []),
        ("$ and money", "en", []),
        ("1,2,3,4", "en", []),
        ("100:1", "en", []),
        ("300 people at least", "en", [("300 people at least", "at least 300", "", "")]),
        ("100 at least 50", "en", [("100", "100", "", ""), ("at least 50", "at least 50", "", "")]),
        ("viertausend Menschen", "de", [("viertausend", "4,000", "", "Menschen")]),
        ("zweihundertdreiundzwanzigtausend", "de", [("zweihundertdreiundzwanzigtausend", "223,000", "", "")]),
        ("neunzig Menschen, undzehn", "de", [("neunzig", "90", "", "Menschen")]),
        ("6 m", "en", [("6", "6", "", "")]),
        ("between 10% and 15", "en", [("10%", "10", "percent", ""), ("15", "15", "", "")]),
        ("7,000 to 6,000", "en", [("7,000", "7,000", "", ""), ("6,000", "6,000", "", "")]),
        ("il y a 5 ans", "fr", []),
        ("the three men", "en", []),
        ("at least two", "en", [("at least two", "at least 2", "", "")]),
        ("some almost about 500", "en", [("some almost about 500", "about 500", "", "")]),
        ("more than 1800 fell", "en", [("more than 1800", "more than 1,800", "", "")]),
        ("between 1:2 and 5", "en", [("5", "5", "", "")]),
        ("6.500–7.000 people", "en", [("6.500–7.000", "between 6,500 and 7,000", "", "people")]),
        ("12  345", "en", [("12", "12", "", ""), ("345", "345", "", "")]),
        ("6- million", "en", [("6", "6", "", "")]),
        ("two hundred hundred men", "en", [("two hundred", "200", "", "hundred men")]),
        ("two thousand million men", "en", [("two thousand", "2,000", "", "million men")]),
        ("1,23.5", "en", []),
        ("0٫123", "ar", [("0٫123", "0.123", "", "")]),
        ("in 1700 people fled", "en", []),
        ("zweihunderteinundzwanzig", "de", [("zweihunderteinundzwanzig", "221", "", "")]),
        ("10 000 000 Euro", "de", [("10 000 000 Euro", "10,000,000", "EUR", "")]),
    ],
)  # fmt: skip
def test_figures_are_read(text, language, found):
    assert read(text, language) == found


def test_vague_words_are_kept_with_a_wide_interval():
    (found,) = read_figures("Dozens of villagers fled.", "en")

    assert (found.words, found.is_vague) == ("Dozens", True)
    assert found.figure.value == 24
    assert found.figure.upper == 200


def test_places_are_code_points():
    text = "🕊 Погибло более 6500 человек."

    (found,) = read_figures(text, "ru-RU")

    assert text[found.start : found.end] == found.words == "более 6500"


def test_a_language_without_a_lexicon_is_read_as_english():
    assert read("6,500", "tlh") == read("6,500", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lexicon_reads_digits(language):
    assert [one.figure.value for one in read_figures("12345", language)] == [
        Decimal(12345)
    ]


def test_the_language_of_a_text_is_guessed():
    assert language_of("The war was in the news.") == "en"
    assert language_of("Война началась в сентябре и закончилась в ноябре.") == "ru"
    assert language_of("") == "en"


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789.,-:/()+$% \n'’kmo٦٬"),
        st.lists(st.sampled_from(PIECES)).map("".join),
    ),
    st.sampled_from(LANGUAGES),
)
def test_any_text_is_read(text, language):
    end = 0
    for found in read_figures(text, language):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.words
        end = found.end


@pytest.mark.drill
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_megabyte_takes_ten_times_a_hundred_kilobytes(piece, language):
    seconds = []
    for size in (100_000, 1_000_000):
        text = (piece * (size // len(piece) + 1))[:size]
        begun = time.process_time()
        read_figures(text, language)
        seconds.append(time.process_time() - begun)

    # A little over ten: the collector has more to walk through.
    assert seconds[1] < max(15 * seconds[0], 0.5)
