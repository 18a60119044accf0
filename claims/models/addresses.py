"""The canonical address of a source: derived from its URL, and its own alone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from claims.addresses import NotAnAddressError, canonical

from .dates import DerivingField


class CanonicalUrlField(DerivingField, models.TextField):
    """The canonical form of the address in another column, empty without one.

    Set when the row is cleaned and again when it is written, so ``bulk_create``
    fills it too.
    """

    def __init__(self, *, of: str, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "blank": True, "editable": False})
        self.of = of

    def derive(self, row: models.Model) -> None:
        """Set the row's key; a text that is no address has none."""
        try:
            key = canonical(getattr(row, self.of))
        except NotAnAddressError:
            key = ""
        setattr(row, self.attname, key)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}


class OneAddress(models.UniqueConstraint):
    """The uniqueness of an address, with a message that names who has it."""

    def validate(
        self,
        model: type[models.Model],
        instance: Any,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            known = model._default_manager.at_address(instance.canonical_url)  # type: ignore[attr-defined]
            others = known.exclude(pk=instance.pk)
            messages = [error, *(f"It is “{other}”." for other in others[:1])]
            raise ValidationError({"url": messages}) from error

    def deconstruct(self) -> Any:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs
