"""Dates as EDTF strings, kept as written, each with a derived date range."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from claims import edtf

from .text import Line


def validate_edtf(text: str) -> None:
    """Refuse what is not an EDTF date (ISO 8601-2), in words people understand."""
    try:
        edtf.parse(text)
    except ValueError as error:
        raise ValidationError(str(error), code="edtf") from error


def date_range(text: str) -> DateRange | None:
    """Give the half-open range of days an EDTF string covers, ``None`` for no date."""
    if not text:
        return None
    date = edtf.parse(text)
    return DateRange(date.earliest, date.day_after, "[)")


class DerivingField(models.Field):
    """A column that something of its row is derived from or to, before the rules."""

    def derive(self, row: models.Model) -> None:
        """Set what is derived."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self.derive(model_instance)
        return super().pre_save(model_instance, add)


class EdtfField(DerivingField, Line):
    """An EDTF string; the column ``<name>_range`` beside it holds its days.

    The range is set when the row is cleaned and again when it is written, so
    ``bulk_create`` fills it too.
    """

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def derive(self, row: models.Model) -> None:
        """Set the row's range from its text; an invalid text leaves no range."""
        try:
            days = date_range(getattr(row, self.attname))
        except ValueError:
            days = None
        setattr(row, f"{self.attname}_range", days)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text = Line.pre_save(self, model_instance, add)
        self.derive(model_instance)
        return text
