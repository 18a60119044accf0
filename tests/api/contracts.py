"""What a change of the contract breaks for who was written against an older one.

Answers may say more and requests may ask for less, never the other way round: a path,
a method, a parameter, a status, a field or a header is added and not taken away; what
a request may hold stays allowed, and what an answer may hold does not grow. A client
takes a word it does not know for one it does not know, so a list of words of an answer
may become longer.
"""

from collections.abc import Iterator
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
# Of a schema, with the side that may not be changed in which way.
LEAST = ("minimum", "minLength", "minItems")
MOST = ("maximum", "maxLength", "maxItems")
ANYTHING = "anything"
KEPT = ("format", "pattern", "const")

Schema = dict[str, Any]


def breaks(old: Schema, new: Schema) -> list[str]:
    """Say what of the older contract does not hold any more, a line each."""
    return list(Comparison(old, new).paths())


class Comparison:
    """Two contracts side by side."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, bool]] = set()

    def paths(self) -> Iterator[str]:
        for path, operations in self.old["paths"].items():
            others = self.new["paths"].get(path, {})
            for method in METHODS:
                where = f"{method.upper()} {path}"
                if method in operations and method not in others:
                    yield f"{where} is gone"
                elif method in operations:
                    self.seen.clear()
                    yield from self.operation(operations[method], others[method], where)

    def operation(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"{where}: is called {new['operationId']} now"
        yield from self.parameters(old, new, where)
        yield from self.body(
            old.get("requestBody", {}), new.get("requestBody", {}), where
        )
        for status, answer in old["responses"].items():
            if status in new["responses"]:
                yield from self.answer(
                    answer, new["responses"][status], f"{where} {status}"
                )
            else:
                yield f"{where}: {status} is gone"

    def parameters(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before, after = (
            {(each["in"], each["name"]): each for each in side.get("parameters", [])}
            for side in (old, new)
        )
        for key, parameter in after.items():
            needed = parameter.get("required", False)
            if needed and not before.get(key, {}).get("required", False):
                yield f"{where}: {key[1]} is required"
        for key, parameter in before.items():
            if key in after:
                yield from self.schema(
                    parameter["schema"],
                    after[key]["schema"],
                    f"{where}: {key[1]}",
                    asked=True,
                )
            else:
                yield f"{where}: {key[1]} is gone"

    def body(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        if new.get("required", False) and not old.get("required", False):
            yield f"{where}: a body is required"
        yield from self.content(old, new, f"{where}: body", asked=True)

    def answer(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        for name in old.get("headers", {}):
            if name not in new.get("headers", {}):
                yield f"{where}: {name} is gone"
        yield from self.content(old, new, where, asked=False)

    def content(
        self, old: Schema, new: Schema, where: str, *, asked: bool
    ) -> Iterator[str]:
        for media_type, content in old.get("content", {}).items():
            if media_type in new.get("content", {}):
                other = new["content"][media_type]
                yield from self.schema(
                    content["schema"], other["schema"], where, asked=asked
                )
            else:
                yield f"{where}: {media_type} is gone"

    def schema(
        self, old: Schema, new: Schema, where: str, *, asked: bool
    ) -> Iterator[str]:
        """Compare two schemas; ``asked`` for what a request holds."""
        names = (old.get("$ref", ""), new.get("$ref", ""), asked)
        if all(names[:2]) and names in self.seen:
            return
        self.seen.add(names)
        old, new = found(old, self.old), found(new, self.new)
        yield from types(old, new, where, asked=asked)
        yield from bounds(old, new, where, asked=asked)
        yield from self.fields(old, new, where, asked=asked)
        if "items" in old:
            yield from self.schema(
                old["items"], new.get("items", {}), f"{where}[]", asked=asked
            )
        for word in ("oneOf", "anyOf", "allOf"):
            sides = old.get(word, []), new.get(word, [])
            if len(sides[0]) != len(sides[1]):
                yield f"{where}: its forms are others"
                continue
            for one, other in zip(*sides, strict=True):
                yield from self.schema(one, other, where, asked=asked)

    def fields(
        self, old: Schema, new: Schema, where: str, *, asked: bool
    ) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name in after:
                yield from self.schema(
                    schema, after[name], f"{where}.{name}", asked=asked
                )
            else:
                yield f"{where}.{name} is gone"
        needs = set(old.get("required", [])), set(new.get("required", []))
        if asked:
            for name in sorted(needs[1] - needs[0]):
                yield f"{where}.{name} is required"
        else:
            for name in sorted((needs[0] - needs[1]) & set(after)):
                yield f"{where}.{name} may be missing"


def found(schema: Schema, contract: Schema) -> Schema:
    """Follow a reference, and keep what stands beside it."""
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**contract["components"]["schemas"][name], **schema}


def types(old: Schema, new: Schema, where: str, *, asked: bool) -> Iterator[str]:
    """Tell of types: an answer's may not become more, a request's not fewer."""
    before, after = (kinds(side) for side in (old, new))
    wider, narrower = (before, after) if asked else (after, before)
    if ANYTHING not in narrower and wider - narrower:
        yield f"{where}: was {sorted(before)} and is {sorted(after)}"
    if asked:
        lost = set(old.get("enum", [])) - set(new.get("enum", old.get("enum", [])))
        if lost or ("enum" in new and "enum" not in old):
            yield f"{where}: takes only {new['enum']}"


def kinds(schema: Schema) -> set[str]:
    given = schema.get("type", ANYTHING)
    return {given} if isinstance(given, str) else set(given)


def bounds(old: Schema, new: Schema, where: str, *, asked: bool) -> Iterator[str]:
    """Tell of limits: a request's may not become narrower; forms are kept."""
    for word in KEPT:
        if old.get(word) != new.get(word):
            yield f"{where}: {word} was {old.get(word)} and is {new.get(word)}"
    if not asked:
        return
    for word in LEAST:
        if new.get(word, float("-inf")) > old.get(word, float("-inf")):
            yield f"{where}: {word} is {new[word]}"
    for word in MOST:
        if new.get(word, float("inf")) < old.get(word, float("inf")):
            yield f"{where}: {word} is {new[word]}"
