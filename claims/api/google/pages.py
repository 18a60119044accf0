"""``/v1alpha1/pages``: reviews at the desk, as pages of fact checks.

For a person's own tools, with their token, through the services of the desk and with
the rights that the person has. A review of ours begins as a draft and goes its way at
the desk; a review is never removed, here neither.
"""

import uuid
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework.request import Request

from claims.api.errors import faults_of
from claims.api.parameters import ParameterError
from claims.api.v1.desk.members import uuid_in
from claims.api.v1.desk.refusals import RefusedError, not_taken, refusals
from claims.api.v1.desk.views import DeskView
from claims.models import Review
from claims.services.reviews import draft_review, record_review, revise_review

from .errors import not_supported
from .markups import (
    NOT_KEPT,
    PageBody,
    claim_of,
    not_kept,
    page_of,
    publisher_of,
    values_of,
)
from .parameters import DEFAULT_SIZE, page_size, read_known, site, skipped

ONE_OF_BOTH = "Give url or organization, not both."
NEVER_REMOVED = "Removing a review is not supported: withdraw its claim at the desk."
NO_VERSION = "Give the versionId of the page as you read it."
ACTIONS = {"GET": "view", "POST": "add", "PUT": "change", "DELETE": "change"}


def key(text: str) -> uuid.UUID:
    """Read the token of a page, which is the key of its last review."""
    if found := uuid_in(text):
        return found
    raise ValueError("This is not a token of ours: take it from “nextPageToken”.")


class ReviewView(DeskView):
    """What the views of pages share."""

    schema: Any = None

    def permission(self, method: str) -> str:
        return f"{ACTIONS.get(method, 'view')}_review"

    def body(self, request: Request) -> dict[str, Any]:
        """Read the page that was sent."""
        body = PageBody(data=request.data)
        if not body.is_valid():
            raise not_taken(faults_of(body.errors))
        return dict(body.validated_data)

    def settled(self, request: Request, review: Review) -> HttpResponse:
        """Tell a review that was written, or refuse what was sent and is not kept."""
        told = page_of(reviews().get(pk=review.pk))
        sent = {**dict(request.data), "name": "", "versionId": ""}
        if faults := list(not_kept(sent, told)):
            raise not_taken(
                {"pointer": each.replace(".", "/"), "detail": NOT_KEPT}
                for each in faults
            )
        return JsonResponse(told)


class PageList(ReviewView):
    """The reviews of the desk."""

    def get(self, request: Request) -> HttpResponse:
        """List reviews, newest first: that of an address, those of a site, or all."""
        given = read_known(
            request,
            {
                "url": str,
                "organization": site,
                "pageSize": page_size,
                "pageToken": key,
                "offset": skipped,
            },
        )
        if {"url", "organization"} <= given.keys():
            raise ParameterError({"url": ONE_OF_BOTH})
        size = given.get("pageSize", DEFAULT_SIZE)
        rows = reviews().order_by("-pk")
        if "url" in given:
            at_anchor = Q(url__startswith=f"{given['url']}#")
            rows, size = rows.filter(Q(url=given["url"]) | at_anchor), 1
        if "organization" in given:
            rows = rows.filter(of_site(given["organization"]))
        start = given.get("offset", 0)
        if "pageToken" in given:
            rows, start = rows.filter(pk__lt=given["pageToken"]), 0
        found = list(rows[start : start + size + 1])
        told: dict[str, Any] = {}
        if found:
            told["claimReviewMarkupPages"] = [page_of(each) for each in found[:size]]
        if len(found) > size and "url" not in given:
            told["nextPageToken"] = str(found[size - 1].pk)
        return JsonResponse(told)

    def post(self, request: Request) -> HttpResponse:
        """Draft a review of ours, or write down another publisher's.

        It is of a claim that is at the desk already, found by its text, and of a
        publisher who is.
        """
        sent = self.body(request)
        try:
            publisher, claim = publisher_of(sent), claim_of(sent)
            values = values_of(sent, publisher)
        except ValueError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, str(error)) from error
        with refusals(), transaction.atomic():
            if publisher is None:
                review = draft_review(claim, by=self.by, **values)
            else:
                review = record_review(claim, publisher, by=self.by, **values)
            return self.settled(request, review)


class PageDetail(ReviewView):
    """One review of the desk."""

    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Read a review."""
        return JsonResponse(page_of(self.review(id)))

    def put(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Change a review of ours that is a draft or was returned, as a whole.

        ``versionId`` says which state of it was read: it must still be in that.
        """
        review = self.review(id)
        sent = self.body(request)
        if not sent["versionId"].isdecimal():
            raise RefusedError(HTTPStatus.BAD_REQUEST, NO_VERSION)
        try:
            values = values_of(sent, review.publisher)
        except ValueError as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, str(error)) from error
        values.pop("label", None)
        with refusals(), transaction.atomic():
            revision = int(sent["versionId"][:18])
            revise_review(review, revision=revision, by=self.by, **values)
            return self.settled(request, review)

    def delete(self, request: Request, id: uuid.UUID) -> HttpResponse:  # noqa: A002
        """Say that a review stays."""
        self.review(id)
        return not_supported(NEVER_REMOVED)

    def review(self, key: uuid.UUID) -> Review:
        """Find the review of the address."""
        if found := reviews().filter(pk=key).first():
            return found
        raise Http404


def reviews() -> QuerySet[Review]:
    """Give the reviews with all that a page tells of them."""
    related = Review.objects.select_related("publisher", "verdict", "claim__claimant")
    return related.prefetch_related("claim__citations__source")


def of_site(name: str) -> Q:
    """Keep the reviews that stand on a site."""
    keep = Q()
    for start in ("https://", "http://", "https://www.", "http://www."):
        keep |= Q(url__istartswith=f"{start}{name}/") | Q(url__iexact=f"{start}{name}")
    return keep
