from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.urls import resolve

from claims.documents import address, key_at, timestamp
from claims.documents.parts import EdtfDocumentField, plain

ID = "01937f5e-8a2b-7c31-9d4e-5f60718293a4"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("6500.000000"), "6500"),
        (Decimal("6500.500000"), "6500.5"),
        (Decimal("0.000001"), "0.000001"),
        (Decimal("-0"), "0"),
        (Decimal("-3.0"), "-3"),
        (Decimal("1E+3"), "1000"),
        (Decimal("999999999999999999.999999"), "999999999999999999.999999"),
        (None, None),
    ],
)
def test_plain_is_exact_and_without_trailing_zeros(amount, text):
    assert plain(amount) == text


def test_timestamp_is_utc_to_the_microsecond():
    at = datetime(2022, 5, 22, 2, 0, tzinfo=timezone(timedelta(hours=4)))

    assert timestamp(at) == "2022-05-21T22:00:00.000000Z"


@pytest.mark.parametrize(
    ("below", "name"),
    [
        ([], "claim-detail"),
        (["versions"], "version-list"),
        (["versions", "3"], "version-detail"),
        (["versions", "3", "diff", "4"], "version-diff"),
        (["claimreview"], "claim-reviews"),
        (["citations"], "citation-list"),
    ],
)
def test_address_is_one_of_the_api(settings, below, name):
    settings.PUBLIC_BASE_URL = "https://claims.example.org"

    link = address(ID, *below)

    assert link.startswith("https://claims.example.org/")
    assert resolve(link.removeprefix("https://claims.example.org")).url_name == name


def test_key_at_an_address_is_that_of_the_row_that_has_it():
    assert str(key_at(address(ID))) == ID


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020-11-10", "2020-11-10", "2020-11-10"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("1988/..", "1988-01-01", None),
        ("../1994", None, "1994-12-31"),
    ],
)
def test_edtf_date_is_told_with_the_days_it_covers(edtf, earliest, latest):
    told = EdtfDocumentField().to_representation(edtf)

    assert (told["edtf"], told["earliest"], told["latest"]) == (edtf, earliest, latest)


def test_edtf_date_that_is_not_given_is_null():
    assert EdtfDocumentField().to_representation("") is None
