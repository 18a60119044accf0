"""A claim and its reviews as Google's Fact Check Tools API tells them (v1alpha1).

Made from the stored document of a version. What that API has no field for is left
out: the number of a rating, its explanation, the sources. A review has no title here,
so the sentences that sum it up stand in its place. A date that is no single day is
left out rather than told as more exact than it is.
"""

import re
from typing import NamedTuple

from django.conf import settings

from .claim_reviews import Document, host, known

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REGION = re.compile(r"[a-z]{2}|[0-9]{3}")


class Chosen(NamedTuple):
    """Which reviews are asked for: of a site, in a language; empty is every one."""

    site: str = ""
    language: str = ""

    @property
    def term(self) -> str:
        """The value that the record finds claims with such a review by."""
        return f"{self.site}|{language_of(self.language)}"

    def has(self, document: Document, review: Document) -> bool:
        """Tell whether a review is one of them."""
        asked = language_of(self.language)
        written = language_of(review["language"])
        return self.site in ("", host(address(document, review))) and (
            asked in ("", written) or written.startswith(f"{asked}-")
        )


def fact_check(document: Document, chosen: Chosen) -> Document:
    """Tell a claim with those of its reviews that are asked for."""
    claimant = document["claimant"]
    return known(
        {
            "text": document["text"],
            "claimant": claimant and claimant["name"],
            "claimDate": midnight(document["claimed"]),
            "claimReview": [
                claim_review(document, review)
                for review in document["reviews"]
                if chosen.has(document, review)
            ],
        }
    )


def claim_review(document: Document, review: Document) -> Document:
    """Tell one review; what is not known is left out."""
    ours = review["publisher"] is None
    url = address(document, review)
    return known(
        {
            "publisher": {
                "name": settings.NEWSROOM_NAME if ours else review["publisher"]["name"],
                "site": host(url),
            },
            "url": url,
            "title": review["summary"],
            "reviewDate": midnight(review["reviewed"]) or review["approved_at"],
            "textualRating": review["verdict"]["label"] if ours else review["label"],
            "languageCode": review["language"],
        }
    )


def address(document: Document, review: Document) -> str:
    """Give the address of a review: ours stands with the claim if nowhere else."""
    url: str = review["url"] or document["url"]
    return url


def midnight(date: Document | None) -> str:
    """Write a day as a time in UTC (RFC 3339), ``""`` for what is no single day."""
    if date is None or not DAY.fullmatch(date["edtf"]):
        return ""
    return f"{date['edtf']}T00:00:00Z"


def language_of(tag: str) -> str:
    """Give a language tag without the region, which is not considered."""
    first, *others = tag.lower().split("-")
    return "-".join([first, *(each for each in others if not REGION.fullmatch(each))])
