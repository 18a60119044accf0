"""Examples for the contract: a claim, its parts, and what is left of one that went."""

import json
from pathlib import Path
from typing import Any

from drf_spectacular.utils import OpenApiExample

from claims.api import errors
from claims.documents.tables import columns_of, heading, line

DOCUMENT = json.loads(Path(__file__).with_name("example.json").read_text())

CLAIM = OpenApiExample(
    "A figure with a review",
    value=DOCUMENT,
    response_only=True,
    status_codes=["200"],
)


def page_of(name: str, *documents: Any) -> OpenApiExample:
    """Make the example of a page that is the last."""
    return OpenApiExample(
        name,
        value={"next": None, "results": list(documents)},
        response_only=True,
        status_codes=["200"],
    )


def written_as(media_type: str, name: str, value: Any) -> OpenApiExample:
    """Make the example of an answer that has more than one form."""
    return OpenApiExample(
        name,
        value=value,
        response_only=True,
        status_codes=["200"],
        media_type=media_type,
    )


COLUMNS = columns_of(["text", "status", "reviews"])
CLAIM_LIST = [
    written_as(
        "application/json",
        "A page with one claim",
        {"next": None, "results": [DOCUMENT]},
    ),
    written_as("application/x-ndjson", "A claim, as a line", DOCUMENT),
    written_as(
        "text/csv",
        "A table with one claim, of the fields text, status and reviews",
        heading(COLUMNS) + line(each.read(DOCUMENT) for each in COLUMNS),
    ),
]

CITATIONS = OpenApiExample(
    "The sources of a figure",
    value={"next": None, "version": 1, "results": DOCUMENT["citations"]},
    response_only=True,
    status_codes=["200"],
)

CLAIM_REVIEW = OpenApiExample(
    "A review of ours",
    value={
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "ClaimReview",
                "author": {
                    "@type": "Organization",
                    "name": "Example Checks",
                    "url": "https://claims.example.org/",
                },
                "claimReviewed": DOCUMENT["text"],
                "datePublished": "2022-06-01",
                "identifier": DOCUMENT["reviews"][0]["id"],
                "inLanguage": "en",
                "itemReviewed": {
                    "@type": "Claim",
                    "appearance": [
                        {
                            "@type": "Article",
                            "datePublished": "2022-05",
                            "inLanguage": "en",
                            "name": "Peace talks go on",
                            "url": "https://daily.example/talks",
                        }
                    ],
                    "datePublished": "2022-05",
                },
                "reviewRating": {
                    "@type": "Rating",
                    "alternateName": "True",
                    "bestRating": 5,
                    "ratingExplanation": DOCUMENT["reviews"][0]["summary"],
                    "ratingValue": 5,
                    "worstRating": 1,
                },
                "url": DOCUMENT["url"],
            }
        ],
    },
    response_only=True,
    status_codes=["200"],
)

CLAIM_REVIEW_LD = written_as(
    "application/ld+json", "A review of ours, as JSON-LD", CLAIM_REVIEW.value
)

VERSIONS = OpenApiExample(
    "A claim that was corrected",
    value={
        "next": None,
        "results": [
            {
                "at": "2026-11-25T09:00:00.000000Z",
                "digest": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                "event": "corrected",
                "note": "The figure is that of the second count.",
                "url": f"{DOCUMENT['url']}versions/2/",
                "version": 2,
            },
            {
                "at": DOCUMENT["updated_at"],
                "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "event": "published",
                "note": "",
                "url": DOCUMENT["version_url"],
                "version": 1,
            },
        ],
    },
    response_only=True,
    status_codes=["200"],
)

DIFF = OpenApiExample(
    "A figure that was corrected",
    value={
        "before": {
            "version": 1,
            "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "url": DOCUMENT["version_url"],
        },
        "after": {
            "version": 2,
            "digest": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
            "url": f"{DOCUMENT['url']}versions/2/",
        },
        "patch": [
            {"op": "replace", "path": "/figure/value", "value": "6800"},
            {"op": "replace", "path": "/version", "value": 2},
        ],
        "changes": [
            {
                "path": "/figure",
                "what": "changed",
                "label": "Figure",
                "before": "6,500",
                "after": "6,800",
                "words": "Figure: 6,500 → 6,800",
            }
        ],
    },
    response_only=True,
    status_codes=["200"],
)

TOMBSTONE = {
    "event": "withdrawn",
    "id": "01937f5e-8a2b-7c31-9d4e-5f60718293a4",
    "merged_into": "https://claims.example.org/api/v1/claims/"
    "01937f5e-9c3d-7e42-8f5a-6b7c8d9e0f12/",
    "note": "The same statement was recorded twice.",
    "previous_digest": "9f86d081884c7d659a2feaa0c55ad015"
    "a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "published_at": "2026-11-02T09:30:00.000000Z",
    "updated_at": "2026-11-24T10:00:00.000000Z",
    "url": "https://claims.example.org/api/v1/claims/"
    "01937f5e-8a2b-7c31-9d4e-5f60718293a4/",
    "version": 3,
    "version_url": "https://claims.example.org/api/v1/claims/"
    "01937f5e-8a2b-7c31-9d4e-5f60718293a4/versions/3/",
}

MERGED = OpenApiExample(
    "A claim that was merged into another",
    value=TOMBSTONE,
    response_only=True,
    status_codes=["301"],
)

WITHDRAWN = OpenApiExample(
    "A withdrawn claim",
    value={
        "type": "https://claims.example.org/api/v1/problems/gone/",
        "title": "The claim was withdrawn",
        "status": 410,
        "detail": "This claim was withdrawn.",
        "note": "The ministry has taken its figure back.",
        "version": 3,
        "versions": "https://claims.example.org/api/v1/claims/"
        "01937f5e-8a2b-7c31-9d4e-5f60718293a4/versions/",
    },
    response_only=True,
    status_codes=["410"],
    media_type=errors.CONTENT_TYPE,
)

LINE = {
    "at": "2026-11-24T10:00:00.000000Z",
    "claim": TOMBSTONE["id"],
    "digest": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    "event": "withdrawn",
    "note": TOMBSTONE["note"],
    "sequence": 6500,
    "version": 3,
    "document": TOMBSTONE,
}

CHANGE_LINE = OpenApiExample(
    "A withdrawal, as a line",
    value=LINE,
    response_only=True,
    status_codes=["200"],
    media_type="application/x-ndjson",
)

CHANGES = OpenApiExample(
    "A withdrawal, and a claim that is no longer there for this key",
    value={
        "more": False,
        "next": "https://claims.example.org/api/v1/changes/?after=6501",
        "results": [
            LINE,
            {
                "at": "2026-11-24T10:05:00.000000Z",
                "claim": "01937f5e-9c3d-7e42-8f5a-6b7c8d9e0f12",
                "digest": None,
                "event": "unavailable",
                "note": "",
                "sequence": 6501,
                "version": None,
                "document": None,
            },
        ],
    },
    response_only=True,
    status_codes=["200"],
    media_type="application/json",
)

NOT_FOUND = OpenApiExample(
    "Nothing there",
    value={
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    },
    response_only=True,
    status_codes=["404"],
    media_type=errors.CONTENT_TYPE,
)

WEBHOOK_VALUE = {
    "url": "https://partner.example/claims-hook",
    "description": "Corrections desk",
    "topics": [],
    "languages": ["en"],
    "event_types": ["claim.published", "claim.corrected", "claim.withdrawn"],
    "payload": "thin",
}

WEBHOOK_SENT = OpenApiExample(
    "A webhook to add", value=WEBHOOK_VALUE, request_only=True
)

MADE_WEBHOOK = {
    **WEBHOOK_VALUE,
    "id": "01937f5e-6a09-7b18-9c27-3d4e5f607182",
    "state": "active",
    "reason": "",
    "delivered_through": 1284,
    "tries": 0,
    "next_try_at": None,
    "created_at": "2026-11-24T10:00:00.000000Z",
}

WEBHOOK = OpenApiExample(
    "A webhook", value=MADE_WEBHOOK, response_only=True, status_codes=["200"]
)

WEBHOOK_LIST = OpenApiExample(
    "A partner's webhooks",
    value={"results": [MADE_WEBHOOK]},
    response_only=True,
    status_codes=["200"],
)

DELIVERIES = page_of(
    "A message that did not arrive",
    {
        "id": "01937f5e-5b18-7c29-8d3a-4e5f60718293",
        "message_id": "01937f5e-6a09-7b18-9c27-3d4e5f607182.1284",
        "type": "claim.corrected",
        "sequence": 1284,
        "number": 2,
        "delivered": False,
        "status": 503,
        "milliseconds": 187,
        "error": "",
        "response": "Try again later.",
        "at": "2026-11-24T10:00:05.000000Z",
    },
)

SECRET_VALUE = {"secret": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"}

NEW_WEBHOOK = OpenApiExample(
    "A webhook just made",
    value={**MADE_WEBHOOK, **SECRET_VALUE},
    response_only=True,
    status_codes=["201"],
)

SECRET = OpenApiExample(
    "A new secret", value=SECRET_VALUE, response_only=True, status_codes=["201"]
)

SENT = {
    "statement": "The war of 2020 claimed more than 6,500 lives.",
    "language": "en",
    "seen_url": "https://news.example.org/2026/11/24/war",
    "seen": "2026-11-24",
    "note": "Readers ask us about this number.",
    "reference": "desk-4711",
}

SUBMITTED = OpenApiExample("A statement to check", value=SENT, request_only=True)

SUBMISSION = OpenApiExample(
    "A submission that is published",
    value={
        **SENT,
        "seen": {
            "edtf": "2026-11-24",
            "earliest": "2026-11-24",
            "latest": "2026-11-24",
            "words": "24 November 2026",
        },
        "id": "01937f5e-7b1a-7a20-8c3d-4e5f60718293",
        "url": "https://claims.example.org/api/v1/submissions/"
        "01937f5e-7b1a-7a20-8c3d-4e5f60718293/",
        "received_at": "2026-11-24T10:00:00.000000Z",
        "state": "published",
        "claim": "https://claims.example.org/api/v1/claims/"
        "01937f5e-8a2b-7c31-9d4e-5f60718293a4/",
        "reason": "",
    },
    response_only=True,
    status_codes=["200", "201"],
)

SUBMISSIONS = page_of("A page with one submission", SUBMISSION.value)
