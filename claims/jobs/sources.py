"""Sources: archived and checked."""

from django.conf import settings
from django.contrib.auth.models import User

from claims.models import Source, Task
from claims.services import captures, link_checks

from .base import asked, by_the_clock


@asked(Task.CAPTURE)
def capture_source(source: str, by: str) -> None:
    """Archive a source, as the person who asked for it."""
    captures.capture_source(Source.objects.get(pk=source), by=User.objects.get(pk=by))


@asked(Task.CHECK_LINK)
def check_link(source: str) -> None:
    """Check a source's link."""
    link_checks.check_link(Source.objects.get(pk=source))


@by_the_clock(Task.WATCH_LINKS, "*/10 * * * *")
def watch_links() -> None:
    """Ask every ten minutes for the checks that are due.

    The demo's sources are left in peace: nobody asked for them to be visited.
    """
    if not settings.DEMO:
        link_checks.watch_links()
