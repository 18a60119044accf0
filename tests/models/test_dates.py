import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models.dates import date_range, validate_edtf


def test_validate_edtf_says_what_is_wrong():
    validate_edtf("2020-23")
    with pytest.raises(ValidationError) as refused:
        validate_edtf("autumn 2020")
    assert refused.value.code == "edtf"


def test_date_range_covers_the_days():
    days = DateRange(datetime.date(2020, 11, 1), datetime.date(2020, 12, 1), "[)")

    assert date_range("2020-11") == days
    assert date_range("") is None
