from datetime import UTC, datetime, timedelta

import pytest

from claims.api.moments import moment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0", 0),
        ("0042", 42),
        ("999999999999999999", 10**18 - 1),
        ("2026-11-24T10:00:00Z", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        ("2026-11-24t14:00:00+04:00", datetime(2026, 11, 24, 10, tzinfo=UTC)),
        (
            "2026-11-24T10:00:00.123456Z",
            datetime(2026, 11, 24, 10, 0, 0, 123456, tzinfo=UTC),
        ),
        ("0001-01-01T00:00:00z", datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_moment_is_a_number_or_a_time_in_utc(text, read):
    assert moment(text) == read
    if isinstance(read, datetime):
        assert moment(text).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "1.0",
        "٣",
        "1" * 19,
        "1\n",
        "now",
        "2026-11-24",
        "2026-11-24T10:00:00",
        "2026-11-24 10:00:00Z",
        # A “+” that was not written %2B.
        "2026-11-24T10:00:00 04:00",
        "2026-W48-2T10:00:00Z",
        "2026-11-24T10:00Z",
        "2026-11-24T10:00:60Z",
        "2026-02-30T10:00:00Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "2026-11-24T10:00:00+24:00",
        "\0",
    ],
)
def test_moment_of_another_form_is_refused(text):
    with pytest.raises(ValueError, match="Give a sequence number, or a date-time"):
        moment(text)
