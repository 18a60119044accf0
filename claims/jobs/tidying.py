"""What is old is removed: jobs, receipts of forms, kept answers, deliveries."""

from claims.models import Task
from claims.services import deliveries, idempotency, jobs, receipts

from .base import by_the_clock


@by_the_clock(Task.TIDY, "17 * * * *")
def remove_what_is_old() -> None:
    """Remove each hour what nobody needs any more."""
    jobs.remove_old_jobs()
    receipts.remove_old_receipts()
    idempotency.forget_old_answers()
    deliveries.tidy()
