"""Addresses of version 1."""

from django.urls import path

from .citations import CitationList
from .claim_reviews import ClaimReviews
from .claims import ClaimList
from .detail import ClaimDetail
from .diffs import VersionDiff
from .licence import LicenceDetail
from .schema import Docs, Schema
from .topics import TopicList
from .versions import VersionDetail, VersionList

app_name = "v1"

urlpatterns = [
    path("claims/", ClaimList.as_view(), name="claim-list"),
    path("claims/<uuid:id>/", ClaimDetail.as_view(), name="claim-detail"),
    path("claims/<uuid:id>/versions/", VersionList.as_view(), name="version-list"),
    path(
        "claims/<uuid:id>/versions/<int:version>/",
        VersionDetail.as_view(),
        name="version-detail",
    ),
    path(
        "claims/<uuid:id>/versions/<int:version>/diff/<int:other>/",
        VersionDiff.as_view(),
        name="version-diff",
    ),
    path("claims/<uuid:id>/claimreview/", ClaimReviews.as_view(), name="claim-reviews"),
    path("claims/<uuid:id>/citations/", CitationList.as_view(), name="citation-list"),
    path("topics/", TopicList.as_view(), name="topic-list"),
    path("licence/", LicenceDetail.as_view(), name="licence"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
]
