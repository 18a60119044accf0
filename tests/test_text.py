import unicodedata

import pytest

from claims.text import LINE, PROSE, TextKind, unstorable

QUOTED = TextKind(lines=True, quoted=True)
QUOTED_LINE = TextKind(quoted=True)
KINDS = {"line": LINE, "prose": PROSE, "quote": QUOTED, "wording": QUOTED_LINE}

CONTROLS = [chr(n) for n in [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)]]
TURNS = [chr(n) for n in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]]


@pytest.mark.parametrize(
    ("given", "normal", "quoted"),
    [
        ("plain", "plain", "plain"),
        ("e\u0301", "é", "é"),
        ("\ufeffa\ufeff", "a", "a"),
        # A mark taken out from between brings two characters together.
        ("e\ufeff\u0301", "é", "é"),
        ("a\r\nb\rc\n", "a\nb\nc", "a\nb\nc\n"),
        (" \t\xa0\u3000a b \u2028", "a b", " \t\xa0\u3000a b \u2028"),
        ("", "", ""),
        (" \n\u200b\u200d", "", ""),
        ("\u200ba", "\u200ba", "\u200ba"),
        ("\u200f\u202eb", "\u200f\u202eb", "\u200f\u202eb"),
        ("\x1f", "\x1f", "\x1f"),
        ("\ud800", "\ud800", "\ud800"),
        ("👩\u200d👧", "👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_normal(given, normal, quoted):
    assert PROSE.normal(given) == LINE.normal(given) == normal
    assert QUOTED.normal(given) == quoted


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_normal_of_a_normal_text_is_itself(kind):
    for n in [*range(0x3100), *range(0x3100, 0x110000, 997)]:
        text = kind.normal(f" {chr(n)}\u0301 ")
        assert kind.normal(text) == text
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_fault_is_exactly_what_is_refused(kind):
    refused = {"\0", "\r", *CONTROLS, *map(chr, range(0xD800, 0xE000))}
    if not kind.lines:
        refused |= {"\n", "\u2028", "\u2029"}
    if not kind.quoted:
        refused |= set(TURNS)

    tried = [*range(0x3100), *range(0xD700, 0xE100), *range(0xFE00, 0x10100)]
    assert {chr(n) for n in tried if kind.fault(f"a{chr(n)}b")} == refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\0", "Leave out control characters: character 2 is U+0000."),
        ("\x9f", "Leave out control characters: character 1 is U+009F."),
        ("ab\ud83d", "Leave out the half of a character: character 3 is U+D83D."),
        ("a\nb", "Leave out line breaks: character 2 is U+000A."),
        (
            "\u202ea",
            "Leave out marks that turn the direction of text: character 1 is U+202E.",
        ),
        ("fine", ""),
    ],
)
def test_fault_names_the_first_one(text, says):
    assert LINE.fault(text) == says


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (
            LINE,
            "Leave out control characters, line breaks"
            " and marks that turn the direction of text.",
        ),
        (
            PROSE,
            "Leave out control characters and marks that turn the direction of text.",
        ),
        (QUOTED_LINE, "Leave out control characters and line breaks."),
        (QUOTED, "Leave out control characters."),
    ],
)
def test_says(kind, says):
    assert kind.says == says


def test_unstorable():
    assert unstorable("a\0")
    assert unstorable("\udfff")
    assert not unstorable("\x01\u202e\ufffe\U0010ffff")
