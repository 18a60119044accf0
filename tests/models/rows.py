"""What every model has, found by looking: a factory, pairs of columns, free text."""

from typing import Any

from django.apps import apps
from django.db import models
from pghistory.models import Event as HistoryEvent

from claims.models import Entry, Line
from claims.services.publication import publish_claim
from tests import factories


def entry(**values: Any) -> Any:
    """Publish a claim and take its entry."""
    editor = factories.UserFactory(is_superuser=True)
    return publish_claim(factories.ClaimFactory(), revision=1, by=editor)


def pairs() -> list[tuple[type[models.Model], str]]:
    """Find every pair of columns that says when and by whom."""
    return [
        (model, field.name.removesuffix("_at"))
        for model in apps.get_app_config("claims").get_models()
        if not issubclass(model, HistoryEvent)
        for field in model._meta.fields
        if field.name.endswith("_at")
        and hasattr(model, f"{field.name.removesuffix('_at')}_by")
    ]


def rows() -> dict[type[models.Model], Any]:
    """Give a factory a model; that of an entry publishes one."""
    made = {
        each._meta.model: each
        for each in vars(factories).values()
        if isinstance(each, type)
        and getattr(each, "_meta", None)
        # A factory of more than the smallest row names what it adds.
        and each.__name__ == f"{each._meta.model.__name__}Factory"
    }
    return {**made, Entry: entry}


def texts() -> list[tuple[type[models.Model], Line]]:
    """Find every column of free text that the desk or the record has."""
    return [
        (model, field)
        for model in apps.get_app_config("claims").get_models()
        if not issubclass(model, HistoryEvent) and not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and not field.choices
    ]
