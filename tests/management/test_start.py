"""``start`` as a newcomer meets it: a real process, a real server, real refusals."""

import contextlib
import socket
import subprocess
import sys

import httpx
import psutil
import pytest

from claims.management.commands import start
from tests.jobs.running import wait_until
from tests.site import ROOT, Site


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("new comer") / "my data"


def refused(site: Site) -> str:
    """Run ``start``, which gives up at once; return the one line it says."""
    done = subprocess.run(
        [sys.executable, "manage.py", "start", f"--port={site.port}"],
        cwd=ROOT,
        env=site.env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    [line] = done.stderr.strip().splitlines()
    return line


def test_start_twice_in_a_folder_with_a_space(folder):
    site = Site(folder)
    site.start()
    claims = httpx.get(f"{site.base}/api/v1/claims/").json()["results"]
    assert any("more than 6,500" in claim["text"] for claim in claims)
    assert all(claim["url"].startswith(site.base) for claim in claims)
    for username in site.passwords:
        # A password is enough for the demo.
        with site.logged_in(username) as desk:
            assert desk.get("/admin/").status_code == 200
    assert site.interrupt() == 0

    site.start()
    assert httpx.get(f"{site.base}/api/v1/claims/").json()["results"] == claims
    assert "Log in as before" in site.said
    with site.logged_in() as desk:
        assert desk.get("/admin/").status_code == 200
    assert "is in use" not in site.said
    assert site.interrupt() == 0

    running = [
        p.cmdline() for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"]
    ]
    assert not [line for line in running if str(folder) in " ".join(line)]


def worker_of(site: Site) -> psutil.Process | None:
    for child in psutil.Process(site.process.pid).children():
        with contextlib.suppress(psutil.Error):
            if "worker" in child.cmdline():
                return child
    return None


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_start_keeps_one_worker_beside_it(tmp_path):
    site = Site(tmp_path / "data").start("--no-demo")
    try:
        wait_until(lambda: worker_of(site) is not None)
        first = worker_of(site)
        first.kill()
        wait_until(lambda: worker_of(site) not in (None, first))
        second = worker_of(site)
        assert site.interrupt() == 0
        assert gone(second)

        site.start("--no-demo")
        wait_until(lambda: worker_of(site) is not None)
        third = worker_of(site)
        site.process.kill()
        wait_until(lambda: gone(third))
    finally:
        site.kill()


@pytest.mark.parametrize(("hears", "code"), [(True, -15), (False, -9)])
def test_worker_that_does_not_hear_is_killed(monkeypatch, hears, code):
    monkeypatch.setattr(start, "WORKER_SECONDS", 1)
    deaf = "" if hears else "signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    waits = f"import signal, time; {deaf} print(flush=True); time.sleep(60)"
    worker = subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE)
    worker.stdout.readline()
    worker.stdout.close()

    start.end(worker)

    assert worker.returncode == code


def test_start_beside_a_running_copy_shares_its_postgres(folder):
    site, other = Site(folder), Site(folder)
    site.start()
    other.start()
    try:
        claims = [httpx.get(f"{each.base}/api/v1/claims/") for each in (site, other)]
        assert claims[0].content == claims[1].content
        assert site.interrupt() == 0
        assert httpx.get(f"{other.base}/readyz").status_code == 200
    finally:
        site.kill()
        other.kill()


def test_start_without_demo_has_verdicts_no_claims_and_asks_for_a_second_factor(
    tmp_path,
):
    site = Site(tmp_path / "data")
    site.env["PUBLIC_BASE_URL"] = "http://claims.example"
    site.start("--no-demo")
    try:
        assert httpx.get(f"{site.base}/api/v1/claims/").json()["results"] == []
        assert set(site.passwords) == {"admin"}
        with site.logged_in() as desk:
            answer = desk.get("/admin/claims/verdict/")
        assert answer.headers["location"] == "/accounts/2fa/"
        assert "Supported" in site.run("dumpdata", "claims.verdict")
        assert site.interrupt() == 0
    finally:
        site.kill()


def test_start_refuses_a_used_port(tmp_path):
    site = Site(tmp_path / "data")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", site.port))
        taken.listen()

        line = refused(site)

    assert f"127.0.0.1:{site.port}" in line
    assert "--port" in line


def test_start_refuses_a_newer_database(folder):
    site = Site(folder)
    site.run("migrate", "-v0")
    record = "INSERT INTO django_migrations (app, name, applied) VALUES ('claims', %s, now())"
    run_as_owner(site, record, "9999_from_the_future")
    try:
        assert "9999_from_the_future" in refused(site)
    finally:
        run_as_owner(
            site,
            "DELETE FROM django_migrations WHERE name = %s",
            "9999_from_the_future",
        )


class Server:
    """Ends as granian's does when a worker has ended before it."""

    def __init__(self, *, interrupted):
        self.interrupt_signal = interrupted

    def serve(self):
        raise SystemExit(1)


def test_worker_that_hears_ctrl_c_first_has_not_failed():
    start.serve(Server(interrupted=True))

    with pytest.raises(SystemExit):
        start.serve(Server(interrupted=False))


def run_as_owner(site: Site, statement: str, *values: str) -> None:
    site.run(
        "shell",
        "-v0",
        script=(
            "from django.db import connections\n"
            f"connections['owner'].cursor().execute({statement!r}, {values!r})\n"
        ),
    )


def test_start_refuses_a_folder_it_cannot_use(tmp_path):
    tmp_path.joinpath("file").touch()
    site = Site(tmp_path / "file" / "data")

    line = refused(site)

    assert "CLAIMBOOK_DATA_DIR" in line
