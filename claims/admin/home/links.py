"""Where the home page leads to: one table, by the name of what is listed."""

import datetime
from collections.abc import Callable

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from claims.models import (
    Claim,
    Comment,
    Review,
    ReviewState,
    Stage,
    Submission,
    SubmissionState,
)
from claims.models.claims import UNFINISHED

ASSIGN = "claims.assign_claim"

Filter = Callable[[User, datetime.date], dict[str, str | int]]

LISTS: dict[str, tuple[type[models.Model], Filter]] = {
    "assigned": (
        Claim,
        lambda by, today: {
            "assignee__id__exact": by.pk,
            "stage__in": ",".join(UNFINISHED),
        },
    ),
    "submitted": (
        Review,
        lambda by, today: {"state__exact": ReviewState.SUBMITTED.value},
    ),
    "returned": (
        Review,
        lambda by, today: {
            "state__exact": ReviewState.RETURNED.value,
            "author__id__exact": by.pk,
        },
    ),
    "overdue": (
        Claim,
        lambda by, today: {
            "marked": "overdue",
            # Who hands out the work sees everybody's.
            **({} if by.has_perm(ASSIGN) else {"assignee__id__exact": by.pk}),
        },
    ),
    "recheck": (Claim, lambda by, today: {"marked": "recheck"}),
    "changed": (Claim, lambda by, today: {"marked": "differs"}),
    "calling": (
        Comment,
        lambda by, today: {"mentions__id__exact": by.pk, "resolved_at__isnull": 1},
    ),
    "submissions": (
        Submission,
        lambda by, today: {"state__exact": SubmissionState.RECEIVED.value},
    ),
    "drafts": (Claim, lambda by, today: {"stage__exact": Stage.DRAFT.value}),
    "published": (Claim, lambda by, today: {"stage__exact": Stage.PUBLISHED.value}),
}


def list_of(name: str, by: User, today: datetime.date) -> str:
    """Give the address of a full list, as a person sees it on a day."""
    model, values = LISTS[name]
    return f"{_page(model, 'changelist')}?{urlencode(values(by, today))}"


def page_of(row: models.Model) -> str:
    """Give the address of a row's page."""
    return _page(type(row), "change", row.pk)


def _page(model: type[models.Model], page: str, *keys: object) -> str:
    return reverse(
        f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=keys
    )
