"""Connections that were quiet are not asked whether they live, and dead ones are."""

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from project.middleware.connections import QuietConnectionsMiddleware, is_quiet


@pytest.fixture
def between_requests(committed):
    """Have an open connection, as it is when the next request comes."""
    connection.ensure_connection()
    connection.health_checks_enabled = True
    connection.health_check_done = False
    yield
    connection.close()


def asked(request=None):
    """Tell what the first statement of a request is preceded by."""
    with CaptureQueriesContext(connection) as queries:
        QuietConnectionsMiddleware(lambda request: None)(request)
        before = connection.connection.info.backend_pid
        with connection.cursor() as cursor:
            cursor.execute("SELECT 2")
    is_new = connection.connection.info.backend_pid != before
    return [each["sql"] for each in queries], is_new


def test_quiet_connection_is_taken_at_its_word(between_requests):
    assert is_quiet(connection)

    assert asked() == (["SELECT 2"], False)
    assert connection.health_check_done


def test_connection_that_was_cut_is_made_anew(between_requests):
    pid = connection.connection.info.backend_pid
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    assert not is_quiet(connection)

    assert asked()[1]


def test_connection_that_is_not_open_is_not_quiet(committed):
    connection.close()
    assert not is_quiet(connection)
    connection.ensure_connection()
    connection.connection.close()
    assert not is_quiet(connection)
    connection.close()
