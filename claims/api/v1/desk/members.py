"""Members of desk documents: how a column stands in JSON, and how strictly it is read.

Nothing is taken for what it is not: a number is no text, and an amount no number.
What a value may be is for the model to say, when a service writes it.
"""

import re
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.documents import timestamp
from claims.documents.parts import AMOUNT, plain

MOST_ROWS = 200
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = rf"{DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})"

KEYS = {"type": "string", "format": "uuid"}


class TextMember(serializers.CharField):
    """Text, in the normal form of its column."""

    default_error_messages = {"invalid": "Give a text."}

    def __init__(self, *, column: models.CharField, **kwargs: Any) -> None:
        self.column = column
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return self.column.to_python(data)


class ChoiceMember(serializers.ChoiceField):
    """One of the words that a column knows."""

    default_error_messages = {"invalid_choice": "Choose one of: {choices}."}

    def to_internal_value(self, data: Any) -> str:
        known = [str(each) for each in self.choices]
        if data == "" and self.allow_blank:
            return ""
        if not isinstance(data, str) or data not in known:
            self.fail("invalid_choice", choices=", ".join(filter(None, known)))
        return data


@extend_schema_field({"type": "string", "pattern": AMOUNT})
class AmountMember(serializers.Field):
    """An amount as a decimal string."""

    default_error_messages = {
        "invalid": "Give an amount as a decimal string, such as “6500” or “0.5”."
    }

    def __init__(self, *, max_digits: int, decimal_places: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not re.fullmatch(AMOUNT, data):
            self.fail("invalid")
        return Decimal(data)

    def to_representation(self, value: Decimal) -> str | None:
        return plain(value)


class WholeMember(serializers.IntegerField):
    """A whole number."""

    default_error_messages = {"invalid": "Give a whole number."}

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class FlagMember(serializers.BooleanField):
    """True or false."""

    default_error_messages = {"invalid": "Give true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class DayMember(serializers.DateField):
    """A day as ISO 8601 writes it."""

    default_error_messages = {"invalid": "Give a day such as 2026-11-24."}

    def to_internal_value(self, data: Any) -> date:
        try:
            return date.fromisoformat(written(data, DAY))
        except ValueError:
            self.fail("invalid")


class MomentMember(serializers.DateTimeField):
    """A time as RFC 3339 writes it, given with its offset and told in UTC."""

    default_error_messages = {
        "invalid": "Give a time with its offset, such as 2026-11-24T10:00:00Z."
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            return datetime.fromisoformat(written(data, MOMENT))
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: datetime) -> str:
        return timestamp(value)


class RowMember(serializers.PrimaryKeyRelatedField):
    """Another row, by its id; merged ones are no longer to be had."""

    default_error_messages = {
        "does_not_exist": "There is no such row.",
        "incorrect_type": "Give the id of a row.",
    }

    def to_internal_value(self, data: Any) -> models.Model:
        rows: Any = self.get_queryset()
        key = key_in(data, rows.model)
        if key is None:
            self.fail("incorrect_type")
        row = rows.filter(pk=key).first()
        if row is None:
            self.fail("does_not_exist")
        return row


@extend_schema_field(
    {"type": "array", "items": KEYS, "maxItems": MOST_ROWS, "uniqueItems": True}
)
class RowsMember(serializers.Field):
    """Other rows, by their ids; read in one query, and told in the order of the ids."""

    default_error_messages = {
        "invalid": f"Give a list of ids, {MOST_ROWS} at most.",
        "does_not_exist": "There is no such row.",
        "incorrect_type": "Give the id of a row.",
        "twice": "Give it once.",
    }

    def __init__(self, *, queryset: Any = None, **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(**kwargs)

    def get_attribute(self, instance: models.Model) -> list[Any]:
        rows: Any = super().get_attribute(instance)
        return sorted(row.pk for row in rows.all())

    def to_representation(self, value: Iterable[Any]) -> list[Any]:
        return [str(key) if isinstance(key, uuid.UUID) else key for key in value]

    def to_internal_value(self, data: Any) -> list[models.Model]:
        if not isinstance(data, list) or len(data) > MOST_ROWS:
            self.fail("invalid")
        keys = [key_in(each, self.queryset.model) for each in data]
        found = self.queryset.in_bulk([key for key in keys if key is not None])
        wrong: Any = {}
        for place, key in enumerate(keys):
            if key is None:
                wrong[place] = [self.error_messages["incorrect_type"]]
            elif key not in found:
                wrong[place] = [self.error_messages["does_not_exist"]]
            elif key in keys[:place]:
                wrong[place] = [self.error_messages["twice"]]
        if wrong:
            raise serializers.ValidationError(wrong)
        return [found[key] for key in keys]


@extend_schema_field({"type": "array", "items": {"type": "integer"}})
class PeopleMember(RowsMember):
    """People, by their ids."""


def written(data: Any, pattern: str) -> str:
    """Give a text that is written as it has to be; raise ``ValueError`` for any other."""
    if not isinstance(data, str) or not re.fullmatch(pattern, data):
        raise ValueError(pattern)
    return data


def key_in(data: Any, model: type[models.Model]) -> Any:
    """Read the key of a row, ``None`` where it is none."""
    if isinstance(model._meta.pk, models.UUIDField):
        return uuid_in(data) if isinstance(data, str) else None
    whole = isinstance(data, int) and not isinstance(data, bool)
    return data if whole and 0 < data < 2**31 else None


def uuid_in(text: str) -> uuid.UUID | None:
    """Read a UUID in the one form that answers have, ``None`` for anything else."""
    try:
        key = uuid.UUID(text)
    except ValueError:
        return None
    return key if str(key) == text else None
