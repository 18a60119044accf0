"""The web server, with the settings that it is run and measured with."""

import os

from granian import Granian
from granian.constants import Interfaces


def server_on(
    host: str,
    port: int,
    target: str = "project.wsgi:application",
    *,
    workers: int | None = None,
) -> Granian:
    """Make the server for a WSGI application: threads, and a process a core."""
    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or os.cpu_count() or 1,
        blocking_threads=8,
        respawn_failed_workers=True,
        log_level="warning",
    )
