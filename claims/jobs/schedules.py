"""Publication at a time."""

from claims.models import ScheduledPublication, Task
from claims.services import schedules

from .base import asked, by_the_clock


@asked(Task.PUBLISH)
def publish_scheduled(claim: str, publication: str) -> None:
    """Publish a claim as its schedule says; ``claim`` is named for who reads jobs."""
    schedules.publish_scheduled(ScheduledPublication.objects.get(pk=publication))


@by_the_clock(Task.CATCH_UP, "* * * * *")
def catch_up_publications() -> None:
    """See each minute that no publication is forgotten."""
    schedules.catch_up_publications()
