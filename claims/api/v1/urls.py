"""Addresses of version 1."""

from django.urls import include, path

from .changes import ChangeList
from .claims import ClaimDetail, ClaimList
from .licence import LicenceDetail
from .problems import ProblemDetail, ProblemList
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
    path("topics/", TopicList.as_view(), name="topic-list"),
    path("changes/", ChangeList.as_view(), name="change-list"),
    path("licence/", LicenceDetail.as_view(), name="licence"),
    path("problems/", ProblemList.as_view(), name="problem-list"),
    path("problems/<slug:name>/", ProblemDetail.as_view(), name="problem-detail"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("desk/", include("claims.api.v1.desk.urls")),
]
