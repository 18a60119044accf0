"""JSON Patch (RFC 6902): what makes one document of another; knows no claims."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

Operation = dict[str, Any]


def patch(old: Any, new: Any) -> list[Operation]:
    """List the operations that make ``new`` of ``old``: add, remove and replace.

    The members of a list are told apart by their ids, or by themselves, so that
    one that is put in before others does not touch those.
    """
    return list(_values(old, new, ""))


def _values(old: Any, new: Any, path: str) -> Iterator[Operation]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _objects(old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(old, new, path)
    elif type(old) is not type(new) or old != new:
        # A type of its own: to Python true is 1, to JSON it is not.
        yield {"op": "replace", "path": path, "value": new}


def _objects(
    old: dict[str, Any], new: dict[str, Any], path: str
) -> Iterator[Operation]:
    for name in sorted({*old, *new}):
        below = f"{path}/{_escaped(name)}"
        if name not in new:
            yield {"op": "remove", "path": below}
        elif name not in old:
            yield {"op": "add", "path": below, "value": new[name]}
        else:
            yield from _values(old[name], new[name], below)


def _lists(old: list[Any], new: list[Any], path: str) -> Iterator[Operation]:
    """Go from the end to the start, so that what is still to come keeps its place."""
    before, after = [_key(each) for each in old], [_key(each) for each in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
        if what == "equal":
            for ahead in reversed(range(end - start)):
                below = f"{path}/{start + ahead}"
                yield from _values(old[start + ahead], new[new_start + ahead], below)
            continue
        for place in reversed(range(start, end)):
            yield {"op": "remove", "path": f"{path}/{place}"}
        for member in reversed(new[new_start:new_end]):
            yield {"op": "add", "path": f"{path}/{start}", "value": member}


def _key(member: Any) -> str:
    """Tell the members of a list apart."""
    if isinstance(member, dict) and "id" in member:
        member = member["id"]
    return json.dumps(member, sort_keys=True)


def _escaped(name: str) -> str:
    """Write a name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
