"""Examples for the contract: a claim, and the answer to one that was withdrawn."""

import json
from pathlib import Path

from drf_spectacular.utils import OpenApiExample

from claims.api import errors

CLAIM = OpenApiExample(
    "A figure with a review",
    value=json.loads(Path(__file__).with_name("example.json").read_text()),
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
