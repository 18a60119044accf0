"""Finding the source that a link or a citation text is of, and citing it at once."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import MD5

from claims.addresses import NotAnAddressError, addresses_in, canonical
from claims.edtf import MONTHS
from claims.models import Agent, Citation, Claim, Source, SourceKind

from .citations import cite_source
from .rows import record_row

TITLE = re.compile(
    r"“([^”]{3,500})”|\"([^\"]{3,500})\"|«([^»]{3,500})»|„([^“”]{3,500})[“”]"
)
DAY = re.compile(r"\b((?:18|19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?\b")
WORDED = re.compile(
    rf"\b(?:(0?[1-9]|[12]\d|3[01]) )?({'|'.join(MONTHS)}),? ((?:18|19|20)\d\d)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Cited(NamedTuple):
    """A citation, and whether its source was known before."""

    citation: Citation
    was_known: bool


def cite_by_address(
    claim: Claim,
    text: str,
    *,
    by: User,
    source: dict[str, Any] | None = None,
    **values: Any,
) -> Cited:
    """Cite the source that a link or citation is of; ``source`` describes a new one.

    One that is known is taken, whatever ``source`` says. Raises ``ValidationError``
    keyed by ``text`` when it is not known and nothing describes it. Locks the claim.
    """
    with transaction.atomic():
        known = known_source(text)
        if known is None and source is None:
            raise ValidationError(
                {"text": "No source of this is known yet: describe it as a new one."},
                code="unknown",
            )
        cited = known or record_row(Source(), by=by, **(source or {}))
        citation = cite_source(claim, cited, by=by, **values)
    return Cited(citation, was_known=known is not None)


def known_source(text: str) -> Source | None:
    """Find the source of a link, DOI or ISBN, or else of a title with its publisher."""
    keys = list(keys_in(text))
    for key in keys:
        found = Source.objects.at_address(key).first() or _merged_at(key)
        if found:
            return found
    title = title_in(text)
    if not title:
        return None
    publisher = publisher_of(keys)
    for source in Source.objects.filter(title__iexact=title).select_related(
        "publisher"
    ):
        named = source.publisher
        if named is None or named == publisher or _calls(text, named.name):
            return source
    return None


def told_by(text: str) -> dict[str, Any]:
    """Say what a link or citation tells of its source, for a form to start from."""
    addresses = list(addresses_in(text))
    publisher = publisher_of(keys_in(text))
    told = {
        "kind": SourceKind.ARTICLE,
        "title": title_in(text),
        "publisher": publisher,
        "url": addresses[0] if addresses else "",
        "published": date_in(ADDRESS.sub(" ", text)),
    }
    return {name: value for name, value in told.items() if value}


def keys_in(text: str) -> Iterator[str]:
    """Give the canonical addresses that a text names."""
    for address in addresses_in(text):
        try:
            yield canonical(address)
        except NotAnAddressError:
            continue


def title_in(text: str) -> str:
    """Give the first words in quote marks."""
    found = TITLE.search(text)
    return next(filter(None, found.groups())).strip(" ,.") if found else ""


def date_in(text: str) -> str:
    """Give the first date as EDTF: a day, a month, or a year."""
    if found := DAY.search(text):
        return found[0]
    if found := WORDED.search(text):
        day, month, year = found.groups()
        number = MONTHS.index(month.capitalize()) + 1
        return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
    found = YEAR.search(text)
    return found[0] if found else ""


def publisher_of(keys: Iterable[str]) -> Agent | None:
    """Find whose site an address is of: an agent's own, or that of an earlier source."""
    for key in keys:
        host = urlsplit(key).netloc
        bare = host.removeprefix("www.")
        homes = [
            MD5(Value(f"{scheme}://{www}{bare}{end}"))
            for scheme in ("https", "http")
            for www in ("", "www.")
            for end in ("", "/")
        ]
        agent = Agent.objects.alias(home=MD5("site")).filter(home__in=homes).first()
        if agent:
            return agent
        earlier = Source.objects.on_host(host).exclude(publisher=None)
        found = earlier.select_related("publisher").order_by("-id").first()
        if found:
            return found.publisher
    return None


def _merged_at(key: str) -> Source | None:
    merged = Source.with_merged.filter(canonical_url=key).exclude(merged_into=None)
    hashed = merged.alias(hashed=MD5("canonical_url")).filter(hashed=MD5(Value(key)))
    found = hashed.order_by("id").first()
    return Source.with_merged.standing_for(found) if found else None


def _calls(text: str, name: str) -> bool:
    return name.casefold() in text.casefold()
