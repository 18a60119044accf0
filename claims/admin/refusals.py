"""What a service refuses, as the answer of a form; and who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest

from claims.services.base import ConflictError


class RefusedError(Exception):
    """A service refused what one form of a page asked for; ``prefix`` says which."""

    def __init__(self, prefix: str | None, error: ValidationError) -> None:
        super().__init__(error)
        self.prefix = prefix
        self.error = error

    @property
    def status(self) -> HTTPStatus:
        conflict = isinstance(self.error, ConflictError)
        return HTTPStatus.CONFLICT if conflict else HTTPStatus.OK


@contextmanager
def refusals(prefix: str | None = None) -> Iterator[None]:
    """Make what a service or the database refuses an answer to a form."""
    try:
        yield
    except ValidationError as error:
        raise RefusedError(prefix, error) from error
    except PermissionDenied as error:
        raise RefusedError(prefix, ValidationError(str(error))) from error
    except IntegrityError as error:
        # The words of a trigger, or of a constraint that two people met at once.
        words = cast(Any, error.__cause__).diag.message_primary
        raise RefusedError(prefix, ValidationError(words)) from error


def show_refusal(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a service's messages at the fields that the form has, the rest on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def person(request: HttpRequest) -> User:
    """Give the person at the desk; the admin lets nobody in who has not logged in."""
    return cast(User, request.user)
