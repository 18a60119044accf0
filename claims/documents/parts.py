"""Parts of documents: addresses, times, dates, amounts, figures, and what is named."""

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims import edtf, figures
from claims.models import (
    AgentKind,
    Comparator,
    Directness,
    FigureRow,
    Measure,
    Reliability,
    Source,
    SourceKind,
    TopicKind,
)


def address(claim_id: object, *parts: str) -> str:
    """Give a claim's permanent address, or that of something below it."""
    below = "".join(f"{part}/" for part in parts)
    return f"{settings.PUBLIC_BASE_URL}/api/v1/claims/{claim_id}/{below}"


def noun_address(kind: str, key: object) -> str:
    """Give the permanent address of an agent or a source, by its kind and key."""
    return f"{settings.PUBLIC_BASE_URL}/api/v1/{kind}s/{key}/"


def key_at(url: str) -> uuid.UUID:
    """Tell the key in a permanent address, as documents name it."""
    return uuid.UUID(url.rstrip("/").rpartition("/")[2])


def timestamp(at: datetime) -> str:
    """Write a time as RFC 3339 in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def plain(amount: Decimal | None) -> str | None:
    """Write an amount as a decimal string, exact and without trailing zeros."""
    return None if amount is None else f"{amount.normalize() + 0:f}"


class DateDocument(serializers.Serializer):
    """A date as it was written, and the days it covers."""

    edtf = serializers.CharField(help_text="As written, in EDTF (ISO 8601-2).")
    earliest = serializers.DateField(
        allow_null=True, help_text="The first day covered; null where it is open."
    )
    latest = serializers.DateField(
        allow_null=True, help_text="The last day covered; null where it is open."
    )
    words = serializers.CharField(help_text="In English.")


@extend_schema_field(DateDocument(allow_null=True))
class EdtfDocumentField(serializers.Field):
    """An EDTF column as a date document, null where it is empty."""

    def to_representation(self, value: str) -> dict[str, Any] | None:
        if not value:
            return None
        date = edtf.parse(value)
        return {
            "edtf": value,
            "earliest": date.earliest and date.earliest.isoformat(),
            "latest": date.latest and date.latest.isoformat(),
            "words": date.in_words(),
        }


AMOUNT = r"^-?[0-9]+(\.[0-9]+)?$"


@extend_schema_field({"type": "string", "pattern": AMOUNT})
class AmountField(serializers.Field):
    """An amount as a decimal string: exact, whatever a reader's numbers can hold."""

    def to_representation(self, value: Decimal) -> str | None:
        return plain(value)


@extend_schema_field({"type": ["string", "null"], "pattern": AMOUNT})
class OptionalAmountField(AmountField):
    """An amount that may be missing: null."""


class IntervalDocument(serializers.Serializer):
    """The numbers a figure may mean; a null bound is open."""

    lower = OptionalAmountField()
    upper = OptionalAmountField()
    lower_inclusive = serializers.BooleanField()
    upper_inclusive = serializers.BooleanField()


class FigureDocument(serializers.Serializer):
    """A figure: the number, how it is meant, and the words it was given in."""

    comparator = serializers.ChoiceField(choices=Comparator.choices)
    value = AmountField()
    upper = OptionalAmountField(help_text="Only with “between”.")
    unit = serializers.CharField(help_text="What the number is of.")
    wording = serializers.CharField(help_text="As published.")
    words = serializers.CharField(help_text="In English.")
    interval = IntervalDocument()


def figure_document(row: FigureRow, measure: Measure | None) -> dict[str, Any] | None:
    """Describe the figure of a claim or a citation, ``None`` where it has none."""
    figure = row.figure
    if figure is None:
        return None
    return {
        "comparator": figure.comparator.value,
        "value": plain(figure.value),
        "upper": plain(figure.upper),
        "unit": measure.unit if measure else "",
        "wording": row.wording,
        "words": figure.in_words(measure.name if measure else ""),
        "interval": interval_document(figure.interval),
    }


def interval_document(interval: figures.Interval) -> dict[str, Any]:
    """Describe an interval."""
    return dict(IntervalDocument(interval).data)


class AgentDocument(serializers.Serializer):
    """A person or organisation."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=AgentKind.choices)
    site = serializers.CharField()
    wikidata = serializers.CharField()
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2, or empty.")


class TopicDocument(serializers.Serializer):
    """An event or subject."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=TopicKind.choices)
    description = serializers.CharField()
    wikidata = serializers.CharField()
    period = EdtfDocumentField()
    parent = serializers.CharField(
        source="parent.slug",
        allow_null=True,
        help_text="The slug of the topic it is part of.",
    )


class MeasureDocument(serializers.Serializer):
    """What a figure counts."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    unit = serializers.CharField()
    scope = serializers.CharField(help_text="Who or what is included.")
    period = EdtfDocumentField()
    counts_from = serializers.CharField()


class SourceDocument(serializers.Serializer):
    """One citable document."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=SourceKind.choices)
    title = serializers.CharField()
    publisher = AgentDocument(allow_null=True)
    authors = AgentDocument(many=True)
    url = serializers.CharField()
    published = EdtfDocumentField()
    accessed_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    archive_url = serializers.CharField()
    archive_digest = serializers.CharField()
    directness = serializers.ChoiceField(choices=Directness.choices, allow_blank=True)
    reliability = serializers.ChoiceField(choices=Reliability.choices, allow_blank=True)
    repeats = serializers.SerializerMethodField(
        help_text="The id of the source it merely repeats."
    )

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_repeats(self, source: Source) -> str | None:
        """Name the source it repeats, unless that one is withheld."""
        if source.repeats is None or source.repeats.is_withheld:
            return None
        return str(source.repeats_id)
