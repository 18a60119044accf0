"""The web server, with the settings that it is run and measured with."""

import os
from importlib import import_module

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

# Half of them at most wait for the record to go on; the others are there for reads.
BLOCKING_THREADS = 8


def server_on(
    host: str,
    port: int,
    target: str = "project.wsgi:application",
    *,
    workers: int | None = None,
) -> MPServer:
    """Make the server for a WSGI application: threads, and a process a core.

    The application is loaded here, before the processes fork from this one: they
    start at once and share its memory, and one that is told to stop while it
    starts would not hear it.
    """
    import_module(target.partition(":")[0])
    return MPServer(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or os.cpu_count() or 1,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        # Ctrl-C in a terminal reaches them too, and at times one does not end by itself.
        workers_kill_timeout=3,
        log_level=LogLevels.error,
    )
