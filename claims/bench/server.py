"""The web server of a measurement: production's own, with the contestants on it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
from django.db import connections

from claims.serving import server_on

HOST = "127.0.0.1"
SECONDS_TO_START = 60


@contextlib.contextmanager
def serving() -> Iterator[tuple[psutil.Process, int]]:
    """Run the server on a free port, on this process's database, and end it."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "claims.bench.server", str(port)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "claims.bench.settings",
            "BENCH_DATABASE": str(connections["owner"].settings_dict["NAME"]),
        },
    )
    try:
        wait_for(process, port)
        yield psutil.Process(process.pid), port
    finally:
        process.terminate()
        process.wait()


def wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server takes connections."""
    patience = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < patience:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server of the benchmark does not start.")


def serve(port: int) -> None:  # pragma: no cover - in a process of its own
    """Serve the contestants until the process is told to end."""
    server_on(HOST, port, "claims.bench.contestants:application").serve()


if __name__ == "__main__":  # pragma: no cover - in a process of its own
    serve(int(sys.argv[1]))
