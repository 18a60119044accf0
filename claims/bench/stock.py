"""What a stock site would serve: a view set with nested serializers on the desk."""

from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ModelViewSet

from claims.documents.claims import CitationDocument, ClaimContent
from claims.models import Claim, Stage


class StockClaim(ClaimContent):
    """The public content of a claim, rendered anew for each answer."""

    id = serializers.UUIDField()
    citations = CitationDocument(many=True)  # type: ignore[assignment]


class StockCursor(CursorPagination):
    """Pages as the API has them: fifty, newest first, and no count."""

    page_size = 50
    ordering = "-id"


class StockClaims(ModelViewSet):
    """The published claims, with everything they need fetched beforehand."""

    queryset = Claim.objects.with_document().filter(stage=Stage.PUBLISHED)
    serializer_class = StockClaim
    pagination_class = StockCursor
    authentication_classes = []
    permission_classes = [AllowAny]
