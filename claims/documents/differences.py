"""What differs between two documents, in plain words; knows neither requests nor pages."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from claims.models import (
    AgentKind,
    Comparator,
    Directness,
    Role,
    SourceKind,
    Stance,
    Status,
    TopicKind,
)

Document = dict[str, Any]

# Which version a document is, not what it says.
ENVELOPE = {
    "id",
    "url",
    "version",
    "version_url",
    "previous_digest",
    "event",
    "note",
    "published_at",
    "updated_at",
    "merged",
}

LABELS = {
    "claimed": "When it was said",
    "as_of": "As of",
    "withheld_sources": "Sources not named",
    "independent_origins": "Independent origins",
    "covering": "Figures given, from least to greatest",
    "counts_from": "Counts from",
    "url": "Address",
    "archive_url": "Address of the copy",
    "archive_digest": "Digest of the copy",
    "accessed_on": "Read on",
    "approved_at": "Approved at",
    "wikidata": "Wikidata id",
}
CHOICES: dict[str, dict[str, str]] = {
    "status": dict(Status.choices),
    "role": dict(Role.choices),
    "stance": dict(Stance.choices),
    "comparator": dict(Comparator.choices),
    "directness": dict(Directness.choices),
    "kind": dict([*AgentKind.choices, *SourceKind.choices, *TopicKind.choices]),
}
NOUNS = {
    "citations": "Citation of",
    "reviews": "Review by",
    "authors": "Author",
    "tags": "Tag",
}


# What says nothing, where the other side has no such field at all.
EMPTY: tuple[Any, ...] = (None, "", [], {})


class Difference(NamedTuple):
    """One thing that is said in one document and not, or else, in the other.

    ``path`` is a JSON pointer (RFC 6901) into the document that has it, the newer
    one where both do; a member of a list is found by its id, wherever it stands.
    """

    path: str
    what: Literal["added", "removed", "changed"]
    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Say it in a line, as in “Figure: 6,500 → 6,800”."""
        match self.what:
            case "added":
                return f"{self.label}: {self.after} (added)"
            case "removed":
                return f"{self.label}: {self.before} (removed)"
        return f"{self.label}: {self.before} → {self.after}"


def differences(before: Document | None, after: Document) -> list[Difference]:
    """Tell two documents of a claim apart: nothing where they say the same.

    Which version they are is left out. ``None`` is a claim that was not public.
    """
    old, new = content(before or {}), content(after)
    return list(_objects(old, new, "", ()))


def content(document: Document) -> Document:
    """Leave out which version a document is: what it says is left."""
    return {name: value for name, value in document.items() if name not in ENVELOPE}


def _objects(
    old: Document, new: Document, path: str, labels: tuple[str, ...]
) -> Iterator[Difference]:
    """Compare two objects, in the order of the newer one."""
    for name in [*new, *(name for name in old if name not in new)]:
        if (name in old) != (name in new) and old.get(name, new.get(name)) in EMPTY:
            continue
        yield from _values(
            old.get(name),
            new.get(name),
            f"{path}/{name}",
            (*labels, LABELS.get(name, name.replace("_", " ").capitalize())),
            name,
        )


def _values(
    old: Any, new: Any, path: str, labels: tuple[str, ...], name: str
) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old or new, list):
        yield from _lists(old or [], new or [], path, labels, name)
        return
    told, tells = words(old, name), words(new, name)
    if isinstance(old or new, dict):
        old, new = old or {}, new or {}
        same_row = old.get("id", "") == new.get("id")
        if same_row or told == tells:
            # Words of its own would hide what else changed.
            yield from _objects(old, new, path, labels)
            return
    elif told == tells:
        # What is told alike differs all the same, as null and the empty text do.
        told, tells = repr(old), repr(new)
    yield Difference(path, _what(old, new), ": ".join(labels), told, tells)


def _lists(
    old: list[Any], new: list[Any], path: str, labels: tuple[str, ...], name: str
) -> Iterator[Difference]:
    """Compare two lists: their members by id or by themselves, then their order."""
    before = {_key(each): each for each in old}
    after = {_key(each): (place, each) for place, each in enumerate(new)}
    noun = NOUNS.get(name, labels[-1])
    found = False
    for key, (place, each) in after.items():
        told = (*labels[:-1], f"{noun} {name_of(each)}")
        if key not in before:
            found = True
            yield Difference(
                f"{path}/{place}", "added", ": ".join(told), "", summary(each)
            )
        elif isinstance(each, dict) and before[key] != each:
            found = True
            yield from _objects(before[key], each, f"{path}/{place}", told)
    for place, each in enumerate(old):
        if _key(each) not in after:
            found = True
            told = (*labels[:-1], f"{noun} {name_of(each)}")
            yield Difference(
                f"{path}/{place}", "removed", ": ".join(told), summary(each), ""
            )
    if not found:
        order = [", ".join(name_of(each) for each in side) for side in (old, new)]
        yield Difference(path, "changed", f"Order of {labels[-1].lower()}", *order)


def _key(member: Any) -> str:
    """Tell the members of a list apart."""
    if isinstance(member, dict):
        return str(member.get("id"))
    return str(member)


def _what(old: Any, new: Any) -> Literal["added", "removed", "changed"]:
    if old in EMPTY:
        return "added"
    return "removed" if new in EMPTY else "changed"


def name_of(member: Any) -> str:
    """Name a member of a list as people know it."""
    if not isinstance(member, dict):
        return str(member)
    if "source" in member:
        publisher = member["source"]["publisher"]
        by = f" ({publisher['name']})" if publisher else ""
        return f"“{member['source']['title']}”{by}"
    if "verdict" in member:
        return member["publisher"]["name"] if member["publisher"] else "ours"
    return str(member.get("name", member.get("id", "")))


def summary(member: Any) -> str:
    """Say in a line what a member of a list says."""
    if not isinstance(member, dict):
        return str(member)
    if "source" in member:
        quote = member["quote"] and f"“{member['quote']['exact']}”"
        parts = [
            words(member["role"], "role").lower(),
            words(member["stance"], "stance").lower(),
            words(member["figure"], "figure"),
            member["locator"],
            quote,
        ]
        return ", ".join(part for part in parts if part)
    if "verdict" in member:
        verdict = member["verdict"]["label"] if member["verdict"] else member["label"]
        return ": ".join(part for part in (verdict, member["summary"]) if part)
    return name_of(member)


def words(value: Any, name: str = "") -> str:
    """Say a value of a document, ``""`` for nothing and for an object without words."""
    if value in EMPTY:
        return ""
    if isinstance(value, dict):
        return _object_words(value)
    return (
        CHOICES.get(name, {}).get(value, str(value)) if name in CHOICES else str(value)
    )


def _object_words(value: Document) -> str:
    if "edtf" in value:
        return f"{value['edtf']} ({value['words']})"
    if "wording" in value:
        said = f" (“{value['wording']}”)" if value["wording"] else ""
        return f"{value['words']}{said}"
    if "exact" in value:
        return "".join((value["prefix"], f"“{value['exact']}”", value["suffix"]))
    if "lower_inclusive" in value:
        return f"{value['lower'] or 'open'} to {value['upper'] or 'open'}"
    if "id" in value:
        return str(value.get("name", value.get("label", "")))
    return ""
