"""``/schema/`` and ``/docs/``: the contract, as committed, and a page to read it on."""

import json
from functools import cache
from pathlib import Path

import yaml
from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import RecordView

CONTRACT = Path(__file__).with_name("openapi.yaml")

# What the page needs; it sets styles in attributes and shows images of its own.
PAGE_POLICY = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "connect-src": [SELF],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "img-src": [SELF, "data:"],
    "script-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
}


@cache
def contract(written_as: str) -> bytes:
    """Read the committed contract, once a process, as ``yaml`` or as ``json``."""
    text = CONTRACT.read_text()
    if written_as == "json":
        text = json.dumps(yaml.load(text, yaml.CSafeLoader))
    return text.encode()


class Schema(RecordView):
    """The contract of this version of the API."""

    scope = None
    renderer_classes = [
        OpenApiYamlRenderer,
        OpenApiYamlRenderer2,
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
    ]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """Answer with the committed contract, as YAML or as JSON."""
        read_parameters(request)
        renderer = request.accepted_renderer
        body = contract(renderer.format)
        return stored(
            request,
            etag_of([renderer.media_type, body.decode()]),
            body,
            content_type=renderer.media_type,
        )


@method_decorator(csp(PAGE_POLICY), name="dispatch")
class Docs(RecordView):
    """A page to read the contract on and to try it from; all its files are local."""

    scope = None
    renderer_classes = [TemplateHTMLRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Answer with the page; it reads the contract from ``/schema/``."""
        read_parameters(request)
        return Response({}, template_name="claims/api_docs.html")
