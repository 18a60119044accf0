"""``start``: everything a newcomer needs, with one command."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from granian.server import MPServer

from claims.models import Claim, Verdict
from claims.services.newsroom import found_newsroom
from claims.serving import server_on

DEMO = settings.BASE_DIR / "fixtures" / "newsroom.toml"


class Command(BaseCommand):
    """Start PostgreSQL, migrate, fill an empty database and serve until Ctrl-C."""

    help = "Start the desk and the partner API, on demo data where there is none."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-demo",
            action="store_true",
            help="Leave an empty database without the demo newsroom.",
        )

    def handle(self, *, host: str, port: int, no_demo: bool, **options: Any) -> None:
        refuse_used_port(host, port)
        base = f"http://{host}:{port}"
        if settings.EMBEDDED and "PUBLIC_BASE_URL" not in os.environ:
            # Documents of the demo name the address they are served at.
            os.environ["PUBLIC_BASE_URL"] = settings.PUBLIC_BASE_URL = base
        refuse_newer_database()
        call_command("migrate", verbosity=0)
        passwords = fill_database(demo=not no_demo)
        if settings.EMBEDDED and not no_demo and has_demo():
            # Whoever tries the demo is not to set up a second factor first.
            os.environ["CLAIMBOOK_DEMO"] = "1"
            settings.DEMO = True
        for connection in connections.all():
            connection.close()
        threading.Thread(
            target=self.say_when_ready, args=(base, passwords), daemon=True
        ).start()
        with worker_beside():
            serve(server_on(host, port))

    def say_when_ready(self, base: str, passwords: dict[str, str]) -> None:
        """Wait until the server answers, then say where to click."""
        while not answers(f"{base}/healthz"):
            time.sleep(0.1)
        self.stdout.write(f"\nThe desk   {base}/admin/")
        self.stdout.write(f"The API    {base}/api/v1/claims/")
        self.stdout.write(f"Its manual {base}/api/v1/docs/\n")
        for username, password in passwords.items():
            self.stdout.write(f"Log in as {username:<13} {password}")
        if passwords:
            self.stdout.write("These passwords are shown this once.")
        else:
            self.stdout.write(
                "Log in as before; `manage.py changepassword NAME` gives a new password."
            )
        self.stdout.write("Ctrl-C stops.\n")
        self.stdout.flush()


def serve(server: MPServer) -> None:
    """Serve until Ctrl-C, which reaches all processes of a terminal.

    A worker that hears it before its parent does is taken for one that failed.
    """
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_signal:
            raise


# How long a job may take to end when everything stops.
WORKER_SECONDS = 10


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """Have one worker run beside the server; one that dies is started again.

    It ends with this process, also where this one is killed: it watches who
    started it.
    """
    stopping = threading.Event()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
    command.append(f"--parent={os.getpid()}")

    def keep_one() -> None:
        while not stopping.is_set():
            worker = subprocess.Popen(command)  # noqa: S603
            while worker.poll() is None and not stopping.wait(0.5):
                pass
            stopping.wait(1)
        end(worker)

    keeper = threading.Thread(target=keep_one)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def end(worker: "subprocess.Popen[bytes]") -> None:
    """Tell a worker to end and wait; what it is at for long, the next one takes up."""
    worker.terminate()
    try:
        worker.wait(WORKER_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def refuse_used_port(host: str, port: int) -> None:
    """Raise ``CommandError`` when nothing can listen at an address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error}). "
                "Stop what uses it, or name another with --port."
            ) from error


def refuse_newer_database() -> None:
    """Raise ``CommandError`` when the database knows migrations this code does not."""
    loader = MigrationLoader(connections["owner"])
    newer = sorted(
        name
        for app, name in loader.applied_migrations
        if app == "claims" and (app, name) not in loader.disk_migrations
    )
    if newer:
        raise CommandError(
            f"The database is of a newer Claimbook (it has {newer[-1]}). "
            "Update the code, or name another database."
        )


def fill_database(*, demo: bool) -> dict[str, str]:
    """Give an empty database its verdicts, people and demo; return new passwords."""
    if not Verdict.objects.exists():
        call_command("loaddata", "reference", "rating_labels", verbosity=0)
    if User.objects.exists():
        return {}
    if demo and not Claim.objects.exists():
        found_newsroom(DEMO)
    passwords = {}
    for user in User.objects.order_by("pk"):
        passwords[user.username] = secrets.token_urlsafe(9)
        user.set_password(passwords[user.username])
        user.save()
    name = os.environ.get("DJANGO_SUPERUSER_USERNAME", "admin")
    given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
    password = given or secrets.token_urlsafe(12)
    User.objects.create_superuser(name, password=password)
    return {name: "(the password you gave)" if given else password, **passwords}


def has_demo() -> bool:
    """Tell whether somebody of the demo newsroom may still log in."""
    names = [
        person["username"]
        for person in tomllib.loads(DEMO.read_text("utf-8"))["people"]
    ]
    return User.objects.filter(username__in=names, is_active=True).exists()


def answers(url: str) -> bool:
    """Tell whether an address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            return response.status == 200
    except OSError:
        return False
