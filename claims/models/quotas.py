"""Quotas: what was asked of the API in this window of time, and day by day."""

import datetime
from typing import NamedTuple

from django.db import models
from django.db.models import Q, Sum

from .keys import ApiKey
from .partners import Partner


class Quota(models.Model):
    """How many requests a partner, a person or an address has spent in its window.

    Written by one statement a request, for all web processes together; a row whose
    window is past means nothing and is removed. The table is unlogged: a crash of
    the database begins all windows anew, and no commit waits for the disk.
    """

    spender = models.CharField(max_length=60, primary_key=True)
    ends_at = models.DateTimeField()
    used = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.spender


class Day(NamedTuple):
    """How much was asked on a day."""

    day: datetime.date
    served: int
    refused: int


class DailyUseQuerySet(models.QuerySet["DailyUse"]):
    """The ways use is read."""

    def of_partner(
        self, partner: Partner, *, until: datetime.date, days: int
    ) -> list[Day]:
        """Add up a partner's keys day by day, the days without requests too."""
        first = until - datetime.timedelta(days=days - 1)
        rows = self.filter(key__partner=partner, day__gte=first, day__lte=until)
        found = {
            day: (served, refused)
            for day, served, refused in rows.order_by()
            .values("day")
            .annotate(a=Sum("served"), b=Sum("refused"))
            .values_list("day", "a", "b")
        }
        return [
            Day(day, *found.get(day, (0, 0)))
            for day in (first + datetime.timedelta(days=n) for n in range(days))
        ]


class DailyUse(models.Model):
    """How much was asked with a key on a day (UTC), and of all without a key.

    Web processes count in memory and add up here every few seconds, so
    ``last_at`` is behind by as much. It is no part of the desk: it has no history.
    """

    key = models.ForeignKey(
        ApiKey, models.PROTECT, null=True, related_name="daily_use", db_index=False
    )
    day = models.DateField()
    served = models.PositiveBigIntegerField(default=0)
    refused = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()

    objects = DailyUseQuerySet.as_manager()

    class Meta:
        ordering = ["day", "key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["key", "day"],
                nulls_distinct=False,
                name="dailyuse_is_one_row_a_day",
                violation_error_message="This day is counted already.",
            ),
            models.CheckConstraint(
                name="dailyuse_counts_something",
                condition=Q(served__gt=0) | Q(refused__gt=0),
                violation_error_message="A day without requests has no row.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} on {self.day}"
