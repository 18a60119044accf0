import base64
from datetime import UTC, datetime

import pytest

from claims.api.v1.desk.histories import history_cursor, history_place
from claims.models.telling import Place


def cursor(text):
    return base64.urlsafe_b64encode(text.encode()).decode()


def test_cursor_holds_a_place():
    place = Place(datetime(2026, 11, 24, 10, 0, 0, 1, tzinfo=UTC), "claims_entry", 7)

    assert history_place(history_cursor(place)) == place


@pytest.mark.parametrize(
    "given",
    [
        "",
        "x",
        "é",
        cursor("é"),
        cursor("a/b"),
        cursor("2026/claims_entry/1"),
        cursor("2026-11-24T10:00:00/claims_entry/1"),
        cursor("2026-11-24T10:00:00+00:00/claims_entry/-1"),
        cursor("2026-11-24T10:00:00+00:00/claims_entry/9223372036854775808"),
        cursor("2026-11-24T10:00:00+00:00/claims_entry/x"),
    ],
)
def test_cursor_that_is_not_ours_is_refused(given):
    with pytest.raises(ValueError, match="not a cursor of ours"):
        history_place(given)
