import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.documents.cells import ACTIVE, neutral, restored

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
STARTS = [*SIGNS, "\t", "\r", "\n", "\0", " =", "\u00a0=", "\ufeff=", "\u200b@", "'="]


@pytest.mark.parametrize("start", STARTS)
def test_neutral_guards_what_a_spreadsheet_could_run(start):
    text = f"{start}1+1"

    assert neutral(text) == f"'{text}"
    assert restored(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "war", "'tis", "''", "'", "a=b", "1-2", "6,500"])
def test_neutral_leaves_other_text_alone(text):
    assert neutral(text) == text
    assert restored(text) == text


@given(st.text(alphabet="'=+-@ \t\r\na1\uff1d"))
def test_restored_is_the_way_back(text):
    cell = neutral(text)

    assert restored(cell) == text
    assert not ACTIVE.match(cell) or cell.startswith("'")
