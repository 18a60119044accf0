"""Which pages of the desk are measured: home, lists, searches, and a claim's own."""

import datetime
from random import Random
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.urls import reverse

from claims.models import Claim, ClaimTag

from .seed import SEED
from .world import EDITOR, found_world


class NoClaimsError(Exception):
    """The database holds no claim to open."""


def pages() -> dict[str, str]:
    """Give the address of each page that is measured, by its name."""
    claims = Claim.objects.using("owner").order_by("-pk")
    claim = claims.filter(value__isnull=False).first()
    if claim is None:
        raise NoClaimsError("There are no claims: seed some first.")
    listed = reverse("admin:claims_claim_changelist")
    return {
        "home": reverse("admin:index"),
        "list": listed,
        **{
            name: f"{listed}?{urlencode(query)}"
            for name, query in {**lists(claim, claims), **searches(claim)}.items()
        },
        "one claim": reverse("admin:claims_claim_change", args=[claim.pk]),
    }


def lists(newest: Claim, claims: QuerySet[Claim]) -> dict[str, dict[str, object]]:
    """Give the query strings of filtered and sorted lists and of pages deep in one."""
    oldest = claims.reverse().first() or newest
    tag = ClaimTag.objects.using("owner").filter(claim__in=claims[:500]).first()
    day = oldest.created_at.date()
    deep = Claim.objects.using("owner").order_by("pk")[150:151].first() or oldest
    editor = User.objects.using("owner").get(username=EDITOR)
    return {
        "list, page 200": {"p": 200},
        "list, near its end": {"after": f"_{deep.pk}"},
        "published": {"stage__exact": "published"},
        "drafts": {"stage__exact": "draft"},
        "status": {"status__exact": "disputed"},
        "big topic": {"topic__id__exact": newest.topic_id},
        "claimant": {"claimant__id__exact": newest.claimant_id or ""},
        "assigned": {"assignee__id__exact": "me"},
        "assigned, none": {"assignee__id__exact": editor.pk},
        "tag": {"tags__id__exact": tag.tag_id if tag else ""},
        "language": {"language__exact": oldest.language},
        "differs": {"marked": "differs"},
        "conflict": {"marked": "conflict"},
        "to re-check": {"marked": "recheck"},
        "first days": {
            "recorded_from": day,
            "recorded_to": day + datetime.timedelta(3),
        },
        "said in a month": {
            "claimed_from": "2020-11-01",
            "claimed_to": "2020-11-30",
        },
        "by due date": {"o": "8"},
        "by due date, last": {"o": "-8"},
        "topic and status": {
            "topic__id__exact": newest.topic_id,
            "status__exact": "refuted",
            "language__exact": newest.language,
        },
        "with counts": {"_facets": "True"},
    }


def searches(claim: Claim) -> dict[str, dict[str, object]]:
    """Give the query strings of searches, from the commonest word to the rarest."""
    said = found_world(Random(SEED)).speech["en"].words  # noqa: S311 - no secret
    return {
        "search, common word": {"q": said[0]},
        "search, usual word": {"q": said[60]},
        "search, rare word": {"q": said[3500]},
        "search, several": {"q": f"{said[2]} {said[9]} -{said[25]}"},
        "search, phrase": {"q": f'"{" ".join(claim.text.split()[:3])}"'},
        "search, number": {"q": f"{claim.value.normalize() if claim.value else 0:,f}"},
        "search, topic": {"q": claim.topic.name},
        "search in a topic": {"q": said[0], "topic__id__exact": claim.topic_id},
    }
