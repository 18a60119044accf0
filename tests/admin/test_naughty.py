"""Every text field of the desk, and the strings that break things (tests/naughty.txt).

What is taken is read back in its documented normal form, what is not is refused at
its field, and nothing ends in a server error.
"""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.template.base import Template
from django.test import Client

from claims.models import (
    Citation,
    Claim,
    Comment,
    Entry,
    Review,
    ScheduledPublication,
    Submission,
)
from tests.admin.access import Ask, Desk, lines

pytestmark = pytest.mark.unmeasured

FILE = Path(__file__).parents[1] / "naughty.txt"
LISTED = [
    json.loads(line)
    for line in FILE.read_text().splitlines()
    if line and not line.startswith("#")
]
STRINGS = [each if isinstance(each, str) else each[0] * each[1] for each in LISTED]
# One of each kind of fault, for every commit.
FEW = [
    " e\u0301tat\r\n2 ",
    "\ufeff\u200b",
    "a\0b",
    "\ud800",
    "a\x1fb",
    "a\u202eb",
    "<b>'{{ a }}'</b>",
    "a" * 100_000,
]

FORM = "application/x-www-form-urlencoded"
TURNS = {chr(n) for n in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]}
ENDS = "\t\n " + "".join(
    chr(n)
    for n in range(0x110000)
    if unicodedata.category(chr(n)) in ("Zs", "Zl", "Zp")
)
QUOTED = {"quote", "quote_prefix", "quote_suffix", "wording"}
SEVERAL_LINES = {
    *("definition", "description", "label", "note", "quote", "quote_prefix"),
    *("quote_suffix", "reason", "return_reason", "summary", "text"),
}
# A pattern decides what these take; what they take is still read back.
PATTERNED = {
    *("archive_digest", "archive_url", "as_of", "claimed", "colour", "contact_email"),
    *("country", "language", "licence_url", "period", "published", "reviewed", "site"),
    *("slug", "url", "wikidata"),
}


class Box(NamedTuple):
    """A text field of a form, as it is posted, and how to read what was kept."""

    name: str
    field: forms.CharField
    read: Callable[[], str]
    own: bool = True

    @property
    def column(self) -> str:
        return self.name.split("-")[-1]

    def normal(self, text: str) -> str:
        """Give the documented normal form (README, claims/text.py)."""
        # A half of a character is no UTF-8: this is what arrives.
        text = text.encode(errors="surrogatepass").decode(errors="replace")
        if not self.own or self.column == "slug":
            form = "NFKC" if self.column == "username" else None
            return (unicodedata.normalize(form, text) if form else text).strip()
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
        text = unicodedata.normalize("NFC", text)
        if all(unseen(each) for each in text):
            return ""
        return text if self.column in QUOTED else text.strip(ENDS)

    def takes(self, text: str) -> bool:
        """Tell whether the rules of free text let it in."""
        text = self.normal(text)
        several = self.column in SEVERAL_LINES and not self.is_line
        refused = {
            each
            for each in text
            if unicodedata.category(each) in ("Cc", "Zl", "Zp") or each in TURNS
        }
        if several:
            refused -= {"\n", "\u2028", "\u2029"}
        if self.column in QUOTED:
            refused -= TURNS
        limit = self.field.max_length
        # Where it is empty, other fields may ask for it.
        return bool(text) and not refused - {"\t"} and len(text) <= limit

    @property
    def is_line(self) -> bool:
        """A label, but for a review's, or a webhook's description: others have lines."""
        kind = self.column, self.field.max_length
        return kind in {("label", 100), ("label", 500), ("description", 200)}


def unseen(character: str) -> bool:
    return character in ENDS or (
        unicodedata.category(character) == "Cf" and character not in TURNS
    )


class Page(NamedTuple):
    """A form of the desk, an honest post of it, and its text fields."""

    url: str
    honest: dict[str, Any]
    boxes: list[Box]


def is_text(field: forms.Field) -> bool:
    """Tell whether people type free text into a field, and may read it again."""
    hidden = isinstance(field.widget, forms.PasswordInput | forms.HiddenInput)
    return type(field).clean is forms.Field.clean and (
        isinstance(field, forms.CharField)
        and not hidden
        and not isinstance(field.widget, AutocompleteMixin)
    )


def reader(row: Any, name: str) -> Callable[[], str]:
    """Read a column as it is kept now."""
    rows = type(row)._base_manager.using("default").filter(pk=row.pk)
    return lambda: rows.values_list(name, flat=True).get()


def newest(model: Any, name: str) -> Callable[[], str]:
    rows = model._base_manager.using("default").order_by("-pk")
    return lambda: rows.values_list(name, flat=True).first()


def reason_of(row: Any) -> Callable[[], str]:
    """Read the reason that the history keeps of a row's last change."""
    return lambda: row.events.order_by("-pgh_id").first().pgh_context["reason"]


def forms_of(desk: Desk) -> list[Page]:
    """Find every form of the desk with text in it, from the registry."""
    client = desk.clients["S"]
    found = []
    for ask in lines():
        if ask.method == "POST" and ask.action and ask.route.name.endswith("_step"):
            found += step_page(desk, client, ask)
        elif ask.method == "POST" and ask.route.name.endswith("_merge"):
            found += merge_page(desk, client, ask)
        elif ask.method == "POST" and ask.route.name.endswith(("_change", "_add")):
            found += form_page(desk, client, ask)
    return found


REASONS = {Review: "return_reason", Submission: "decline_reason"}


def step_page(desk: Desk, client: Client, ask: Ask) -> list[Page]:
    url = desk.url(ask, "published")
    response = client.get(url)
    row = desk.row(ask.route.model, "published", ask.action)
    claim = row.claim if isinstance(row, Review) else row
    reads = {
        "note": newest(Entry, "note"),
        "text": newest(Comment, "text"),
        "language": newest(Claim, "language"),
        "reason": reason_of(claim)
        if isinstance(row, Claim)
        else reader(row, REASONS[type(row)]),
    }
    if ask.action == "schedule_publication":
        reads["note"] = newest(ScheduledPublication, "note")
    if ask.action == "cancel_publication":
        reads["reason"] = reason_of(claim.scheduled_publications.get())
    form = response.context_data["form"]
    boxes = [
        Box(name, field, reads[name])
        for name, field in form.fields.items()
        if is_text(field)
    ]
    honest, _ = desk.post(ask, "published")
    return [Page(url, honest, boxes)] if boxes else []


def merge_page(desk: Desk, client: Client, ask: Ask) -> list[Page]:
    url = desk.url(ask, "draft")
    field = client.get(url).context_data["form"].fields["reason"]
    honest, _ = desk.post(ask, "draft")
    row = desk.row(ask.route.model, "draft")
    return [Page(url, honest, [Box("reason", field, reason_of(row))])]


def form_page(desk: Desk, client: Client, ask: Ask) -> list[Page]:
    model = ask.route.model
    url = desk.url(ask, "draft")
    response = client.get(url)
    if model is None or response.status_code != 200:
        return []
    context = response.context_data
    if "adminform" not in context or not context["has_change_permission"]:
        return []
    own = model._meta.app_label == "claims"
    adding = ask.route.name.endswith("_add")
    row = None if adding else desk.row(model, "draft")
    form = context["adminform"].form
    honest, _ = desk.post(ask, "draft")
    if ask.route.name == "claims_review_add":
        # Another publisher's: the one form with a label.
        honest |= {
            "publisher": desk.others["agent"].pk,
            "label": "Theirs",
            "url": "https://theirs.example/",
        }
    if model._meta.model_name == "source":
        honest |= {"is_withheld": "on", "withheld_reason": "Safety."}
    boxes = [
        Box(name, field, newest(model, name) if adding else reader(row, name), own)
        for name, field in form.fields.items()
        if is_text(field)
    ]
    for inline in context.get("inline_admin_formsets", []):
        boxes += inline_boxes(inline.formset, honest) if not adding else []
    return [Page(url, honest, boxes)]


def inline_boxes(formset: Any, honest: dict[str, Any]) -> list[Box]:
    """Give the text fields of an inline's first row, or of a new one."""
    if formset.initial_forms:
        form = formset.initial_forms[0]
        reads = {name: reader(form.instance, name) for name in form.fields}
    else:
        form = formset.empty_form
        reads = {name: newest(formset.model, name) for name in form.fields}
    prefix = form.prefix.replace("__prefix__", "0")
    boxes = [
        Box(f"{prefix}-{name}", field, reads[name])
        for name, field in form.fields.items()
        if is_text(field)
    ]
    if boxes and not formset.initial_forms:
        honest[f"{formset.prefix}-TOTAL_FORMS"] = "1"
        honest.update({box.name: "Honest." for box in boxes})
    if formset.model is Citation:
        honest[f"{prefix}-quote"] = "Honest."
    return boxes


def errors_at(response: Any) -> set[str]:
    """Name the fields that a refused form has errors at."""
    context = response.context_data
    form = context.get("form") or context["adminform"].form
    names = set(form.errors)
    for inline in context.get("inline_admin_formsets", []):
        for each in inline.formset.forms:
            names |= {f"{each.prefix}-{name}" for name in each.errors}
    return names


def typed(values: dict[str, Any]) -> str:
    """Write a post as a browser does; a half of a character is sent as it is."""
    return urlencode(
        {
            name: value.encode(errors="surrogatepass")
            if isinstance(value, str)
            else value
            for name, value in values.items()
        },
        doseq=True,
    )


def faults(desk: Desk, page: Page, texts: dict[str, str]) -> list[str]:
    """Post texts into all fields of a page at once; then without those refused."""
    boxes = {box.name: box for box in page.boxes}
    left, wrong = dict(texts), []
    for _ in range(len(boxes) + 1):
        with desk.as_it_was("S") as client:
            response = client.post(page.url, typed({**page.honest, **left}), FORM)
            where = f"{page.url} {response.status_code}"
            if response.status_code == 302:
                return wrong + [
                    f"{where} {name}: {left[name][:50]!r} is kept as {kept[:50]!r}"
                    for name in left
                    if (kept := boxes[name].read() or "")
                    != boxes[name].normal(left[name])
                ]
            if response.status_code >= 500:
                return [*wrong, f"{where} with {left!r:.500}"]
            refused = errors_at(response)
        for name in refused & set(left):
            box = boxes[name]
            if box.own and box.column not in PATTERNED and box.takes(left[name]):
                wrong.append(f"{where} {name}: {left[name][:50]!r} is refused")
            del left[name]
        if not refused & set(texts):
            # A rule of two fields may stand at the other one where this one is empty.
            empty = [name for name in left if not boxes[name].normal(left[name])]
            if not empty:
                return [*wrong, f"{where}: refused at {refused}, with {left!r:.300}"]
            for name in empty:
                del left[name]
    return [*wrong, f"{page.url}: an honest post is refused at {refused}"]


@pytest.fixture
def desk(db, monkeypatch):
    """Make the desk with every form's fields; then pages are not drawn any more."""
    desk = Desk()
    desk.forms = forms_of(desk)
    monkeypatch.setattr(Template, "render", lambda self, context: "")
    return desk


def test_strings_are_many():
    assert len(STRINGS) >= 150
    assert len(set(STRINGS)) == len(STRINGS)


def round_trips(desk: Desk, strings: list[str]) -> list[str]:
    """Give every field every string, a different one beside it each time."""
    return [
        fault
        for page in desk.forms
        for turn in range(len(strings))
        for fault in faults(
            desk,
            page,
            {
                box.name: strings[(turn + 5 * n) % len(strings)]
                for n, box in enumerate(page.boxes)
            },
        )
    ]


def check_fields(desk: Desk) -> None:
    """Show that the registry gave what is known to be there."""
    names = {
        (page.url.split("/")[3], box.column)
        for page in desk.forms
        for box in page.boxes
    }

    assert len(names) >= 50, sorted(names)
    assert {
        ("claim", "text"),
        ("claim", "quote"),
        ("claim", "note"),
        ("claim", "reason"),
        ("review", "label"),
        ("review", "reason"),
        ("source", "withheld_reason"),
        ("user", "first_name"),
        ("group", "name"),
    } <= names
    models = {model._meta.model_name for model in admin.site._registry}
    assert models - {model for model, _ in names} == {
        *("acknowledgement", "comment", "entry", "job", "publishedclaim"),
        "webhookattempt",
    }


def test_what_is_taken_is_read_back_and_the_rest_is_refused_at_its_field(desk):
    check_fields(desk)

    wrong = round_trips(desk, FEW)
    assert not wrong, "\n".join(wrong)


@pytest.mark.drill
def test_every_string_in_every_field_is_read_back_or_refused(desk):
    wrong = round_trips(desk, STRINGS)
    assert not wrong, "\n".join(wrong[:100])
