"""A form is saved once, however often it is posted."""

import pytest

from claims.services.receipts import fill_receipt, key_of, take_receipt


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
