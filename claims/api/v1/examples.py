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

WITHDRAWN = OpenApiExample(
    "A withdrawn claim",
    value={
        "type": "about:blank",
        "title": "Gone",
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
