"""A worker for a test: in this process, or as ``manage.py worker``; the real database."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from claims.jobs.worker import work
from claims.models import PERIODIC, Job

ROOT = Path(__file__).parent.parent.parent

# Runs the command on the database of the tests, which is no setting.
ON_THE_TEST_DATABASE = """
import sys
import django
from django.conf import settings
for entry in settings.DATABASES.values():
    entry["NAME"] = sys.argv[1]
django.setup()
exec(sys.argv[2])
from django.core.management import call_command
call_command("worker", *sys.argv[3:])
"""


def run_jobs() -> None:
    """Do all that the queue holds now."""
    asyncio.run(work(wait=False))


def jobs() -> list[tuple[str, str]]:
    """Tell the jobs somebody asked for, and where each stands."""
    rows = Job.objects.exclude(queue_name=PERIODIC).order_by("id")
    return [(job.task_name, job.status) for job in rows]


def start_worker(*options: str, after: str = "") -> "subprocess.Popen[str]":
    """Start a worker as a process of its own, ``after`` some lines of Python."""
    name = connections["default"].settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-c", ON_THE_TEST_DATABASE, name, after, *options],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until(so: Callable[[], bool], seconds: float = 60) -> float:
    """Wait until something is so; give how long it took."""
    began = time.monotonic()
    while not so():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"Not so after {seconds} s.")
        time.sleep(0.1)
    return time.monotonic() - began
