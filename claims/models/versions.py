"""Versions: what was said of one claim, to those who may see it.

A version is seen by those who may see what it says (a withdrawal: what it took back)
and also what the claim says now, or said last. So a claim that was moved to a topic
is gone for those who may not see that topic, with every version it ever had.
"""

import uuid

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import In

from .allowed import ALL, Allowed
from .finding import Moment
from .record import Entry, EntryQuerySet, PublishedClaim, Version


def versions_of(claim_id: uuid.UUID, allowed: Allowed = ALL) -> EntryQuerySet:
    """Give the versions of a claim that may be seen, newest first."""
    entries = Entry.objects.of_claim(claim_id)
    if allowed.is_all:
        return entries
    said = PublishedClaim.objects.filter(entry__claim_id=claim_id)
    until_then = said.filter(entry__version__lte=OuterRef("version"))
    return entries.filter(lets(allowed, said), lets(allowed, until_then))


def lets(allowed: Allowed, said: QuerySet[PublishedClaim]) -> Q:
    """Say in SQL that the newest of what was said may be seen."""
    newest = said.order_by("-entry__version")
    condition = Q()
    if allowed.topics:
        topic = Subquery(newest.values("topic_id")[:1])
        condition &= Q(In(topic, list(allowed.topics)))
    if allowed.languages:
        language = Subquery(newest.values("language")[:1])
        condition &= Q(In(language, list(allowed.languages)))
    return condition


def version_of(
    claim_id: uuid.UUID,
    *,
    number: int | None = None,
    as_of: Moment | None = None,
    allowed: Allowed = ALL,
) -> Version | None:
    """Read one version of a claim: by number, as of a moment, or the latest."""
    entries = versions_of(claim_id, allowed)
    if number is not None:
        entries = entries.filter(version=number)
    if as_of is not None:
        # What stood then, whether or not it may be seen: never one before it.
        until = Entry.objects.of_claim(claim_id).filter(sequence__lte=as_of.sequence)
        entries = entries.filter(version=Subquery(until.values("version")[:1]))
    row = entries.values_list(*Version._fields).first()
    return row and Version(*row)
