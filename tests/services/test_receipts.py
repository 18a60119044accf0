"""A form is saved once, however often it is posted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Receipt
from claims.services.receipts import (
    fill_receipt,
    key_of,
    remove_old_receipts,
    take_receipt,
)


def test_key_of_tells_words_apart_wherever_they_are_cut():
    keys = {
        key_of(["a", "b"]),
        key_of(["ab"]),
        key_of(["a"], ["b"]),
        key_of(["a", "", "b"]),
        key_of(["b", "a"]),
    }

    assert len(keys) == 5
    assert key_of(["a", "b"]) == key_of(["a", "b"])


@pytest.mark.django_db
def test_take_receipt_gives_the_first_ones_row_to_the_second():
    receipt, is_first = take_receipt("k")
    fill_receipt(receipt, 7)

    again, is_first_again = take_receipt("k")

    assert (is_first, is_first_again) == (True, False)
    assert again.row == "7"
    assert str(again).startswith("7 at 20")


@pytest.mark.django_db
def test_receipts_are_kept_for_two_days():
    for key, hours in (("old", 49), ("new", 47)):
        take_receipt(key)
        Receipt.objects.filter(pk=key).update(
            at=timezone.now() - timedelta(hours=hours)
        )

    remove_old_receipts()

    assert [receipt.pk for receipt in Receipt.objects.all()] == ["new"]
