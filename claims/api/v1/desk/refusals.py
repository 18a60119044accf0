"""What the desk API refuses, and why: exceptions as problems with pointers."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from psycopg.errors import RestrictViolation
from rest_framework.exceptions import APIException

# What a service says of where the work stands, and of who may not be the one.
STANDING = {"stage", "state", "unchanged"}
FOUR_EYES = "four_eyes"

NOT_TAKEN = "What was sent cannot be taken."
AT_ONCE = "Somebody else was at this at the same moment: look again, and send it anew."


class RefusedError(APIException):
    """A refusal with its status, and what is wrong with each member."""

    def __init__(
        self, status: int, detail: str, errors: Collection[dict[str, str]] = ()
    ) -> None:
        super().__init__(detail)
        self.status_code = status
        self.errors = list(errors)


@contextmanager
def refusals(
    members: Collection[str] = (), names: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Raise what a service or the database refuses as a problem.

    ``members`` are those that the body may have, ``names`` what a service calls
    otherwise. A conflict is 412, a missing right 403, a stage or state that the
    table of steps does not know 409, and the rest 422.
    """
    try:
        yield
    except PermissionDenied as error:
        raise RefusedError(HTTPStatus.FORBIDDEN, str(error)) from error
    except ValidationError as error:
        raise refused(error, members, names or {}) from error
    except IntegrityError as error:
        raise RefusedError(HTTPStatus.CONFLICT, words_of(error)) from error


def refused(
    error: ValidationError, members: Collection[str], names: Mapping[str, str]
) -> RefusedError:
    """Say what a service refused, under its status."""
    codes = {each.code for each in lines_of(error)}
    detail = error.messages[0]
    if "conflict" in codes:
        return RefusedError(HTTPStatus.PRECONDITION_FAILED, detail)
    if FOUR_EYES in codes:
        return RefusedError(HTTPStatus.FORBIDDEN, detail)
    if codes & STANDING:
        return RefusedError(HTTPStatus.CONFLICT, detail)
    return not_taken(
        {
            "pointer": pointer_of(names.get(name, name), members),
            "detail": message,
        }
        for name, messages in messages_of(error).items()
        for message in messages
    )


def not_taken(errors: Any) -> RefusedError:
    """Answer 422 with what is wrong with each member."""
    return RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_TAKEN, list(errors))


def lines_of(error: ValidationError) -> Iterator[Any]:
    """List the single errors, whatever they are keyed by."""
    if hasattr(error, "error_dict"):
        for each in error.error_dict.values():
            yield from each
    else:
        yield from error.error_list


def messages_of(error: ValidationError) -> dict[str, list[str]]:
    """Give the messages by the names of what they are about."""
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def pointer_of(name: str, members: Collection[str]) -> str:
    """Point at a member (RFC 6901), or at all of the body where it has none such."""
    return f"/{name}" if name in members else ""


def words_of(error: IntegrityError) -> str:
    """Give the words of a trigger of ours; of a constraint, that two met at once."""
    cause = cast(Any, error.__cause__)
    if isinstance(cause, RestrictViolation):
        return str(cause.diag.message_primary).replace("claims_", "")
    return AT_ONCE
