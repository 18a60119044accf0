"""The headers that every answer of the API has, for browsers, caches and CDNs."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .deprecations import deprecation_of

READS = ("GET", "HEAD", "OPTIONS")
# The newsroom's own tools: no page elsewhere reads them.
DESK = ("/api/v1/desk/", "/v1alpha1/pages")

VARY = "Authorization, Accept, Accept-Encoding"

# Any page may read what is public. A browser is not told that it may send a key:
# whoever sees the page would have it.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, RateLimit, "
    "RateLimit-Policy, Deprecation, Sunset",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READS),
    "Access-Control-Allow-Headers": "Accept, If-Match, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class HeadersMiddleware:
    """Say in every answer who may read it, what it depends on, and where it belongs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers["Vary"] = VARY
        if request.method in READS and not request.path.startswith(DESK):
            put(response, CORS)
            if "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in request.META:
                put(response, PREFLIGHT)
        if headers.get("Cache-Control", "").startswith("public"):
            headers["Surrogate-Key"] = surrogate_key(request)
        links = [headers["Link"]] if "Link" in headers else []
        links.append(f'<{settings.PUBLIC_BASE_URL}/api/v1/schema/>; rel="describedby"')
        if deprecation := deprecation_of(request):
            put(response, deprecation.headers)
            links.append(deprecation.link)
        headers["Link"] = ", ".join(links)
        return response


def put(response: HttpResponse, headers: dict[str, str]) -> None:
    """Give an answer some headers."""
    for name, value in headers.items():
        response.headers[name] = value


def surrogate_key(request: HttpRequest) -> str:
    """Name what a CDN purges an answer by: ``claims``, or ``claim-<id>`` of one.

    A publication changes ``claims``, ``changes`` and ``claim-<id>``; of the topic,
    the measure, the agents and the sources that the claim names now, or named
    before, the lists, as ``topics``, and each one's own, as ``topic-<slug>``.
    """
    if not request.path.startswith("/api/"):
        return "claims"
    resource = request.path.split("/")[3]
    match = request.resolver_match
    if match is None or not match.kwargs:
        return resource
    return f"{resource.removesuffix('s')}-{next(iter(match.kwargs.values()))}"
