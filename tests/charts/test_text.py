"""How wide words are, and how they are cut."""

import pytest

from claims.charts.text import fit, width


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [("il", "no"), ("no", "MW"), ("ab", "漢字"), ("ab", "AB"), ("ab", "žđ")],
)
def test_some_characters_are_wider_than_others(narrow, wide):
    assert width(narrow, 12) < width(wide, 12)


def test_a_combining_mark_takes_no_room():
    assert width("e\u0301", 12) == width("e", 12)


@pytest.mark.parametrize("room", [0, 5, 20, 60, 200])
def test_words_are_cut_where_they_do_not_fit(room):
    words = "People killed in the war of autumn 2020"

    cut = fit(words, 12, room)

    assert cut.endswith("…")
    assert words.startswith(cut.removesuffix("…"))
    assert width(cut, 12) <= max(room, width("…", 12))


def test_words_that_fit_are_one_line_of_what_xml_can_hold():
    assert fit("People\n killed\x00", 12, 200) == "People killed\ufffd"
