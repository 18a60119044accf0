"""``/claims/<id>/claimreview/``: a claim's reviews as schema.org ClaimReview."""

import json
import uuid
from typing import Any

import rfc8785
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import RecordView, reads
from claims.documents import TombstoneDocument
from claims.documents.claim_reviews import CONTEXT, graph_of
from claims.models import Version

from .examples import CLAIM_REVIEW, CLAIM_REVIEW_LD, MERGED, NOT_FOUND, WITHDRAWN
from .standing import Gone, if_it_stands


def typed(name: str, *required: str, **properties: Any) -> dict[str, Any]:
    """Describe an object of schema.org in the contract; it may have more to it."""
    return {
        "type": "object",
        "required": ["@type", *required],
        "properties": {"@type": {"type": "string", "const": name}, **properties},
    }


TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
ADDRESS = {"type": "string", "format": "uri"}
THING = {"type": "object", "required": ["@type"]}

CLAIM_REVIEW_SCHEMA = typed(
    "ClaimReview",
    "identifier",
    "url",
    "claimReviewed",
    "author",
    "reviewRating",
    "itemReviewed",
    identifier={"type": "string", "format": "uuid"},
    url=ADDRESS,
    claimReviewed=TEXT,
    inLanguage=TEXT,
    datePublished=TEXT,
    author=THING,
    reviewRating=typed(
        "Rating",
        "alternateName",
        alternateName=TEXT,
        ratingExplanation=TEXT,
        ratingValue=NUMBER,
        bestRating=NUMBER,
        worstRating=NUMBER,
    ),
    itemReviewed=typed(
        "Claim",
        author=THING,
        datePublished=TEXT,
        firstAppearance=THING,
        appearance={"type": "array", "items": THING},
    ),
)
GRAPH = {
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"type": "string", "const": CONTEXT},
        "@graph": {"type": "array", "items": CLAIM_REVIEW_SCHEMA},
    },
    "additionalProperties": False,
}


class JsonLdRenderer(JSONRenderer):
    """JSON-LD, to those who take it."""

    media_type = "application/ld+json"
    format = "jsonld"


class ClaimReviews(RecordView):
    """The reviews of one claim, for tools that read ClaimReview."""

    renderer_classes = [JsonLdRenderer, JSONRenderer]

    @reads(
        "claims_claimreview_read",
        GRAPH,
        gone=Gone,
        moved=TombstoneDocument,
        examples=[CLAIM_REVIEW, CLAIM_REVIEW_LD, MERGED, NOT_FOUND, WITHDRAWN],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read the reviews of a claim as JSON-LD (schema.org ClaimReview).

        Ours first, then those of other publishers as theirs, with their address and
        their own words. A verdict off the scale has words and no number.
        """
        read_parameters(request)
        media_type = request.accepted_renderer.media_type

        def answer(version: Version) -> HttpResponse:
            body = rfc8785.dumps(graph_of(json.loads(bytes(version.document))))
            return stored(
                request,
                etag_of([media_type, body.decode()]),
                body,
                content_type=media_type,
            )

        return if_it_stands(request, id, answer, below="claimreview/")
