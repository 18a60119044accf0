import datetime
import uuid
from decimal import Decimal

import pytest
from rest_framework.exceptions import ValidationError

from claims.api.v1.desk.members import (
    AmountMember,
    ChoiceMember,
    DayMember,
    FlagMember,
    MomentMember,
    RowMember,
    RowsMember,
    TextMember,
    WholeMember,
)
from claims.models import Stance, Tag
from claims.services.base import WORDS
from tests.factories import TagFactory

TEXT = TextMember(column=WORDS, max_length=5, required=False)
CHOICE = ChoiceMember(choices=Stance.choices, allow_blank=True)
AMOUNT = AmountMember(max_digits=20, decimal_places=6, allow_null=True)
UTC = datetime.UTC

TAKEN = [
    (TEXT, " a\r\nb ", "a\nb"),
    (CHOICE, "supports", "supports"),
    (CHOICE, "", ""),
    (AMOUNT, "6500", Decimal(6500)),
    (AMOUNT, "-0.50", Decimal("-0.5")),
    (AMOUNT, None, None),
    (WholeMember(), 5, 5),
    (FlagMember(), True, True),
    (DayMember(), "2026-11-24", datetime.date(2026, 11, 24)),
    (
        MomentMember(),
        "2026-11-24T10:00:00.5+01:00",
        datetime.datetime(2026, 11, 24, 9, 0, 0, 500000, tzinfo=UTC),
    ),
]
ANYTHING = [[], {}, True, 1, 1.5, "x", "", None]
REFUSED = [
    (TEXT, [1, 1.5, True, [], {}, None, "123456"]),
    (CHOICE, [1, True, [], {}, "else", "Supports", None]),
    (AMOUNT, [1, 1.5, True, [], {}, "", "1e5", "NaN", "Infinity", "+1", "1.", ".5"]),
    (AMOUNT, [" 1", "1\n", "1,000", "\u0663", "0x1", "--1"]),
    (WholeMember(), ["5", 5.0, True, [], {}, None]),
    (FlagMember(), ["true", 1, 0, "", [], {}, None]),
    (DayMember(), ["20261124", "2026-W01-1", "2026-13-01", "2026-1-1", 5, "", None]),
    (DayMember(), ["2026-11-24T10:00:00Z", "\u0662\u0660\u0662\u0666-11-24"]),
    (
        MomentMember(),
        ["2026-11-24", "2026-11-24T10:00:00", "2026-11-24 10:00:00Z", 5, None],
    ),
    (
        MomentMember(),
        ["2026-11-24T25:00:00Z", "2026-11-24T10:00Z", "2026-02-30T10:00:00Z"],
    ),
]


@pytest.mark.parametrize(("member", "given", "read"), TAKEN)
def test_member_takes(member, given, read):
    assert member.run_validation(given) == read


@pytest.mark.parametrize(
    ("member", "given"), [(each, value) for each, values in REFUSED for value in values]
)
def test_member_refuses_what_it_is_not(member, given):
    with pytest.raises(ValidationError):
        member.run_validation(given)


@pytest.mark.django_db
def test_rows_are_taken_by_their_ids_and_nothing_else(django_assert_num_queries):
    tags = TagFactory.create_batch(3)
    one = RowMember(queryset=Tag.objects.all())
    many = RowsMember(queryset=Tag.objects)
    key = str(tags[0].pk)

    assert one.run_validation(key) == tags[0]
    with django_assert_num_queries(1):
        assert many.run_validation([str(each.pk) for each in tags]) == tags
    assert many.run_validation([]) == []
    for given in [*ANYTHING, key.upper(), key.replace("-", ""), str(uuid.uuid4())]:
        with pytest.raises(ValidationError):
            one.run_validation(given)
    for given in [{}, True, 1, "x", None, [key] * 201]:
        with pytest.raises(ValidationError):
            many.run_validation(given)


@pytest.mark.django_db
def test_rows_at_fault_are_named_by_their_place():
    key = str(TagFactory().pk)
    many = RowsMember(queryset=Tag.objects)

    with pytest.raises(ValidationError) as refused:
        many.run_validation([key, 5, str(uuid.uuid4()), key])

    assert {place: str(each[0]) for place, each in refused.value.detail.items()} == {
        1: "Give the id of a row.",
        2: "There is no such row.",
        3: "Give it once.",
    }
