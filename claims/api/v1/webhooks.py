"""``/webhooks/``: a partner's own endpoints, and what they are signed with."""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from http import HTTPStatus
from typing import Any

import rfc8785
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework import serializers
from rest_framework.request import Request

from claims.api import errors, idempotency
from claims.api.access import allowed_to
from claims.api.fields import NotTakenProblem, TextField, read_fields
from claims.api.idempotency import idempotent
from claims.api.parameters import read_parameters
from claims.api.stored import PRIVATE, etag_of, stored
from claims.api.views import RecordView, reads
from claims.api.writing import keyed
from claims.documents.webhooks import (
    STATES,
    NewWebhookDocument,
    SecretDocument,
    WebhookDocument,
    webhook_document,
)
from claims.models import (
    EventType,
    NounKind,
    Partner,
    Payload,
    PublishedNoun,
    Scope,
    Topic,
    Webhook,
    WebhookState,
)
from claims.services.base import ConflictError
from claims.services.webhooks import (
    LONGEST_OVERLAP,
    OVERLAP,
    add_webhook,
    change_webhook,
    disable_webhook,
    enable_webhook,
    remove_webhook,
    request_ping,
    rotate_secret,
)

from .examples import NEW_WEBHOOK, SECRET, WEBHOOK, WEBHOOK_LIST, WEBHOOK_SENT

HOUR = datetime.timedelta(hours=1)

LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[201],
    description="The permanent address of the webhook.",
)
CHANGED = "Somebody changed the webhook at the same moment: read it and try again."


class WebhookBody(serializers.Serializer):
    """An endpoint, as a partner wants it; what is left out is as it was, or all."""

    url = TextField(
        required=False, max_length=2048, help_text="Where the messages are to be sent."
    )
    description = TextField(required=False, max_length=200)
    topics = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=200,
        help_text="Topics of /topics/; empty for every one.",
    )
    languages = serializers.ListField(
        child=TextField(max_length=35), required=False, max_length=100
    )
    event_types = serializers.ListField(
        child=serializers.ChoiceField(EventType.values), required=False, min_length=1
    )
    payload = serializers.ChoiceField(Payload.values, required=False)


class WebhookChange(WebhookBody):
    """What is to change of an endpoint; to enable it goes on where it was."""

    state = serializers.ChoiceField(STATES, required=False)


class NewWebhookBody(WebhookBody):
    """An endpoint to be made."""

    url = TextField(max_length=2048, help_text="Where the messages are to be sent.")


class RotationBody(serializers.Serializer):
    """How a new secret takes the place of the one before."""

    overlap_hours = serializers.IntegerField(
        required=False,
        default=OVERLAP // HOUR,
        min_value=0,
        max_value=LONGEST_OVERLAP // HOUR,
        help_text="For how long messages carry both signatures.",
    )


class WebhookList(serializers.Serializer):
    """All of the partner's webhooks, the oldest first."""

    results = WebhookDocument(many=True)


def writes(
    operation_id: str,
    answer: Any,
    *,
    code: int = HTTPStatus.OK,
    body: Any = None,
    once: bool = True,
    missing: bool = True,
    parameters: Sequence[OpenApiParameter] = (),
    examples: Sequence[OpenApiExample] = (),
) -> Callable[[Any], Any]:
    """Describe a writing method in the contract; ``once`` needs an Idempotency-Key."""
    problems: dict[int | str, tuple[Any, str]] = {
        400: (errors.InvalidProblem, "The request, or its JSON, cannot be read."),
        409: (errors.Problem, idempotency.IN_USE if once else CHANGED),
        422: (NotTakenProblem, "A field is unknown, missing or not as it has to be."),
        "default": (errors.Problem, "Any other error."),
    }
    if missing:
        problems[404] = (errors.Problem, "The partner has no such webhook.")
    return extend_schema(
        operation_id=operation_id,
        request=body,
        parameters=[*(idempotency.PARAMETERS if once else ()), *parameters],
        responses={
            int(code): answer or OpenApiResponse(description="It is done."),
            **{
                (number, errors.CONTENT_TYPE): OpenApiResponse(shape, description)
                for number, (shape, description) in problems.items()
            },
        },
        examples=list(examples),
    )


class WebhookView(RecordView):
    """What a partner does with its own endpoints; those of another are not there."""

    scope = Scope.WEBHOOKS

    def partner(self) -> Partner:
        """Give the partner whose key was shown; only partners have the scope."""
        access: Any = self.request.auth
        return access.partner

    def webhook(self, key: uuid.UUID) -> Webhook:
        """Find an endpoint of the partner's own, or raise 404."""
        own = self.partner().webhooks.standing().select_related("cursor", "partner")
        found = own.prefetch_related("topics").filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    def document(self, webhook: Webhook) -> dict[str, Any]:
        """Tell of an endpoint, with those of its topics that the partner may know of."""
        return webhook_document(webhook, topics_seen(self.request, [webhook]))

    def handle_exception(self, exc: Exception) -> Any:
        """Answer what a service refuses with the fields it is about."""
        if isinstance(exc, ConflictError):
            return errors.answer(HTTPStatus.CONFLICT, CHANGED)
        return super().handle_exception(exc)


def topics_seen(request: Request, webhooks: Iterable[Webhook]) -> set[uuid.UUID]:
    """Give those topics of some endpoints that the partner may know of."""
    chosen = {topic.pk for webhook in webhooks for topic in webhook.topics.all()}
    return known_of(request, chosen)


def known_of(request: Request, topics: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Keep the topics that the partner may know of: those of public claims it may see."""
    allowed = allowed_to(request)
    return PublishedNoun.objects.told_of(NounKind.TOPIC, topics, allowed)


def read_values(form: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """Read a body for a service: topics are those that the partner may know of."""
    values = read_fields(form, request.data)
    if "topics" in values:
        topics = set(values["topics"])
        if unknown := topics - known_of(request, topics):
            names = ", ".join(sorted(map(str, unknown)))
            raise ValidationError({"topics": f"There is no topic {names}."})
        values["topics"] = list(Topic.objects.filter(pk__in=values["topics"]))
    return values


def said(
    document: dict[str, Any], *, status: int = 200, **headers: str
) -> HttpResponse:
    """Answer with a document that is nobody else's."""
    return HttpResponse(
        rfc8785.dumps(document),
        "application/json",
        status=status,
        headers={"Cache-Control": PRIVATE, **headers},
    )


class Webhooks(WebhookView):
    """A partner's endpoints."""

    @keyed
    @reads("webhooks_list", WebhookList, missing=False, examples=[WEBHOOK_LIST])
    def get(self, request: Request) -> HttpResponse:
        """List the partner's own webhooks, the oldest first."""
        read_parameters(request)
        own = self.partner().webhooks.standing().select_related("cursor")
        rows = own.prefetch_related("topics").order_by("id")
        seen = topics_seen(request, rows)
        body = rfc8785.dumps({"results": [webhook_document(row, seen) for row in rows]})
        return stored(request, etag_of([body.decode()]), body, cache=PRIVATE)

    @writes(
        "webhooks_create",
        NewWebhookDocument,
        code=HTTPStatus.CREATED,
        body=NewWebhookBody,
        missing=False,
        parameters=[LOCATION],
        examples=[WEBHOOK_SENT, NEW_WEBHOOK],
    )
    @idempotent
    def post(self, request: Request) -> HttpResponse:
        """Add an endpoint: it is told what is published from now on.

        The secret in the answer is shown this once. To be told of what was
        published before, replay from 0.
        """
        read_parameters(request)
        access: Any = request.auth
        values = read_values(NewWebhookBody, request)
        webhook, secret = add_webhook(self.partner(), by=access.key, **values)
        document = {**self.document(self.webhook(webhook.pk)), "secret": secret}
        location = request.build_absolute_uri(f"{request.path}{webhook.pk}/")
        return said(document, status=HTTPStatus.CREATED, Location=location)


class WebhookDetail(WebhookView):
    """One endpoint of a partner's own."""

    @keyed
    @reads("webhooks_read", WebhookDocument, examples=[WEBHOOK])
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a webhook of the partner's own, and how far it has been told."""
        read_parameters(request)
        body = rfc8785.dumps(self.document(self.webhook(id)))
        return stored(request, etag_of([body.decode()]), body, cache=PRIVATE)

    @writes(
        "webhooks_update",
        WebhookDocument,
        body=WebhookChange,
        once=False,
        examples=[WEBHOOK],
    )
    def patch(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Change a webhook, disable it, or enable it again: nothing is left out."""
        read_parameters(request)
        access: Any = request.auth
        webhook = self.webhook(id)
        values = read_values(WebhookChange, request)
        state = values.pop("state", webhook.state)
        turn = enable_webhook if state == WebhookState.ACTIVE else disable_webhook
        with transaction.atomic():
            if values:
                change_webhook(
                    webhook, revision=webhook.revision, by=access.key, **values
                )
            if state != webhook.state:
                turn(webhook, by=access.key)
        return said(self.document(self.webhook(id)))

    @writes("webhooks_delete", None, code=HTTPStatus.NO_CONTENT, once=False)
    def delete(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Take a webhook away for good, with its secrets."""
        read_parameters(request)
        access: Any = request.auth
        remove_webhook(self.webhook(id), by=access.key)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


class WebhookSecret(WebhookView):
    """What messages to an endpoint are signed with."""

    @writes(
        "webhooks_rotate_secret",
        SecretDocument,
        code=HTTPStatus.CREATED,
        body=RotationBody,
        examples=[SECRET],
    )
    @idempotent
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Make a new secret; for a while messages are signed with the one before too."""
        read_parameters(request)
        access: Any = request.auth
        webhook = self.webhook(id)
        hours = read_fields(RotationBody, request.data)["overlap_hours"]
        secret = rotate_secret(webhook, by=access.key, overlap=hours * HOUR)
        return said({"secret": secret}, status=HTTPStatus.CREATED)


class WebhookTest(WebhookView):
    """A test of an endpoint."""

    @writes("webhooks_test", None, code=HTTPStatus.ACCEPTED)
    @idempotent
    def post(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Have a “ping” sent, also where it is disabled; its fate is among deliveries."""
        read_parameters(request)
        access: Any = request.auth
        request_ping(self.webhook(id), by=access.key)
        return HttpResponse(status=HTTPStatus.ACCEPTED)
