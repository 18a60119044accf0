"""Query parameters: read once, strictly, so that a typo never returns everything."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest


class ParameterError(ValidationError):
    """Query parameters that are refused, by their names."""


def read_parameters(
    request: HttpRequest, **known: Callable[[str], Any]
) -> dict[str, Any]:
    """Read the query with a function a parameter; a missing one is left out.

    The functions raise ``ValueError`` with a message for people. Raises
    ``ParameterError`` naming each parameter that is unknown, given twice or
    not readable.
    """
    errors: dict[str, str] = {}
    values: dict[str, Any] = {}
    for name, given in request.GET.lists():
        if name not in known:
            names = ", ".join(sorted(known)) or "none"
            errors[name] = f"There is no such parameter. Known here: {names}."
        elif len(given) > 1:
            errors[name] = "Give it once."
        elif "\0" in given[0]:
            errors[name] = "Leave out the character NUL."
        else:
            try:
                values[name] = known[name](given[0])
            except ValueError as error:
                errors[name] = str(error)
    if errors:
        raise ParameterError(errors)
    return values


def truth(text: str) -> bool:
    """Read true or false."""
    if text not in ("true", "false"):
        raise ValueError("Give true or false.")
    return text == "true"
