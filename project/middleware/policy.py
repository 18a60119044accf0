"""What the desk's pages may load and be asked by."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponse]

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def is_desk(request: HttpRequest) -> bool:
    """Tell whether a request is for pages that people log in to."""
    return request.path_info.startswith(("/admin/", "/accounts/"))


class PolicyMiddleware(CSPMiddleware):
    """Give the desk's pages their policy, and no page of theirs to a cache.

    Everything else gets the strict one, or that of its own view.
    """

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if is_desk(request) and not report_only:
            parts.config = settings.DESK_POLICY
        return parts

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_desk(request):
            response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
            if "Cache-Control" not in response.headers:
                add_never_cache_headers(response)
        return super().process_response(request, response)


class MethodMiddleware:
    """Refuse OPTIONS, TRACE and what else no page of the desk has."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_desk(request) and request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)
