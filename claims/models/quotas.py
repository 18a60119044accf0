"""Quotas: what was asked of the API in this window of time, and day by day."""

from django.db import models
from django.db.models import Q

from .keys import ApiKey


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
