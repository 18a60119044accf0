"""What is refused before anything reads it."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.api.errors import answer, bad_request, is_api

MEGABYTE = 2**20


class DoorMiddleware:
    """Refuse what no page can answer, before anything reads it.

    That is an address which is no text that PostgreSQL holds, and a body larger
    than the largest form; people who have not logged in have no large form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = length_of(request)
        if length > MEGABYTE and length > limit_of(request):
            return too_large(request)
        if not is_api(request) and not is_text(request):
            return bad_request(request, BadRequest())
        return self.get_response(request)


def length_of(request: HttpRequest) -> int:
    """Give the length of a request's body; Django reads none of unknown length."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def limit_of(request: HttpRequest) -> int:
    """Give the largest body that is taken from whoever asks."""
    known = not is_api(request) and request.user.is_authenticated
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE if known else MEGABYTE


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 and say what fits."""
    limit = limit_of(request) // MEGABYTE
    if is_api(request):
        return answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Send {limit} MB at most.")
    return render(
        request,
        "413.html",
        {"limit": limit},
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def is_text(request: HttpRequest) -> bool:
    """Tell whether path and query are UTF-8 without NUL."""
    query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in query and "\0" not in request.path_info
