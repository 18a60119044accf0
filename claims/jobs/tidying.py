"""What is old is removed: ended jobs, and the answers that the API kept."""

from claims.models import Task
from claims.services import idempotency, jobs

from .base import by_the_clock


@by_the_clock(Task.TIDY, "17 * * * *")
def remove_old_jobs() -> None:
    """Remove old jobs each hour."""
    jobs.remove_old_jobs()


@by_the_clock(Task.FORGET, "27 * * * *")
def forget_old_answers() -> None:
    """Forget each hour the answers that are kept no more."""
    idempotency.forget_old_answers()
