"""Fields of a body: read strictly, so that what is not known is refused."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers


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

    Raises ``ValidationError`` keyed by field, or of no field where it is no object.
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
