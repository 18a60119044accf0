"""The project on its own web server, in a process of its own, on the test's database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
from django.db import connections

from tests.site import ROOT, free_port

SERVE = """
import sys
from claims.serving import server_on
server_on("127.0.0.1", int(sys.argv[1]), workers=int(sys.argv[2])).serve()
"""


@contextmanager
def granian(workers: int = 1, **env: str) -> Iterator[tuple[str, psutil.Process]]:
    """Run the server, and give its address and its process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port), str(workers)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "claims.bench.settings",
            "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
            "BENCH_DATABASE": str(connections["owner"].settings_dict["NAME"]),
            **env,
        },
    )
    try:
        while True:
            assert process.poll() is None, "the server gave up"
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)
