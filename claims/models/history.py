"""Row history of the desk: every change of every row, by triggers, append-only."""

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models.fields.json import KeyTextTransform

Row = TypeVar("Row", bound=type[models.Model])

# Who made a change: an index on it answers what one person did.
BY = KeyTextTransform("user", "pgh_context")

never_emptied = pgtrigger.Trigger(
    name="never_emptied",
    level=pgtrigger.Statement,
    when=pgtrigger.Before,
    operation=pgtrigger.Truncate,
    func="""
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    """,
)

never_changed = pgtrigger.Trigger(
    name="never_changed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=never_emptied.func,
)


def tracked(**options: Any) -> Callable[[Row], Row]:
    """Keep a model's history in an event table of its own.

    Each INSERT and UPDATE stores the new row and each DELETE the old one, with
    who, when, in which request and why (``pgh_context``), whichever way the row
    was written: a service, a bulk update or SQL. The event table refuses
    UPDATE, DELETE and TRUNCATE.
    """

    def decorate(model: Row) -> Row:
        generated = [
            field.name
            for field in model._meta.fields
            if isinstance(field, models.GeneratedField)
        ]
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=generated,
            meta={
                "triggers": [never_emptied, never_changed],
                "indexes": [
                    models.Index(
                        BY,
                        models.F("pgh_created_at").desc(),
                        models.F("pgh_id").desc(),
                        name=f"{model._meta.model_name}_by_person",
                    )
                ],
            },
            **options,
        )(model)

    return decorate
