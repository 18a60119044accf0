"""A post with fields that no form shows changes none of them."""

import datetime
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from pghistory.models import Event as HistoryEvent

from claims.models import DeskRow, Stage, Status, Verdict
from tests import factories
from tests.admin.access import Ask, Desk, routes

pytestmark = pytest.mark.unmeasured

NOON = datetime.datetime(2001, 1, 1, 12, tzinfo=datetime.UTC)
FORGED = {
    "due_on": NOON.date(),
    "id": uuid.UUID(int=7),
    "return_reason": "Forged.",
    "revision": 77,
    "stage": Stage.WITHDRAWN,
    "state": "superseded",
    "status": Status.SUPERSEDED,
}
# What steps and services set, by name, whatever the models say of it.
SET_BY_STEPS = {
    *("approved_at", "approved_by", "assignee", "author", "created_at", "due_on"),
    *("return_reason", "returned_at", "returned_by", "revision", "stage", "state"),
    *("status", "submitted_at", "submitted_by"),
}
# People who may add and change rows, and are not trusted with the rest.
LOW = {"R": "Researcher", "F": "Fact-checker"}
MAY = {
    "partner": "",
    "ratinglabel": "",
    "review": "F",
    "submission": "",
    "verdict": "",
    "webhook": "",
}
MODELS = [model for model in admin.site._registry if issubclass(model, DeskRow)]
PAGES = [
    route
    for route in routes()
    if route.model in MODELS and route.name.endswith(("_add", "_change"))
]
INLINES = ("citations", "comments", "links_out", "reviews")
TABLES = [
    model
    for model in apps.get_app_config("claims").get_models()
    if not issubclass(model, HistoryEvent) and not model._meta.proxy
]


def kept(model: type[models.Model]) -> list[Any]:
    """List the columns of a model that no person sets."""
    return [
        field
        for field in model._meta.concrete_fields
        if (not field.editable or field.name in SET_BY_STEPS)
        and not isinstance(field, models.GeneratedField)
        # A verdict's own status is what its editors set.
        and (model, field.name) != (Verdict, "status")
    ]


def forged(field: Any, outsider: Any) -> Any:
    """Give a value that a column would take, and that nothing else gives it."""
    if field.name in FORGED:
        return FORGED[field.name]
    if field.remote_field:
        return outsider.pk
    if isinstance(field, models.DateTimeField):
        return NOON
    return "[2001-01-01,2001-01-02)"


def is_forged(field: Any, value: Any, outsider: Any) -> bool:
    """Tell whether a column took the value; the range of a day is read as one."""
    if field.name.endswith("_range"):
        return value is not None and value.lower == NOON.date()
    return value == forged(field, outsider)


def posted(field: Any, value: Any) -> dict[str, str]:
    """Write a value by every name that a form might read it by."""
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    names = {field.name, field.attname}
    if isinstance(field, models.DateTimeField):
        names |= {f"{field.name}_0", f"{field.name}_1"}
    inline = {f"{p}-{n}-{name}" for p in INLINES for n in (0, 1) for name in names}
    return dict.fromkeys(names | inline, text)


def rows_of(model: type[models.Model]) -> dict[Any, dict[str, Any]]:
    rows = model._base_manager.using("default")
    return {row.pk: values_of(row) for row in rows}


def values_of(row: models.Model) -> dict[str, Any]:
    return {
        each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields
    }


def test_every_page_that_writes_is_tried():
    assert len(PAGES) == 2 * len(MODELS)


def taken(desk: Desk, role: str, ask: Ask, stage: str, outsider: Any) -> list[str]:
    """Post forged values beside an honest form; tell which were taken, anywhere."""
    values: dict[str, Any] = {}
    for model in {ask.route.model, *TABLES}:
        for field in kept(model):
            values |= posted(field, forged(field, outsider))
    honest, _ = desk.post(ask, stage)
    post = {**values, **honest} | {
        name: value
        for name, value in values.items()
        if name.split("-")[-1].removesuffix("_id") in SET_BY_STEPS
        # Unless the model's form has such a field for good.
        and not (ask.route.model is Verdict and name == "status")
    }
    before = {model: rows_of(model) for model in TABLES}
    with desk.as_it_was(role) as client:
        response = client.post(desk.url(ask, stage), post)
        done = response.status_code == 302
        assert done == (role in MAY.get(ask.route.model._meta.model_name, "RF")), (
            f"{ask} by {LOW[role]}: {response.status_code}"
        )
        return [
            f"{ask} at {stage} by {LOW[role]}: {model.__name__}.{field.name}"
            for model in TABLES
            for key, row in rows_of(model).items()
            for field in kept(model)
            if row[field.attname] != before[model].get(key, {}).get(field.attname)
            and is_forged(field, row[field.attname], outsider)
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", LOW, ids=LOW.values())
def test_post_sets_nothing_that_no_person_sets(role):
    desk = Desk()
    outsider = factories.UserFactory()
    wrong = []
    for route in PAGES:
        staged = route.model._meta.model_name in ("claim", "review")
        for stage in Stage.values if staged else [Stage.DRAFT]:
            wrong += taken(desk, role, Ask("POST", route), stage, outsider)

    assert wrong == []
