"""The text boxes beside the forms of models, and the strings that break things."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from claims.admin.citing import PasteForm
from claims.admin.claim_list.saved import FilterForm
from claims.admin.history import RestoreForm
from claims.admin.step_forms import CommentForm
from claims.admin.texts import PastedTextForm
from claims.models import Capture, Comment, SavedFilter, Source
from tests.admin.access import Desk, lines
from tests.admin.test_naughty import FEW, FORM, STRINGS, Box, newest, reason_of, typed


class Asked(NamedTuple):
    """Where a box stands: its line of the access table, and what it is posted as."""

    line: str
    name: str
    box: Callable[[Desk], Box]
    also: dict[str, Any] = {}


def field(form: Any, name: str) -> Any:
    return form.base_fields[name]


BOXES = [
    Asked(
        "POST claims_claim_comment",
        "comment-text",
        lambda desk: Box("text", field(CommentForm, "text"), newest(Comment, "text")),
    ),
    Asked(
        "POST claims_claim_filters",
        "name",
        lambda desk: Box(
            "name", field(FilterForm, "name"), newest(SavedFilter, "name")
        ),
    ),
    Asked(
        "POST claims_source_paste_text",
        "text",
        # A text that is pasted is a quotation: it keeps the ends it has.
        lambda desk: Box(
            "quote", field(PastedTextForm, "text"), newest(Capture, "text")
        ),
    ),
    Asked(
        "POST claims_claim_restore claim",
        "reason",
        lambda desk: Box(
            "reason", field(RestoreForm, "reason"), restored_because(desk)
        ),
    ),
    Asked(
        "POST claims_citation_add",
        "source-title",
        lambda desk: Box("title", field(Titled, "title"), newest(Source, "title")),
        {"text": "Nobody knows this yet", "source-kind": "report"},
    ),
]


def restored_because(desk: Desk) -> Callable[[], str]:
    """Read the reason of the last restore; one that is not given says so itself."""
    read = reason_of(desk.claims["draft"])
    return lambda: "" if read().startswith("Restored as it stood at") else read()


class Titled(PasteForm):
    """The box of a new source's title."""

    title = Source._meta.get_field("title").formfield()


def fault(desk: Desk, asked: Asked, text: str) -> str:
    """Post a text into a box; say what is wrong with what came of it."""
    line = next(each for each in lines() if str(each) == asked.line)
    url, box = desk.url(line, "draft"), asked.box(desk)
    honest, _ = desk.post(line, "draft")
    with desk.as_it_was("S") as client:
        post = typed({**honest, **asked.also, asked.name: text})
        response = client.post(url, post, FORM)
        if response.status_code == 302:
            kept, normal = box.read() or "", box.normal(text)
            return "" if kept == normal else f"{text[:50]!r} is kept as {kept[:50]!r}"
        if response.status_code >= 500:
            return f"{text[:50]!r} ends in {response.status_code}"
        context = response.context_data
        forms = [context.get(each) for each in ("new", "save_form", "form")]
        form = next(each for each in forms if each)
        if not form.errors:
            return f"{text[:50]!r} is refused at no field"
        return f"{text[:50]!r} is refused" if box.takes(text) else ""


def faults(strings: list[str]) -> list[str]:
    """Give every box every string."""
    desk = Desk()
    return [
        f"{asked.line}: {found}"
        for asked in BOXES
        for text in strings
        if (found := fault(desk, asked, text))
    ]


@pytest.mark.django_db
def test_what_a_box_takes_is_read_back_and_the_rest_is_refused():
    wrong = faults(FEW)
    assert not wrong, "\n".join(wrong)


@pytest.mark.drill
@pytest.mark.django_db
def test_every_string_in_a_box_is_read_back_or_refused():
    wrong = faults(STRINGS)
    assert not wrong, "\n".join(wrong[:100])
