"""Inline rows that somebody removed while a person worked on them."""

import re
import uuid
from http import HTTPStatus
from typing import Any

from django.http import QueryDict

from claims.models import row_at
from claims.models.telling import Change, tell
from claims.models.timelines import events_of
from claims.services.base import ConflictError

from .conflicts import (
    UNCHOSEN,
    UNDECIDED,
    Conflict,
    Line,
    Side,
    columns_of,
    data_of,
    has_changed,
    number,
    plain_number,
    shown,
    take,
    typed,
)
from .refusals import RefusedError

Row = dict[str, list[str]]


def settle_removed(formset: Any) -> list[Conflict]:
    """Take rows that are there no more out of a post, or ask what becomes of them.

    A row in which nothing was changed goes in silence. One in which something
    was typed stays as a row to be added, and its person is asked whether to add
    it again or to leave it removed. Raises ``RefusedError`` where that has not been
    asked yet, so that nothing of the page is saved.
    """
    initial, added = rows_of(formset)
    there = alive(formset, initial)
    kept = [row for row in initial if key_of(row) in there]
    lost = [
        row for row in initial if key_of(row) not in there and typed_in(formset, row)
    ]
    if lost and not merging(formset):
        noun = formset.model._meta.verbose_name
        words = f"Somebody removed this {noun} while you worked on it."
        raise RefusedError(None, ConflictError(words, code="conflict"))
    stay = [row for row in added if choice_of(formset, row) != "theirs"]
    unchosen = [row for row in stay if choice_of(formset, row) == "none"]
    formset.unchosen += [UNCHOSEN] * bool(unchosen)
    if [*kept, *stay] != [*initial, *added]:
        write(formset, kept, [*stay, *lost])
    places = {id(row): n for n, row in enumerate([*kept, *stay, *lost])}
    return [
        *(ask(formset, places[id(row)]) for row in unchosen),
        *(tell_lost(formset, row, places[id(row)]) for row in lost),
    ]


def choice_of(formset: Any, row: Row) -> str:
    """Say what was chosen for an added row: “none” where a choice was asked in vain."""
    control = f"{formset.prefix}-{row['#'][0]}-id"
    if control not in formset.data.getlist(UNDECIDED):
        return ""
    return formset.data.get(take(control), "none")


def merging(formset: Any) -> bool:
    """Tell whether the post was refused as stale, and its page is made anew."""
    refusal = formset.refusal
    return refusal is not None and refusal.status == HTTPStatus.CONFLICT


def rows_of(formset: Any) -> tuple[list[Row], list[Row]]:
    """Take a post apart into the rows that were there and those added."""
    total = number(formset.data.get(f"{formset.prefix}-TOTAL_FORMS")) or 0
    before = number(formset.data.get(f"{formset.prefix}-INITIAL_FORMS")) or 0
    pattern = re.compile(rf"{re.escape(formset.prefix)}-([0-9]{{1,9}})-(.+)")
    rows: dict[int, Row] = {}
    for control, values in formset.data.lists():
        if (found := pattern.fullmatch(control)) and int(found[1]) < total:
            row = rows.setdefault(int(found[1]), {"#": [found[1]]})
            row[found[2]] = values
    return (
        [rows[n] for n in sorted(rows) if n < before],
        [rows[n] for n in sorted(rows) if n >= before],
    )


def key_of(row: Row) -> str:
    """Give the key of the row that an inline row was opened on."""
    return row.get("id", [""])[-1]


def alive(formset: Any, rows: list[Row]) -> set[str]:
    """Tell which of the rows are there; a key that is none is left to its form."""
    there = {str(row.pk) for row in formset.get_queryset()}
    return there | {key_of(row) for row in rows if not is_key(key_of(row))}


def is_key(text: str) -> bool:
    """Tell whether a text may be the key of a row."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def opened_form(formset: Any, row: Row, place: int | str) -> Any:
    """Make the form of a row that is gone, as it was when the page was opened."""
    instance = formset.model(pk=uuid.UUID(key_of(row)))
    event = row_at(instance, number(row.get("seen", [""])[-1]) or 0)
    form = formset.form(prefix=f"{formset.prefix}-{place}", instance=instance)
    form.data = formset.data
    for name, column in columns_of(form).items():
        form.initial[name] = plain_number(getattr(event, column.attname, None))
    return form


def changed_names(form: Any) -> list[str]:
    """List what was typed into a row that is gone."""
    return [
        name
        for name, field in form.fields.items()
        if name != "seen"
        and has_changed(field, form.initial.get(name), data_of(form, name))
    ]


def typed_in(formset: Any, row: Row) -> bool:
    """Tell whether somebody changed a row and did not want it removed."""
    if "DELETE" in row:
        return False
    return bool(changed_names(opened_form(formset, row, row["#"][0])))


def ask(
    formset: Any, place: int, removed: Change | None = None, lines: Any = ()
) -> Conflict:
    """Ask whether a removed row is added again with what was typed into it."""
    noun = formset.model._meta.verbose_name
    question = Line(
        label=f"This {noun}",
        control=f"{formset.prefix}-{place}-id",
        before="",
        theirs=Side("Leave it removed"),
        mine=Side("Add it again as typed"),
        whose="both",
        change=removed,
    )
    return Conflict(f"{noun} that was removed", [question, *lines])


def tell_lost(formset: Any, row: Row, place: int) -> Conflict:
    """Tell who removed a row, and what was typed into it meanwhile."""
    form = opened_form(formset, row, place)
    removals = events_of(formset.model)._default_manager.filter(
        pgh_obj_id=form.instance.pk, pgh_label="delete"
    )
    removed = next(iter(tell(list(removals.order_by("-pgh_id")[:1]))), None)
    lines = [
        Line(
            label=str(form.fields[name].label).capitalize(),
            control=form.add_prefix(name),
            before=shown(form.fields[name], form.initial[name]),
            theirs=Side(""),
            mine=Side(typed(form, name)),
            whose="mine",
        )
        for name in changed_names(form)
    ]
    return ask(formset, place, removed, lines)


def write(formset: Any, kept: list[Row], added: list[Row]) -> None:
    """Put the rows of a post together again."""
    data: QueryDict = formset.data.copy()
    for control in [each for each in data if each.startswith(f"{formset.prefix}-")]:
        if re.match(r"[0-9]+-", control.removeprefix(f"{formset.prefix}-")):
            del data[control]
    for place, row in enumerate([*kept, *added]):
        for name, values in row.items():
            if name != "#" and not (name == "id" and place >= len(kept)):
                data.setlist(f"{formset.prefix}-{place}-{name}", values)
    data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(kept))
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(kept) + len(added))
    formset.data = data
