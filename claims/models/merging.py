"""Merging: rows found to be one thing, of which one stays and the others lead to it."""

from collections.abc import Iterable
from typing import Any, TypeVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from .base import DeskRow, Rule

Row = TypeVar("Row", bound=models.Model)


class StandingManager(models.Manager[Row]):
    """Rows that were not merged: what lists, counts and choices are made of."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(merged_into=None)


class WithMergedManager(models.Manager[Row]):
    """All rows, those that were merged too."""

    def standing_for(self, row: Row) -> Row:
        """Follow a merged row to the one that stands for it now."""
        while row.merged_into_id is not None:  # type: ignore[attr-defined]
            row = self.get(pk=row.merged_into_id)  # type: ignore[attr-defined]
        return row

    def merged_into(self, row: Row) -> models.QuerySet[Row]:
        """Keep the rows that came to be this one, also by way of others."""
        return self.filter(pk__in=self.becoming([row.pk])).exclude(pk=row.pk)

    def becoming(self, standing: Iterable[Any]) -> dict[Any, Any]:
        """Map the keys of rows, and of those merged into them, to those that stand."""
        nearest = {key: key for key in standing}
        became = dict(nearest)
        while nearest:
            merged = self.filter(merged_into__in=nearest)
            nearest = {
                key: became[into]
                for key, into in merged.values_list("pk", "merged_into")
            }
            became |= nearest
        return became


class MergeableRow(DeskRow):
    """A row that can be merged into another of its table, and is frozen from then on.

    A subclass has ``objects`` that leave merged rows out; ``with_merged`` has all.
    """

    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The one that stands for it.",
    )

    with_merged = WithMergedManager()

    class Meta(DeskRow.Meta):
        abstract = True
        constraints = [
            Rule(
                field="merged_into",
                name="%(class)s_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                message="It cannot be merged into itself.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            pgtrigger.Trigger(
                name="merged_row_is_frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                declare=[("beyond", "uuid")],
                func=pgtrigger.Func(
                    """
                    IF OLD.merged_into_id IS NOT NULL THEN
                        RAISE EXCEPTION 'This % was merged into another: it stays as it was',
                            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        RETURN OLD;
                    END IF;
                    IF NEW.merged_into_id IS NOT NULL THEN
                        -- FOR SHARE: two that are merged into one another wait here.
                        SELECT merged_into_id INTO beyond FROM {meta.db_table}
                            WHERE id = NEW.merged_into_id FOR SHARE;
                        IF beyond IS NOT NULL THEN
                            RAISE EXCEPTION 'That % was merged itself: merge into the one it became',
                                TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
                        END IF;
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]


def refers_to_what_stands(**tables: str) -> pgtrigger.Trigger:
    """Refuse a new reference to a row that was merged; ``tables`` by column.

    The lock is the one that a foreign key takes anyhow: it waits for a merge
    under way, and then sees it.
    """
    checks = "".join(
        f"""
            IF NEW.{column} IS NOT NULL
                AND (TG_OP = 'INSERT' OR NEW.{column} IS DISTINCT FROM OLD.{column}) THEN
                SELECT merged_into_id INTO beyond FROM {table}
                    WHERE id = NEW.{column} FOR KEY SHARE;
                IF beyond IS NOT NULL THEN
                    RAISE EXCEPTION 'That % was merged into another: take the one it became',
                        '{table.removeprefix("claims_")}'
                        USING ERRCODE = 'restrict_violation';
                END IF;
            END IF;
        """  # noqa: S608 - names of our own tables
        for column, table in tables.items()
    )
    return pgtrigger.Trigger(
        name="refers_to_what_stands",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*tables),
        declare=[("beyond", "uuid")],
        func=f"{checks} RETURN NEW;",
    )
