"""What is old is removed: jobs, receipts of forms, and answers that the API kept."""

from claims.models import Task
from claims.services import idempotency, jobs, receipts

from .base import by_the_clock


@by_the_clock(Task.TIDY, "17 * * * *")
def remove_what_is_old() -> None:
    """Remove each hour what nobody needs any more."""
    jobs.remove_old_jobs()
    receipts.remove_old_receipts()
    idempotency.forget_old_answers()
