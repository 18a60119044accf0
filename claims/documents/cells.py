"""Cells of a spreadsheet that no program takes for a formula, and back.

A text that starts like a formula gets an apostrophe in front: after spaces or none,
= + - @, their full-width and small forms, or right away a tab, a line break or NUL.
So does a text that starts with apostrophes before any of these, which makes the way
back exact: ``restored(neutral(text)) == text`` for every text. Numbers are written as
numbers and left alone.
"""

import re

_ACTIVE = (
    r"'*(?:[\t\r\n\0]|[\s\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@"
    r"\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207a\u207b\u2212])"
)
ACTIVE = re.compile(_ACTIVE)


def neutral(text: str) -> str:
    """Put an apostrophe before what a spreadsheet could run as a formula."""
    return f"'{text}" if ACTIVE.match(text) else text


def restored(cell: str) -> str:
    """Give the text that ``neutral`` made a cell of."""
    return cell[1:] if cell.startswith("'") and ACTIVE.match(cell) else cell
