"""Fields of a body: read strictly, with the place of each that is not taken."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from . import errors


class FieldError(serializers.Serializer):
    """What is wrong with one field of the body."""

    pointer = serializers.CharField(
        help_text="The field at fault, as a JSON pointer (RFC 6901); empty for all of it."
    )
    detail = serializers.CharField()


class NotTakenProblem(errors.Problem):
    """A body that is not taken, with what is wrong with each field."""

    errors = FieldError(many=True, required=False)


class TextField(serializers.CharField):
    """A text, as it was sent: its normal form is its column's matter."""

    default_error_messages = {"invalid": "Give a text."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_blank", not kwargs.get("required", True))
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


def read_fields(form: type[serializers.Serializer], body: Any) -> dict[str, Any]:
    """Read a body that has the fields of ``form`` and no others.

    Raises ``ValidationError`` keyed by field, or of none where the whole is at fault.
    """
    if not isinstance(body, dict):
        raise ValidationError("Give a JSON object.")
    reader = form(data=body)
    known = ", ".join(reader.fields)
    faults: dict[str, Any] = {
        name: f"There is no such field. Known here: {known}."
        for name in body
        if name not in reader.fields
    }
    if not reader.is_valid():
        for name, messages in reader.errors.items():
            faults[name] = [str(message) for message in messages]
    if faults:
        raise ValidationError(faults)
    return dict(reader.validated_data)
