"""Reminders of claims to check again."""

from claims.models import Task
from claims.services import reminders

from .base import by_the_clock


@by_the_clock(Task.REMIND, "7 * * * *")
def remind_to_recheck() -> None:
    """Write each hour to those whose day has come."""
    reminders.remind_to_recheck()
