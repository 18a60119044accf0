"""``/webhooks/<id>/deliveries/``: what was sent, and having it sent again."""

import uuid
from http import HTTPStatus
from typing import Any

import rfc8785
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import pages
from claims.api.fields import read_fields
from claims.api.idempotency import idempotent
from claims.api.parameters import read_parameters, truth
from claims.api.stored import PRIVATE, etag_of, stored
from claims.api.views import PAGING, reads
from claims.api.writing import keyed
from claims.documents.webhooks import DeliveryDocument, delivery_document
from claims.services.webhooks import replay, request_resend

from .examples import DELIVERIES
from .webhooks import WebhookView, writes

DELIVERED = OpenApiParameter(
    "delivered", bool, description="Only those acknowledged, or only those that failed."
)


class DeliveryPage(serializers.Serializer):
    """A page of what was sent in the last 30 days, newest first."""

    next = serializers.URLField(
        allow_null=True, help_text="The page after this one, null at the end."
    )
    results = DeliveryDocument(many=True)


class ReplayBody(serializers.Serializer):
    """From where on an endpoint is told again."""

    after = serializers.IntegerField(
        min_value=0, help_text="The sequence after which all is told again; 0 for all."
    )


class Deliveries(WebhookView):
    """What was sent to an endpoint."""

    @keyed
    @reads(
        "webhooks_deliveries_list",
        DeliveryPage,
        parameters=[DELIVERED, *PAGING],
        examples=[DELIVERIES],
    )
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """List what was sent and what came of it, newest first; kept for 30 days."""
        attempts = self.webhook(id).attempts.order_by("-id")
        given = read_parameters(
            request, cursor=pages.key_of, page_size=pages.page_size, delivered=truth
        )
        size = given.get("page_size", pages.DEFAULT_SIZE)
        if "delivered" in given:
            attempts = attempts.filter(is_delivered=given["delivered"])
        if "cursor" in given:
            attempts = attempts.filter(pk__lt=given["cursor"])
        rows, following = pages.read_page(request, attempts, size)
        documents = [delivery_document(row) for row in rows]
        body = rfc8785.dumps({"next": following, "results": documents})
        return stored(request, etag_of([body.decode()]), body, cache=PRIVATE)


class Resend(WebhookView):
    """Sending one entry again."""

    @writes("webhooks_deliveries_resend", None, code=HTTPStatus.ACCEPTED)
    @idempotent
    def post(self, request: Request, id: uuid.UUID, sequence: int) -> HttpResponse:  # noqa: A002
        """Have the endpoint told of an entry again; one that waits is tried now."""
        read_parameters(request)
        access: Any = request.auth
        webhook = self.webhook(id)
        request_resend(webhook, sequence=sequence, by=access.key)
        return HttpResponse(status=HTTPStatus.ACCEPTED)


class Replay(WebhookView):
    """Sending again all from somewhere on."""

    @writes("webhooks_replay", None, code=HTTPStatus.ACCEPTED, body=ReplayBody)
    @idempotent
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Have the endpoint told again of all after an entry, in order."""
        read_parameters(request)
        access: Any = request.auth
        webhook = self.webhook(id)
        after = read_fields(ReplayBody, request.data)["after"]
        replay(webhook, after=after, by=access.key)
        return HttpResponse(status=HTTPStatus.ACCEPTED)
