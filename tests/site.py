"""A site of its own for a test: ``manage.py start`` on a data folder, used over HTTP."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parent.parent
PASSWORD = "one for this test alone"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """The server and the PostgreSQL of one data folder, as a newcomer starts them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.passwords = {"admin": PASSWORD}
        self.env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DATABASE_", "DJANGO_", "PUBLIC_", "SECRET_"))
        } | {
            "CLAIMBOOK_DATA_DIR": str(folder),
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            "PYTHONUNBUFFERED": "1",
            # A test asks more in a minute than an address may.
            "API_ANONYMOUS_RATE_LIMIT": "1000000",
        }

    def start(self, *options: str) -> "Site":
        """Start it and wait until it says where to click."""
        with tempfile.TemporaryFile("w+") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "start", f"--port={self.port}", *options],
                cwd=ROOT,
                env=self.env,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self.said = ""
            while "Ctrl-C stops" not in self.said:
                assert self.process.poll() is None, f"start gave up: {self.said}"
                time.sleep(0.05)
                output.seek(0)
                self.said = output.read()
        found = re.findall(r"^Log in as ([\w-]+) +([\w-]+)$", self.said, re.MULTILINE)
        self.passwords |= dict(found)
        return self

    def interrupt(self) -> int:
        """Press Ctrl-C: everything in the terminal's foreground gets it."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)

    def kill(self) -> None:
        """Kill the server with all its processes; PostgreSQL is not among them."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def kill_postgres(self) -> None:
        """Kill PostgreSQL with all its processes, as a power cut would."""
        pidfile = self.folder / "postgres" / "data" / "postmaster.pid"
        postmaster = psutil.Process(int(pidfile.read_text().split()[0]))
        for process in [postmaster, *postmaster.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def run(self, *command: str, script: str | None = None) -> str:
        """Run a command of manage.py to its good end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.env,
            input=script,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextlib.contextmanager
    def logged_in(self, username: str = "admin") -> Iterator[httpx.Client]:
        """Have a session at the desk."""
        with httpx.Client(base_url=self.base, timeout=30) as client:
            client.get("/accounts/login/")
            answer = post(
                client,
                "/accounts/login/",
                login=username,
                password=self.passwords[username],
            )
            assert answer.status_code == 302, answer.text
            yield client


def post(client: httpx.Client, url: str, **values: object) -> httpx.Response:
    """Post a form as a browser does, with the session's CSRF token."""
    token = client.cookies["csrftoken"]
    return client.post(url, data={"csrfmiddlewaretoken": token, **values})
