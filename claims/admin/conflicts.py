"""Two people changed one row: what stood, what stands, what was typed, and whose stays."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.models import changes_since, many_at, row_at
from claims.models.telling import Change, tell
from claims.models.timelines import many_events
from claims.services.base import ConflictError
from claims.word_diff import Piece, word_diff

from .refusals import RefusedError

# Beyond this many characters, which words differ is not seen at a glance.
SHORT = 60

OPENED = "opened"
UNDECIDED = "undecided"
UNCHOSEN = "Say which of the two stays: theirs or yours."


@dataclass
class Side:
    """What a field says on one side, with the words that differ from what stood."""

    words: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Line:
    """One field on which the sides differ.

    ``whose`` is “both” where a person has to choose, and else the side that alone
    changed it, which is what the form below says already.
    """

    label: str
    control: str
    before: str
    theirs: Side
    mine: Side
    whose: str
    change: Change | None = None
    choice: str = ""


@dataclass
class Conflict:
    """A row that somebody changed while a person worked on it, field by field."""

    title: str
    lines: list[Line]
    opened_name: str = ""
    opened: int | None = None


def take(control: str) -> str:
    """Name the radio buttons that say whose value of a control stays."""
    return f"take-{control}"


def has_changed(form_field: forms.Field, initial: Any, data: Any) -> bool:
    """Tell whether a control says something else, line ends aside."""
    if isinstance(initial, str) and isinstance(data, str):
        initial, data = _plain(initial), _plain(data)
    return form_field.has_changed(initial, data)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def columns_of(form: forms.ModelForm) -> dict[str, Any]:
    """List the columns of a form's row that the form shows, by name."""
    options = form.instance._meta
    columns = [*options.concrete_fields, *options.many_to_many]
    return {each.name: each for each in columns if each.name in form.fields}


def values_now(form: forms.ModelForm) -> dict[str, Any]:
    """Give the values of a form's row as it stands, as a form's initial values."""
    row = form.instance
    return {
        name: sorted((each.pk for each in column.value_from_object(row)), key=str)
        if column.many_to_many
        else plain_number(getattr(row, column.attname))
        for name, column in columns_of(form).items()
    }


def values_at(form: forms.ModelForm, revision: int | None) -> dict[str, Any] | None:
    """Give those of its row at a revision, ``None`` where it never was at it."""
    row = form.instance
    event = None if revision is None else row_at(row, revision)
    if event is None or revision is None:
        return None
    after = row_at(row, revision + 1)
    moment = after and after.pgh_created_at
    return {
        name: sorted(many_at(row, name, moment), key=str)
        if column.many_to_many
        else plain_number(getattr(event, column.attname))
        for name, column in columns_of(form).items()
    }


def plain_number(value: Any) -> Any:
    """Leave out the zeros after the point that only the column has."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def shown(form_field: forms.Field, value: Any) -> str:
    """Say a form's value as people read it."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(form_field, forms.ModelMultipleChoiceField):
        keys = [getattr(each, "pk", each) for each in value]
        rows = form_field.queryset.filter(pk__in=keys)  # type: ignore[union-attr]
        return ", ".join(sorted(map(str, rows)))
    if isinstance(form_field, forms.ModelChoiceField):
        key = getattr(value, "pk", value)
        row = form_field.queryset.filter(pk=key).first()  # type: ignore[union-attr]
        return str(row or "(no longer there)")
    if isinstance(form_field, forms.TypedChoiceField):
        return str(dict(form_field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


def typed(form: forms.ModelForm, name: str) -> str:
    """Say what was typed into a control, also where it is no valid value."""
    form_field = form.fields[name]
    data = data_of(form, name)
    try:
        return shown(form_field, form_field.clean(data))
    except ValidationError:
        return str(data)


def data_of(form: forms.ModelForm, name: str) -> Any:
    """Give what a post says of a control."""
    widget = form.fields[name].widget
    return widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def put(data: QueryDict, control: str, form_field: forms.Field, value: Any) -> None:
    """Write a value into a post, as the control would."""
    value = form_field.prepare_value(value)
    if isinstance(value, (list, tuple, set)):
        data.setlist(control, [str(each) for each in value])
    elif value in (None, False):
        data.pop(control, None)
        if value is None:
            data[control] = ""
    else:
        data[control] = "on" if value is True else str(value)


def compare(
    form: Any, opened: int | None, now: dict[str, Any]
) -> Iterator[tuple[Line, Any]]:
    """Give a line for each field that differs, and the value proposed if not typed."""
    before = values_at(form, opened)
    changed = last_changes(form, opened) if before else {}
    for name, theirs in now.items():
        form_field, data = form.fields[name], data_of(form, name)
        stood = before[name] if before else None
        by_them = before is None or stood != theirs
        by_me = before is None or has_changed(form_field, stood, data)
        differ = has_changed(form_field, theirs, data)
        if not (by_them or by_me) or (before is None and not differ):
            continue
        whose, proposed = "both", None
        if not differ or not by_me:
            whose, proposed = "theirs", theirs
        elif not by_them:
            whose = "mine"
        elif isinstance(form_field, forms.ModelMultipleChoiceField):
            whose, proposed = "joined", joined(stood or [], theirs, data)
        words = shown(form_field, stood)
        control = form.add_prefix(name)
        yield (
            Line(
                label=str(form_field.label or name).capitalize(),
                control=control,
                before=words,
                theirs=side(words, shown(form_field, theirs)),
                mine=side(words, typed(form, name)),
                whose=whose,
                change=changed.get(name) if by_them else None,
                choice=form.data.get(take(control), ""),
            ),
            proposed,
        )


def side(before: str, words: str) -> Side:
    """Say a side's words, with what differs where they are many."""
    if max(len(before), len(words)) <= SHORT or not before:
        return Side(words)
    return Side(words, word_diff(_plain(before), _plain(words)))


def joined(stood: Any, theirs: Any, mine: Any) -> list[str]:
    """Take out what either side took out of a list, and put in what either put in."""
    old, one, other = ({str(each) for each in side} for side in (stood, theirs, mine))
    return sorted((old & one & other) | (one - old) | (other - old))


def last_changes(form: forms.ModelForm, opened: int | None) -> dict[str, Change]:
    """Say who last changed each field of a form's row since a revision of it."""
    row = form.instance
    found: dict[str, Change] = {}
    for change in changes_since(row, opened or 0):
        for difference in change.differences:
            found.setdefault(difference.name, change)
    for name, column in columns_of(form).items():
        if column.many_to_many:
            last = many_events(row, name).order_by("-pgh_id")[:1]
            found |= dict(zip([name], tell(list(last)), strict=False))
    return found


def number(text: Any) -> int | None:
    """Read a revision that a page sent."""
    return int(text) if str(text).isdecimal() and len(str(text)) < 10 else None


def decide(form: Any, stood: dict[str, Any]) -> None:
    """Do in a post what its radio buttons say; note the fields where none is set.

    ``stood`` is what the page that was posted showed as theirs.
    """
    for control in form.data.getlist(UNDECIDED):
        choice = form.data.get(take(control))
        if control == form.add_prefix("DELETE"):
            if choice != "mine":
                form.data = form.data.copy()
                form.data.pop(control, None)
            continue
        for name in stood:
            if control != form.add_prefix(name):
                continue
            if choice == "theirs":
                form.data = form.data.copy()
                put(form.data, control, form.fields[name], stood[name])
            elif choice != "mine":
                form.unchosen.append(name)


def reconcile(form: Any) -> None:
    """Meet what others did to a form's row since its page was opened.

    What a person changed is told from the row as they saw it, so a field that
    only somebody else changed is never written back. Once a service has refused
    the post as stale, the form shows a proposal: fields that one side changed are
    joined, for the others ``conflict`` asks whose stays, and what was posted is
    on top of the revision that stands now.
    """
    now = values_now(form)
    seen, stands = (
        number(form.data.get(form.add_prefix("seen"))),
        form.instance.revision,
    )
    opened = number(form.data.get(form.add_prefix(OPENED)))
    stood = now if seen == stands else values_at(form, seen)
    decide(form, stood or now)
    if seen != stands:
        form.is_stale = True
        form.initial |= stood or now
        if form.refusal is None or form.refusal.status != HTTPStatus.CONFLICT:
            return
        opened = seen
    elif opened is None:
        return
    compared = list(compare(form, opened, now))
    lines = [line for line, _ in compared]
    if seen != stands:
        lines = [*removal(form), *lines]
        propose(form, compared, now)
    if any(line.whose != "theirs" for line in lines):
        title = f"{form.instance._meta.verbose_name}: {form.instance}"
        form.conflict = Conflict(title, lines, form.add_prefix(OPENED), opened)


def propose(form: Any, compared: list[tuple[Line, Any]], now: dict[str, Any]) -> None:
    """Put what was posted on top of what stands now, with what only others changed."""
    form.initial |= now
    form.data = form.data.copy()
    form.data[form.add_prefix("seen")] = str(form.instance.revision)
    controls = {form.add_prefix(name): form.fields[name] for name in now}
    for line, proposed in compared:
        if line.whose in ("theirs", "joined"):
            put(form.data, line.control, controls[line.control], proposed)


def removal(form: Any) -> list[Line]:
    """Ask whether a row that somebody changed is to be removed all the same."""
    control = form.add_prefix("DELETE")
    if control not in form.data:
        return []
    kept, gone = Side("Keep it as it is now"), Side("Remove it all the same")
    return [Line("Remove", control, "", kept, gone, "both", choice="theirs")]


def refuse_stale(response: Any) -> None:
    """Refuse a page that comes back for another reason and is stale besides.

    So that a person meets both at once. Raises ``RefusedError``.
    """
    context = getattr(response, "context_data", None) or {}
    if "adminform" not in context:
        return
    formsets = [each.formset for each in context["inline_admin_formsets"]]
    rows = [
        context["adminform"].form,
        *(row for each in formsets for row in each.forms),
    ]
    for row in rows:
        if getattr(row, "is_stale", False) and row.changed_data:
            noun = row.instance._meta.verbose_name
            words = f"Somebody changed this {noun} while you worked on it."
            raise RefusedError(None, ConflictError(words, code="conflict"))


def conflicts_of(form: Any, formsets: list[Any]) -> list[Conflict]:
    """List what a page has to ask, its own row first."""
    rows = [form, *(row for formset in formsets for row in formset.forms)]
    own = [getattr(row, "conflict", None) for row in rows]
    gone = [each for formset in formsets for each in getattr(formset, "conflicts", [])]
    return [each for each in [*own, *gone] if each]
