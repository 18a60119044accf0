"""Showing soft checks: in the panel, below the fields, and before publication."""

from collections.abc import Container, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html

from claims.services.checks import Desk, Severity, Warned, check_desk

SEVERITIES = {
    Severity.VIOLATION: "danger",
    Severity.WARNING: "warning",
    Severity.SUGGESTION: "info",
}
ANCHORS = {
    "citations": "citations-group",
    "review": "reviews-group",
    "status": "reviews-group",
}


def shown(desk: Desk, fields: Container[str] = ()) -> list[dict[str, Any]]:
    """Give checks for a template, each with the place on the page to mend it at."""
    cited = [each.pk for each in desk.citations]
    return [
        {
            "severity": each.severity.label,
            "colour": SEVERITIES[each.severity],
            "words": each.words,
            "anchor": anchor(each, cited, fields),
        }
        for each in check_desk(desk)
    ]


def anchor(warned: Warned, cited: list[Any], fields: Container[str]) -> str:
    """Name the element of the page that a check speaks of, if there is one."""
    if warned.citation:
        return f"id_citations-{cited.index(warned.citation.pk)}-{warned.field}"
    if warned.field in fields:
        return f"id_{warned.field}"
    return ANCHORS.get(warned.field, "")


def show_at_fields(form: forms.BaseForm, warned: Iterable[Warned]) -> None:
    """Say below a field of the form what may be wrong with it."""
    for each in warned:
        if each.citation is None and each.field in form.fields:
            field = form.fields[each.field]
            field.help_text = format_html(
                '{} <span class="desk-check">{}: {}</span>',
                field.help_text,
                each.severity.label.capitalize(),
                each.words,
            )
