"""The way to the API, past the desk's sessions, forms and messages."""

from typing import Any

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from claims.api.errors import is_api

from .policy import Answer


class ApiHandler(BaseHandler):
    """Answers a request through ``API_MIDDLEWARE``, none of which looks at views."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler: Any = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for name in reversed(settings.API_MIDDLEWARE):
            handler = convert_exception_to_response(import_string(name)(handler))
        self._middleware_chain = handler


class ApiMiddleware:
    """Send requests for the API their own short way, and all others on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        handler = ApiHandler()
        handler.load_middleware()
        self.answer: Any = handler._middleware_chain

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (self.answer if is_api(request) else self.get_response)(request)
