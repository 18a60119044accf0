"""The contract says of every body that it has the members it names and no other."""

from collections.abc import Iterator
from typing import Any

JSON = "application/json"


def close_bodies(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """Close the schema of each body that is sent; what is answered may grow."""
    schemas = result["components"]["schemas"]
    for name in bodies(result):
        schemas[name]["additionalProperties"] = False
    return result


def bodies(result: dict[str, Any]) -> Iterator[str]:
    """Name the schemas of what is sent."""
    for operations in result["paths"].values():
        for operation in operations.values():
            sent = operation.get("requestBody", {}).get("content", {})
            reference = sent.get(JSON, {}).get("schema", {}).get("$ref", "")
            if reference:
                yield reference.rpartition("/")[2]
