"""The header Idempotency-Key: a request that is sent again happens once.

After draft-ietf-httpapi-idempotency-key-header of the IETF.
"""

import functools
import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import rfc8785
from django.db import transaction
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from claims.models import KeptAnswer
from claims.services.idempotency import (
    KeyInUseError,
    KeyReusedError,
    keep_answer,
    take_key,
)
from claims.services.receipts import key_of

from . import errors
from .access import Access
from .parameters import ParameterError

View = Callable[..., HttpResponse]

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"

# As a string of RFC 9651, which the draft asks for, or bare, as most clients send it.
STRING = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\]){1,510})"')
BARE = re.compile(r"[!#-~][ -~]{0,254}")
LONGEST = 255
PATTERN = r'^([!#-~][ -~]*|"([ !#-\[\]-~]|\\["\\])+")$'

# What a client is to try again, once it has sent what can be read, somebody else has
# finished, or it has read anew.
NOT_KEPT = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.CONFLICT,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.PRECONDITION_REQUIRED,
    HTTPStatus.TOO_MANY_REQUESTS,
}

NO_KEY = (
    f"Give this header 1 to {LONGEST} printable ASCII characters: a new value, such as "
    "a random UUID, for each thing to be done, and the same where it is tried again."
)
IN_USE = "A request with this Idempotency-Key is being answered: try again shortly."
REUSED = "This Idempotency-Key was used with another body in the last 24 hours: take a new one."

# For the contract of an operation that is decorated with ``idempotent``.
PARAMETERS = (
    OpenApiParameter(
        HEADER,
        {"type": "string", "pattern": PATTERN, "maxLength": LONGEST},
        OpenApiParameter.HEADER,
        required=True,
        description="A new value, such as a random UUID, for each thing to be done, and "
        "the same where it is tried again: what was done is not done twice. "
        "The answer is kept for 24 hours, unless it says to try again (400, 409, 412, 428, "
        "429, 5xx). A key is one API key's own, for one method and one path.",
    ),
    OpenApiParameter(
        REPLAYED,
        {"type": "string", "enum": ["true"]},
        OpenApiParameter.HEADER,
        response=True,
        description="There where this is the answer of an earlier request.",
    ),
)
PROBLEMS = {409: IN_USE, 422: REUSED}


def idempotent(post: View) -> View:
    """Have a view's method do a thing once, however often it is asked to.

    All that ``post`` does is one transaction with the answer that is kept: a
    process that dies in between has done neither. What it did is undone where it
    raises or answers with an error; that answer is kept too, but for those to be
    tried again (``NOT_KEPT`` and 5xx). ``post`` gives a plain ``HttpResponse``, whose
    headers are kept with it. The view has let in nobody who has no API key.
    """

    @functools.wraps(post)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        key = key_in(request)
        if key is None:
            raise ParameterError({HEADER: NO_KEY})
        access: Access = request.auth
        asked = [str(access.key_id), str(request.method), request.path, key]
        scope = key_of(asked)
        fingerprint = fingerprint_of(request.data)
        try:
            with transaction.atomic():
                if kept := take_key(scope, fingerprint):
                    return replayed(kept)
                response = answer_of(post, view, request, *args, **kwargs)
                if is_kept(response):
                    keep_answer(
                        scope,
                        fingerprint,
                        response.status_code,
                        response.headers,
                        response.content,
                    )
                return response
        except KeyInUseError:
            return errors.answer(HTTPStatus.CONFLICT, IN_USE)
        except KeyReusedError:
            return errors.answer(HTTPStatus.UNPROCESSABLE_ENTITY, REUSED)

    return once


def answer_of(
    post: View, view: Any, request: Request, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Have a method answer; where it refuses, all that it did is undone.

    What is no refusal but a fault goes on, and takes the transaction with it.
    """
    try:
        with transaction.atomic():
            response = post(view, request, *args, **kwargs)
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                transaction.set_rollback(True)
            return response
    except Exception as error:
        response = view.handle_exception(error)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        return response


def key_in(request: Request) -> str | None:
    """Read the key of a request; ``None`` where there is none that can be read."""
    given = request.headers.get(HEADER, "").strip()
    if quoted := STRING.fullmatch(given):
        key = re.sub(r"\\(.)", r"\1", quoted[1])
        return key if len(key) <= LONGEST else None
    return given if BARE.fullmatch(given) else None


def fingerprint_of(body: Any) -> str:
    """Digest what was sent, however its fields are ordered and spaced."""
    return hashlib.sha256(rfc8785.dumps(body)).hexdigest()


def is_kept(response: HttpResponse) -> bool:
    """Tell whether the same request is to be answered so again."""
    code = response.status_code
    return code < HTTPStatus.INTERNAL_SERVER_ERROR and code not in NOT_KEPT


def replayed(kept: KeptAnswer) -> HttpResponse:
    """Answer as before, and say so."""
    response = HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)
    response[REPLAYED] = "true"
    return response
