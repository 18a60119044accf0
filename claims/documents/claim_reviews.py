"""ClaimReview (schema.org): a claim's reviews as other fact-checkers' tools read them.

Made from the stored document of a version, for the API and for feeds. A review of
another publisher is told as theirs, with their address and their own words; the
numbers of our scale stand with our verdicts alone, and not with one that is off it.
"""

import re
from typing import Any

from django.conf import settings

Document = dict[str, Any]

CONTEXT = "https://schema.org"

# What schema.org calls the kinds of sources.
KINDS = {
    "article": "Article",
    "dataset": "Dataset",
    "post": "SocialMediaPosting",
    "report": "Report",
}
# The dates of EDTF that ISO 8601 writes alike: a day, a month or a year. A season
# looks like a month and is none.
ISO_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
# As the record's projection reads it, which finds claims by the sites of reviews.
HOST = re.compile(r"https?://(?:[^/?#]*@)?(\[[^]]*\]|[^/?#:]+)")


def graph_of(document: Document) -> Document:
    """Give the reviews of a claim's document as JSON-LD, one object a review."""
    return {"@context": CONTEXT, "@graph": claim_reviews(document)}


def feed_item(document: Document) -> Document:
    """Tell the reviews of a claim as an item of a DataFeed, as Data Commons has it."""
    return {
        "@type": "DataFeedItem",
        "dateCreated": document["published_at"],
        "dateModified": document["updated_at"],
        "item": [{"@context": CONTEXT, **review} for review in claim_reviews(document)],
        "url": document["url"],
    }


def claim_reviews(document: Document) -> list[Document]:
    """Tell each review of a claim's document as a ClaimReview, without the context."""
    return [claim_review(document, review) for review in document["reviews"]]


def claim_review(document: Document, review: Document) -> Document:
    """Tell one review of a claim; what is not known is left out."""
    ours = review["publisher"] is None
    url = review["url"] or document["url"]
    return known(
        {
            "@type": "ClaimReview",
            "identifier": review["id"],
            "url": url,
            "claimReviewed": document["text"],
            "inLanguage": review["language"],
            "datePublished": iso_date(review["reviewed"]) or review["approved_at"],
            "author": newsroom() if ours else agent(review["publisher"]),
            "reviewRating": rating(review, ours=ours),
            "itemReviewed": claim(document, reviewer=host(url)),
        }
    )


def newsroom() -> Document:
    """Name the newsroom whose record this is."""
    return {
        "@type": "Organization",
        "name": settings.NEWSROOM_NAME,
        "url": f"{settings.PUBLIC_BASE_URL}/",
    }


def agent(row: Document) -> Document:
    """Tell who made a claim, published or reviewed it."""
    wikidata = row["wikidata"] and f"https://www.wikidata.org/wiki/{row['wikidata']}"
    return known(
        {
            "@type": "Person" if row["kind"] == "person" else "Organization",
            "name": row["name"],
            "url": row["site"],
            "sameAs": [each for each in (row["site"], wikidata) if each],
        }
    )


def rating(review: Document, *, ours: bool) -> Document:
    """Tell the verdict: its words always, its number where ours is on the scale."""
    verdict = review["verdict"]
    told = {
        "@type": "Rating",
        "alternateName": verdict["label"] if ours else review["label"],
        "ratingExplanation": review["summary"],
    }
    if ours and verdict["rating"] is not None:
        told["ratingValue"] = verdict["rating"]
        told["bestRating"] = verdict["best"]
        told["worstRating"] = verdict["worst"]
    return known(told)


def claim(document: Document, *, reviewer: str) -> Document:
    """Tell the claim reviewed: who made it, when, and where it was seen.

    A place on the reviewer's own site is none where the claim comes from.
    """
    seen = [
        each["source"]
        for each in document["citations"]
        if each["role"] == "appearance"
        and each["source"]["url"]
        and host(each["source"]["url"]) != reviewer
    ]
    first = earliest(seen)
    return known(
        {
            "@type": "Claim",
            "author": document["claimant"] and agent(document["claimant"]),
            "datePublished": iso_date(document["claimed"]),
            "firstAppearance": first and work(first),
            "appearance": [work(each) for each in seen if each is not first],
        }
    )


def earliest(sources: list[Document]) -> Document | None:
    """Find the one of several sources that is older than every other for certain."""
    for source in sources:
        others = [each for each in sources if each is not source]
        if others and all(came_before(source, other) for other in others):
            return source
    return None


def came_before(source: Document, other: Document) -> bool:
    """Tell whether a source was out before the first day the other may be of."""
    last = source["published"] and source["published"]["latest"]
    start = other["published"] and other["published"]["earliest"]
    return bool(last and start and last < start)


def work(source: Document) -> Document:
    """Tell a source in which the claim was made."""
    return known(
        {
            "@type": KINDS.get(source["kind"], "CreativeWork"),
            "url": source["url"],
            "name": source["title"],
            "datePublished": iso_date(source["published"]),
            "inLanguage": source["language"],
            "publisher": source["publisher"] and agent(source["publisher"]),
            "archivedAt": source["archive_url"],
        }
    )


def iso_date(date: Document | None) -> str:
    """Write a date as ISO 8601, ``""`` for one that only EDTF can tell."""
    if date is None or not ISO_DATE.fullmatch(date["edtf"]):
        return ""
    return date["edtf"]


def host(url: str) -> str:
    """Give the site of an address, without “www”."""
    found = HOST.match(url.lower())
    return found[1].strip("[]").removeprefix("www.") if found else ""


def known(told: Document) -> Document:
    """Leave out what is not known."""
    return {name: value for name, value in told.items() if value not in (None, "", [])}
