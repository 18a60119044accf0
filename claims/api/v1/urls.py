"""Addresses of version 1."""

from django.urls import include, path

from .agents import AgentClaims, AgentDetail, AgentList
from .changes import ChangeList
from .citations import CitationList
from .claim_reviews import ClaimReviews
from .claims import ClaimList
from .deliveries import Deliveries, Replay, Resend
from .detail import ClaimDetail
from .diffs import VersionDiff
from .licence import LicenceDetail
from .measures import MeasureClaims, MeasureDetail, MeasureFigureList, MeasureList
from .problems import ProblemDetail, ProblemList
from .schema import Docs, Schema
from .sources import SourceClaims, SourceDetail, SourceList
from .submissions import SubmissionDetail, SubmissionList
from .topics import TopicClaims, TopicDetail, TopicFigures, TopicList
from .versions import VersionDetail, VersionList
from .webhooks import WebhookDetail, Webhooks, WebhookSecret, WebhookTest

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
    path("submissions/", SubmissionList.as_view(), name="submission-list"),
    path(
        "submissions/<uuid:id>/", SubmissionDetail.as_view(), name="submission-detail"
    ),
    path("topics/", TopicList.as_view(), name="topic-list"),
    path("changes/", ChangeList.as_view(), name="change-list"),
    path("topics/<slug:slug>/", TopicDetail.as_view(), name="topic-detail"),
    path("topics/<slug:slug>/claims/", TopicClaims.as_view(), name="topic-claims"),
    path("topics/<slug:slug>/figures/", TopicFigures.as_view(), name="topic-figures"),
    path("measures/", MeasureList.as_view(), name="measure-list"),
    path("measures/<uuid:id>/", MeasureDetail.as_view(), name="measure-detail"),
    path("measures/<uuid:id>/claims/", MeasureClaims.as_view(), name="measure-claims"),
    path(
        "measures/<uuid:id>/figures/",
        MeasureFigureList.as_view(),
        name="measure-figures",
    ),
    path("agents/", AgentList.as_view(), name="agent-list"),
    path("agents/<uuid:id>/", AgentDetail.as_view(), name="agent-detail"),
    path("agents/<uuid:id>/claims/", AgentClaims.as_view(), name="agent-claims"),
    path("sources/", SourceList.as_view(), name="source-list"),
    path("sources/<uuid:id>/", SourceDetail.as_view(), name="source-detail"),
    path("sources/<uuid:id>/claims/", SourceClaims.as_view(), name="source-claims"),
    path("webhooks/", Webhooks.as_view(), name="webhook-list"),
    path("webhooks/<uuid:id>/", WebhookDetail.as_view(), name="webhook-detail"),
    path("webhooks/<uuid:id>/secret/", WebhookSecret.as_view(), name="webhook-secret"),
    path("webhooks/<uuid:id>/test/", WebhookTest.as_view(), name="webhook-test"),
    path("webhooks/<uuid:id>/replay/", Replay.as_view(), name="webhook-replay"),
    path(
        "webhooks/<uuid:id>/deliveries/",
        Deliveries.as_view(),
        name="webhook-deliveries",
    ),
    path(
        "webhooks/<uuid:id>/deliveries/<int:sequence>/resend/",
        Resend.as_view(),
        name="webhook-resend",
    ),
    path("licence/", LicenceDetail.as_view(), name="licence"),
    path("problems/", ProblemList.as_view(), name="problem-list"),
    path("problems/<slug:name>/", ProblemDetail.as_view(), name="problem-detail"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("desk/", include("claims.api.v1.desk.urls")),
]
