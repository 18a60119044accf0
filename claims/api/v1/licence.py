"""``/licence/``: on what terms the caller may use what it reads."""

import rfc8785
from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers
from rest_framework.request import Request

from claims.api.access import Access
from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import RecordView, reads


class Licence(serializers.Serializer):
    """The terms of the caller: its own, or the site's where it has none."""

    terms = serializers.CharField(help_text="In words; may be empty.")
    url = serializers.URLField(
        allow_null=True, help_text="Where the terms stand in full, if they do."
    )


EXAMPLE = OpenApiExample(
    "The terms of a site",
    value={
        "terms": "Name the newsroom and link to the claim.",
        "url": "https://claims.example.org/terms",
    },
    response_only=True,
    status_codes=["200"],
)


class LicenceDetail(RecordView):
    """The terms on which the caller reads."""

    scope = None

    @reads("licence_read", Licence, missing=False, examples=[EXAMPLE])
    def get(self, request: Request) -> HttpResponse:
        """Read the terms that hold for your key, or for whoever reads without one.

        Every answer links here, as “license” (RFC 4946).
        """
        read_parameters(request)
        access: Access = request.auth
        terms, url = terms_of(access)
        body = rfc8785.dumps({"terms": terms, "url": url or None})
        return stored(request, etag_of([body.decode()]), body)


def terms_of(access: Access) -> tuple[str, str]:
    """Give a caller's terms and their address; one's own stand for both."""
    own = access.licence_terms, access.licence_url
    return own if any(own) else (settings.LICENCE_TERMS, settings.LICENCE_URL)
