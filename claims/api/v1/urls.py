"""Addresses of version 1."""

from django.urls import path

from .claims import ClaimDetail, ClaimList
from .deliveries import Deliveries, Replay, Resend
from .licence import LicenceDetail
from .schema import Docs, Schema
from .topics import TopicList
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
    path("topics/", TopicList.as_view(), name="topic-list"),
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
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
]
