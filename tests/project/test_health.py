import pytest
from django.db import connections

from tests.api.test_errors import unreachable


def test_healthz_asks_no_database(client):
    # Without the django_db mark every query raises.
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_readyz_is_200_when_all_answer(committed, client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "faults": {}}


def test_readyz_names_the_database_that_does_not_answer(committed, client):
    with unreachable():
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["faults"] == {"record": "does not answer"}


def test_readyz_says_nothing_of_migrations_when_the_desk_does_not_answer(
    committed, client
):
    with unreachable("default"):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["faults"] == {"default": "does not answer"}


@pytest.fixture
def unmigrated(committed):
    """Let the database forget its newest migration of ours."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM"
            " django_migrations WHERE app = 'claims') RETURNING app, name, applied"
        )
        row = cursor.fetchone()
        yield
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)",
            row,
        )


def test_readyz_asks_for_migrations(unmigrated, client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert "migrate" in response.json()["faults"]["migrations"]
