"""What no schema can say of a request: schemathesis leaves it out of good ones."""

from typing import Any

import schemathesis
from schemathesis import GenerationMode


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: Any) -> None:
    """Take out what is no text, cursors, waits, the future, searches of no word."""
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    for name, value in list(case.query.items()):
        if name in ("cursor", "wait") or not str(value).isprintable():
            del case.query[name]
    if str(case.query.get("as_of", "")) > "2026":
        case.query.pop("as_of", None)
    if not any(map(str.isalnum, str(case.query.get("q", "")))):
        case.query.pop("q", None)
