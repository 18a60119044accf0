"""What every test stands on: a database of real roles, users, and rows to start from."""

import os
import time
from collections.abc import Callable, Generator, Iterator
from datetime import timedelta

import pytest
from coverage import Coverage
from django.contrib.auth.models import Group, User
from django.db import connections
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from claims.services.quotas import tally
from tests import factories
from tests.browser import serving
from tests.stories import Newsroom

KEPT = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
}
MEASURE = "COVERAGE_PROCESS_CONFIG"


def is_unmeasured(item: pytest.Item) -> bool:
    return item.get_closest_marker("unmeasured") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests, or one process is left with them at the end."""
    items.sort(key=lambda item: not is_unmeasured(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Keep coverage out of an ``unmeasured`` test, of its fixtures and processes."""
    if not is_unmeasured(item):
        return (yield)
    # In a process of xdist there are two, and stopping one lets the other go on.
    stopped = []
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(MEASURE, raising=False)
        while measuring := Coverage.current():
            measuring.stop()
            stopped.append(measuring)
        try:
            return (yield)
        finally:
            for each in reversed(stopped):
                each.start()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database as the owner; every alias then logs in as its own role."""
    with django_db_blocker.unblock():
        owner = connections["owner"]
        name = owner.settings_dict["NAME"]
        # Each process that runs tests has a database of its own.
        if worker := os.environ.get("PYTEST_XDIST_WORKER"):
            owner.settings_dict["TEST"]["NAME"] = f"test_{name}_{worker}"
        owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        # It need not outlive a power cut, and each commit would wait for the disk.
        with owner.cursor() as cursor:
            test = owner.ops.quote_name(owner.settings_dict["NAME"])
            cursor.execute(f"ALTER DATABASE {test} SET synchronous_commit = off")
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = owner.settings_dict["NAME"]
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
        owner.creation.destroy_test_db(name, verbosity=0)


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Let the test commit for real, then remove its rows as the owner.

    For what other connections must see: the record's role, threads, servers.
    """
    with django_db_blocker.unblock():
        yield
        empty_tables()


def empty_tables() -> None:
    """Remove all rows but the migrations'; triggers that forbid it are put aside."""
    with connections["owner"].cursor() as cursor:
        tables = connections["owner"].introspection.table_names(cursor)
        deletes = "".join(
            f'DELETE FROM "{each}";' for each in sorted(set(tables) - KEPT)
        )
        # In one go: a trip and a commit a table cost more than the deleting.
        cursor.execute(
            "SET session_replication_role = replica;"
            f"{deletes} SET session_replication_role = origin"
        )


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """Leave no test what the one before it asked of the API."""
    tally.counts.clear()
    tally.next_at = 0


@pytest.fixture
def people() -> dict[str, User]:
    """Make one user a group, by the group's name, and one without a group, ``""``."""
    users = {name: factories.UserFactory.build() for name in [*ROLES, ""]}
    User.objects.bulk_create(users.values())
    belonging = User.groups.through
    belonging.objects.bulk_create(
        belonging(user=users[group.name], group=group)
        for group in Group.objects.filter(name__in=ROLES)
    )
    return users


@pytest.fixture
def newsroom(people: dict[str, User]) -> Newsroom:
    """Make the two people that a review needs, and what they can bring about."""
    return Newsroom(author=people["Fact-checker"], editor=people["Editor"])


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Move the clock on by some seconds, for Python."""
    clock, calendar = time.time, timezone.now

    def later(seconds: int) -> None:
        monkeypatch.setattr(time, "time", lambda: clock() + seconds)
        monkeypatch.setattr(
            timezone, "now", lambda: calendar() + timedelta(seconds=seconds)
        )

    return later


@pytest.fixture
def server(committed: None) -> Iterator[int]:
    """Serve the project, and give the port."""
    with serving() as port:
        yield port


ROLES = ("Researcher", "Fact-checker", "Editor", "Partner manager")
