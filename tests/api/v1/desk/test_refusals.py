import psycopg
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from claims.api.v1.desk.refusals import (
    AT_ONCE,
    RefusedError,
    refusals,
)
from claims.services.base import ConflictError
from tests import factories
from tests.api.v1.desk.operations import key

TABLE = [
    (PermissionDenied("No."), 403, []),
    (ConflictError("Stale.", code="conflict"), 412, []),
    (ValidationError("Not now.", code="stage"), 409, []),
    (ValidationError("Not now.", code="state"), 409, []),
    (ValidationError("Nothing new.", code="unchanged"), 409, []),
    (ValidationError({"kept": ValidationError("Not now.", "stage")}), 409, []),
    (ValidationError({"by": ValidationError("You.", "four_eyes")}), 403, []),
    (ValidationError("All of it."), 422, [("", "All of it.")]),
    (
        ValidationError({"text": ["One.", "Two."], "other": ["Else."]}),
        422,
        [("/text", "One."), ("/text", "Two."), ("", "Else.")],
    ),
    (ValidationError({"their_name": "So."}), 422, [("/our_name", "So.")]),
]


@pytest.mark.parametrize(("error", "status", "places"), TABLE)
def test_refusal_of_a_service_has_its_status(error, status, places):
    members = {"text", "our_name"}

    with (
        pytest.raises(RefusedError) as refused,
        refusals(members, {"their_name": "our_name"}),
    ):
        raise error

    assert refused.value.status_code == status
    found = [(each["pointer"], each["detail"]) for each in refused.value.errors]
    assert found == places


def test_constraint_that_two_met_at_once_is_told_without_its_name():
    error = IntegrityError("duplicate key value violates tag_name_key")
    error.__cause__ = psycopg.errors.UniqueViolation("duplicate key value")

    with pytest.raises(RefusedError) as refused, refusals():
        raise error

    assert refused.value.status_code == 409
    assert str(refused.value.detail) == AT_ONCE


@pytest.mark.django_db
def test_trigger_is_told_in_its_words(newsroom, editor):
    verdict = newsroom.verdict
    factories.ReviewFactory(verdict=verdict)

    refused = editor.patch(f"verdicts/{key(verdict)}/", {"status": "refuted"}, match=1)

    assert refused.status_code == 409
    assert refused.json()["detail"] == "Reviews give this verdict: make another one"
