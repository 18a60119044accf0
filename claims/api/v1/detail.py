"""``/claims/<id>/``: one claim, as it is public now or was at another time."""

import uuid

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from claims.api.parameters import read_parameters
from claims.api.stored import etag_of, stored
from claims.api.views import ADMITTED, RecordView, reads
from claims.documents import ClaimDocument, TombstoneDocument, address
from claims.documents.sparse import members_kept, sparse
from claims.models import Version

from .claims import SPARSE, long_members, members
from .examples import CLAIM, MERGED, NOT_FOUND, WITHDRAWN
from .filters import FILTERS, as_of
from .standing import Gone, if_it_stands

AS_OF = OpenApiParameter(
    "as_of", FILTERS["as_of"].schema, description=FILTERS["as_of"].description
)
LINK = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    response=ADMITTED,
    description="The same claim as schema.org ClaimReview, as “alternate” (RFC 8288); "
    "with “as_of” what stands now, as “latest-version” (RFC 5829); and where the terms "
    "stand on which this is read, as “license”.",
)


class ClaimDetail(RecordView):
    """One claim as it is public now, or was."""

    @reads(
        "claims_read",
        ClaimDocument,
        gone=Gone,
        moved=TombstoneDocument,
        parameters=[AS_OF, *SPARSE, LINK],
        examples=[CLAIM, MERGED, NOT_FOUND, WITHDRAWN],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a claim's current version; a withdrawn claim is 410 with its note.

        With “as_of” it is the version that stood then. A claim that was merged into
        another leads there by 301: a client that follows gets the document of the
        other, under the other's id.
        """
        given = read_parameters(
            request, as_of=as_of, fields=members, expand=long_members
        )
        then = given.get("as_of")
        kept = members_kept(given.get("fields"), given.get("expand"))

        def answer(version: Version) -> HttpResponse:
            whole = f'"{version.digest}"'
            return stored(
                request,
                whole if kept is None else etag_of([version.digest, *sorted(kept)]),
                sparse(version.document, kept),
                links=f'<{address(id, "claimreview")}>; rel="alternate"; '
                'type="application/ld+json"'
                if then is None
                else f'<{address(id)}>; rel="latest-version"',
            )

        return if_it_stands(request, id, answer, as_of=then)
