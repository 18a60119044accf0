"""One item of JSON-LD as the reviews in it."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from .values import (
    DEEPEST,
    Found,
    Named,
    UnreadableError,
    date_of,
    listed,
    objects_in,
    prose_of,
    text_of,
    types_of,
)

TEXT_LENGTH, LABEL_LENGTH, SUMMARY_LENGTH = 2000, 4000, 1000
BODY_LENGTH, NAME_LENGTH, URL_LENGTH = 50_000, 200, 2048
UNKNOWN_LANGUAGE = "und"

URL = re.compile(r"https?://[^\s/?#]+\S*")
SCHEME = re.compile(r"[a-z]+://", re.IGNORECASE)
LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
# What a review is inside of, in dumps and pages.
AROUND = (
    "item",
    "dataFeedElement",
    "@graph",
    "itemListElement",
    "mainEntity",
    "review",
)


def claim_reviews_in(value: Any) -> Iterator[dict[str, Any]]:
    """Find the ClaimReviews in a value, in what may be around them."""
    waiting = [(value, 0)]
    while waiting:
        each, depth = waiting.pop()
        for item in objects_in(each):
            if "ClaimReview" in types_of(item):
                yield item
            elif depth < DEEPEST:
                inner = [(item[key], depth + 1) for key in AROUND if key in item]
                waiting += reversed(inner)


def read_item(item: dict[str, Any]) -> tuple[Found, tuple[str, ...]]:
    """Read a ClaimReview, and say what of it was left out.

    Raises ``UnreadableError`` where claim, rating or address cannot be kept.
    """
    problems: list[str] = []

    def optional(name: str, read: Callable[[Any], Any], value: Any) -> Any:
        try:
            return read(value)
        except UnreadableError as error:
            problems.append(f"{name}: {error}; left out")
            return read(None)

    reviewed = next(objects_in(item.get("itemReviewed")), {})
    claimant = reviewed.get("author") or reviewed.get("creator")
    summary, body = explanation(item)
    label, odd = rating(item.get("reviewRating"))
    problems += odd
    found = Found(
        text=needed("claimReviewed", prose_of(item.get("claimReviewed")), TEXT_LENGTH),
        url=address(item),
        label=needed("reviewRating", label, LABEL_LENGTH),
        publisher=optional(
            "author", named, item.get("author") or item.get("publisher")
        ),
        claimant=optional("itemReviewed.author", named, claimant),
        claimed=optional("itemReviewed.datePublished", date_of, made_on(reviewed)),
        language=optional("inLanguage", language, item.get("inLanguage")),
        reviewed=optional("datePublished", date_of, item.get("datePublished")),
        summary=summary,
        body=body,
    )
    return found, tuple(problems)


def needed(name: str, text: str, most: int) -> str:
    """Refuse a text that is missing or longer than its column."""
    if not text:
        raise UnreadableError(f"{name} is missing")
    if len(text) > most:
        raise UnreadableError(f"{name} is longer than {most} characters")
    return text


def address(item: dict[str, Any]) -> str:
    """Give where the review stands."""
    entity = item.get("url") or item.get("mainEntityOfPage") or item.get("@id")
    url = address_of(needed("url", text_of(entity), URL_LENGTH))
    if not is_address(url):
        raise UnreadableError(f"url is no web address: {url[:80]!r}")
    return url


def address_of(text: str) -> str:
    """Write the scheme of an address in small letters, as the desk keeps it."""
    found = SCHEME.match(text)
    return found[0].lower() + text[found.end() :] if found else text


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web with a host."""
    try:
        is_web = len(text) <= URL_LENGTH and URL.fullmatch(text)
        return bool(is_web and urlsplit(text).hostname)
    except ValueError:
        return False


def named(value: Any) -> Named | None:
    """Give the first who is named; of one with an address alone, its host."""
    for each in listed(value):
        item = next(objects_in(each), {})
        name = text_of(item.get("name") if item else each)
        known = [*listed(item.get("url")), *listed(item.get("sameAs"))]
        addresses = (address_of(text_of(each)) for each in known)
        site = next(filter(is_address, addresses), "")
        name = name or (urlsplit(site).hostname or "").removeprefix("www.")
        if len(name) > NAME_LENGTH:
            raise UnreadableError(f"the name is longer than {NAME_LENGTH} characters")
        if name:
            return Named(name, "Person" in types_of(item), site)
    return None


def made_on(reviewed: dict[str, Any]) -> Any:
    """Give when the claim was made; older pages put it on the work it was made in."""
    seen = next(objects_in(reviewed.get("firstAppearance")), {})
    return reviewed.get("datePublished") or seen.get("datePublished")


def language(value: Any) -> str:
    """Give a language tag; of what is none, that it is not known."""
    item = next(objects_in(value), {})
    said = text_of(item.get("alternateName") or item.get("name") if item else value)
    if not said:
        return UNKNOWN_LANGUAGE
    found = LANGUAGE.fullmatch(said)
    if not found or len(said) > 35:
        raise UnreadableError(f"{said[:40]!r} is no language tag")
    return found[1].lower() + found[2].replace("_", "-")


def rating(value: Any) -> tuple[str, list[str]]:
    """Give the publisher's own words for the rating, of numbers where there are none."""
    item = next(objects_in(value), {})
    if not item:
        return prose_of(value), []
    keys = ("alternateName", "name", "@value")
    words = next(filter(None, (prose_of(item.get(key)) for key in keys)), "")
    value, best, worst = (
        text_of(item.get(key)) for key in ("ratingValue", "bestRating", "worstRating")
    )
    numbers = [number(each) for each in (worst, value, best)]
    odd = []
    known = [each for each in numbers if each is not None]
    if known != sorted(known):
        odd.append(f"reviewRating: {value} is not between {worst} and {best}")
    if not words and value:
        words = f"{value}/{best}" if best else value
    return words, odd


def number(text: str) -> float | None:
    """Read a number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def explanation(item: dict[str, Any]) -> tuple[str, str]:
    """Give the finding in short and at length; a long one is no summary."""
    said = next(objects_in(item.get("reviewRating")), {}).get("ratingExplanation")
    summary = prose_of(said) or prose_of(item.get("description"))
    body = prose_of(item.get("reviewBody"))
    if len(summary) > SUMMARY_LENGTH:
        summary, body = "", f"{summary}\n\n{body}".strip()
    if len(body) > BODY_LENGTH:
        raise UnreadableError(f"reviewBody is longer than {BODY_LENGTH} characters")
    return summary, body
