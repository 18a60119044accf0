"""The queue itself: what is old is removed."""

from claims.models import Task
from claims.services import jobs

from .base import by_the_clock


@by_the_clock(Task.TIDY, "17 * * * *")
def remove_old_jobs() -> None:
    """Remove old jobs each hour."""
    jobs.remove_old_jobs()
