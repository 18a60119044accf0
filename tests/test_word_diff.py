"""Which words went and which came."""

from hypothesis import given
from hypothesis import strategies as st

from claims.word_diff import word_diff

WORDY = st.text(st.sampled_from("ab ,.\n"), max_size=60)


def test_word_diff_keeps_what_stayed():
    assert word_diff("claimed around 30,000 lives.", "claimed about 30,000 lives.") == [
        ("same", "claimed "),
        ("out", "around"),
        ("in", "about"),
        ("same", " 30,000 lives."),
    ]


def test_word_diff_finds_what_stayed_in_the_middle():
    assert word_diff("a b c d e", "x b c d y") == [
        ("out", "a"),
        ("in", "x"),
        ("same", " b c d "),
        ("out", "e"),
        ("in", "y"),
    ]


@given(WORDY, WORDY)
def test_word_diff_gives_either_text_back(before, after):
    pieces = word_diff(before, after)

    assert "".join(each.text for each in pieces if each.what != "in") == before
    assert "".join(each.text for each in pieces if each.what != "out") == after
