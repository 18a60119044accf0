"""Examples for the contract: a noun of each kind, and figures side by side."""

import json
from typing import Any

from drf_spectacular.utils import OpenApiExample

from claims.documents import Comparison, rows_of, stated_in

from .examples import CLAIM

DOCUMENT: dict[str, Any] = CLAIM.value
SOURCE = DOCUMENT["citations"][0]["source"]


def example(name: str, value: Any) -> OpenApiExample:
    """Make the example of an answer."""
    return OpenApiExample(name, value=value, response_only=True, status_codes=["200"])


def examples_of(name: str, document: dict[str, Any]) -> list[OpenApiExample]:
    """Make the examples of a page with one noun, and of that noun."""
    noun = {"claims": 12, **document}
    page = {"next": None, "results": [noun]}
    return [example(f"A page with one {name}", page), example(f"One {name}", noun)]


def merged(kind: str) -> OpenApiExample:
    """Make the example of an answer that leads on."""
    return OpenApiExample(
        "One that was merged into another",
        value={
            "id": "01937f5e-8a2b-7c31-9d4e-5f60718293b5",
            "merged_into": f"https://claims.example.org/api/v1/{kind}/"
            "01937f5e-9c3d-7e42-8f5a-6b7c8d9e0f13/",
        },
        response_only=True,
        status_codes=["301"],
    )


def figures() -> dict[str, Any]:
    """Compare the figures of the example."""
    [row] = rows_of([json.dumps(DOCUMENT).encode()])
    comparison = Comparison([stated_in(DOCUMENT) or b""])
    standing = comparison.standings(row.places)
    summary = {
        "measure": DOCUMENT["measure"],
        "is_complete": True,
        **comparison.summary(standing),
    }
    return {
        "next": None,
        "measures": [summary],
        "results": [row.told(comparison, standing)],
    }


TOPICS, TOPIC = examples_of("topic", DOCUMENT["topic"])
MEASURES, MEASURE = examples_of("measure", DOCUMENT["measure"])
AGENTS, AGENT = examples_of("agent", SOURCE["publisher"])
SOURCES, SOURCE_TOLD = examples_of("source", SOURCE)
FIGURES = example("A claim with the figures given for it", figures())
AGENT_MERGED, SOURCE_MERGED = map(merged, ("agents", "sources"))
