"""Text columns: one normal form, limits, and what is refused, for every way in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.functional import cached_property

from claims.text import LINE, TextKind, unstorable


def normal_within(kind: TextKind, text: str, limit: int | None) -> str:
    """Give a text's normal form; one far above its limit is left for that to refuse."""
    return text if limit and len(text) > 4 * limit else kind.normal(text)


def check(kind: TextKind, text: str) -> None:
    """Raise ``ValidationError`` for a character that may not be in a text."""
    if fault := kind.fault(text):
        raise ValidationError(fault, code="text")


class TextFormField(forms.CharField):
    """A text as people type it, compared and handed on in its normal form.

    The browser is not told the limit: it would cut what is pasted without a word.
    """

    def __init__(self, *args: Any, kind: TextKind = LINE, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **{**kwargs, "strip": False})
        self.validators = [
            *(
                each
                for each in self.validators
                if not isinstance(each, ProhibitNullCharactersValidator)
            ),
            lambda text: check(kind, text),
        ]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normal_within(self.kind, text, self.max_length) if text else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class Line(models.CharField):
    """Text of one line.

    It is brought to its normal form when the row is cleaned and again when it is
    written, so ``bulk_create`` and ``update`` do so too; what is refused (see
    ``claims.text``) raises ``ValidationError`` keyed by the column.
    """

    lines = False

    def __init__(self, *args: Any, quoted: bool = False, **kwargs: Any) -> None:
        self.kind = TextKind(lines=self.lines, quoted=quoted)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.kind.quoted:
            kwargs["quoted"] = True
        return name, path, args, kwargs

    @cached_property
    def validators(self) -> Any:
        return [*super().validators, lambda text: check(self.kind, text)]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return normal_within(self.kind, text, self.max_length) if text else text

    def formfield(self, **kwargs: Any) -> Any:
        kwargs = {"form_class": TextFormField, **kwargs}
        if issubclass(kwargs["form_class"], TextFormField):
            kwargs["kind"] = self.kind
        return super().formfield(**kwargs)

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        if isinstance(text, str) and unstorable(text):
            raise ValidationError({self.name: self.kind.fault(text)}, code="text")
        return text

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = self.to_python(value)
            fault = self.kind.fault(value)
            if self.max_length and len(value) > self.max_length:
                fault = f"Keep it to {self.max_length} characters: it has {len(value)}."
            if fault:
                raise ValidationError({self.name: fault}, code="text")
        return super().get_db_prep_save(value, connection)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value


class Prose(Line):
    """Text of several lines."""

    lines = True

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"widget": forms.Textarea, **kwargs})
