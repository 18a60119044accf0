"""Founding a newsroom from a file: its people, and what they do, by the services."""

import inspect
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import models, transaction

from claims.models import (
    Agent,
    Citation,
    Claim,
    DeskRow,
    Measure,
    Review,
    Source,
    Tag,
    Topic,
    Verdict,
)

from .citations import cite_source
from .claims import link_claims, record_claim, revise_claim
from .comments import comment
from .publication import correct_claim, publish_claim, withdraw_claim
from .reviews import approve_review, draft_review, return_review, submit_review
from .rows import record_row

Values = dict[str, Any]

ROWS: dict[str, type[DeskRow]] = {
    "agents": Agent,
    "tags": Tag,
    "topics": Topic,
    "measures": Measure,
    "sources": Source,
}

# What a step may call, and the model whose columns it may set besides.
STEPS: dict[str, tuple[Callable[..., object], type[models.Model] | None]] = {
    "approve_review": (approve_review, None),
    "comment": (comment, None),
    "correct_claim": (correct_claim, None),
    "draft_review": (draft_review, Review),
    "link_claims": (link_claims, None),
    "publish_claim": (publish_claim, None),
    "return_review": (return_review, None),
    "revise_claim": (revise_claim, Claim),
    "submit_review": (submit_review, None),
    "withdraw_claim": (withdraw_claim, None),
}

# The keys whose values are the names of other rows.
REFERENCES: dict[str, type[models.Model]] = {
    "authors": Agent,
    "by": User,
    "claimant": Agent,
    "group": Group,
    "measure": Measure,
    "parent": Topic,
    "publisher": Agent,
    "repeats": Source,
    "source": Source,
    "tags": Tag,
    "to": Claim,
    "topic": Topic,
    "verdict": Verdict,
}


def found_newsroom(path: Path) -> None:
    """Load the newsroom that a TOML file describes into a database without claims.

    All of it or nothing; its people get no password. Raises ``ValidationError``,
    saying where, for unknown keys and names and for what a service refuses.
    """
    if Claim.objects.exists():
        raise ValidationError("This database has claims already: nothing was loaded.")
    with transaction.atomic():
        Founding(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)).found()


class Founding:
    """One load: the rows it has made, by kind and by the name the file gives them."""

    def __init__(self, file: Values) -> None:
        self.file = file
        self.named: dict[tuple[type[models.Model], str], models.Model] = {}
        for row in [*Group.objects.all(), *Verdict.objects.all()]:
            self.named[type(row), str(row)] = row

    def found(self) -> None:
        """Make the people, then the rows kind by kind, then each claim with its story."""
        with told_at("the file"):
            check_keys(self.file, {"recorded_by", "people", *ROWS, "claims"})
        for person in self.file.get("people", []):
            with told_at(f"person {person.get('username')}"):
                self.make_person(person)
        for kind, model in ROWS.items():
            for values in self.file.get(kind, []):
                with told_at(f"{model._meta.verbose_name} {values.get('id')}"):
                    self.make_row(model, values)
        for values in self.file.get("claims", []):
            self.make_claim(f"claim {values.get('id')}", dict(values))

    def make_person(self, values: Values) -> None:
        """Make a user of the desk who has no password yet."""
        check_keys(values, {"username", "group"})
        person = User(username=values["username"], is_staff=True)
        person.set_unusable_password()
        person.full_clean()
        person.save()
        person.groups.add(self.resolve("group", values["group"]))
        self.named[User, person.username] = person

    def make_row(self, model: type[DeskRow], values: Values) -> None:
        """Record a row; its ``id`` is its name in the file."""
        check_keys(values, {"id", *columns(model)})
        self.named[model, values["id"]] = record_row(model(), **self.recorded(values))

    def make_claim(self, where: str, values: Values) -> None:
        """Record a claim, cite its sources, and take its steps in their order."""
        citations, steps = values.pop("citations", []), values.pop("steps", [])
        with told_at(where):
            check_keys(values, {"id", *columns(Claim)})
            claim = record_claim(**self.recorded(values))
            self.named[Claim, values["id"]] = claim
        for number, citation in enumerate(citations, start=1):
            with told_at(f"{where}, citation {number}"):
                check_keys(citation, {*columns(Citation)} - {"claim"})
                cite_source(claim, **self.recorded(citation))
        for number, step in enumerate(steps, start=1):
            with told_at(f"{where}, step {number}"):
                self.take_step(claim, dict(step))

    def take_step(self, claim: Claim, values: Values) -> None:
        """Call the service that a step names, on the claim or its open review."""
        check_keys([values["do"]], STEPS)
        service, writes = STEPS[values.pop("do")]
        subject, *parameters = inspect.signature(service).parameters
        known = {*parameters, *(columns(writes) if writes else [])}
        check_keys(values, known - {"claim", "revision", "values"})
        given = self.resolved(values)
        row: Claim | Review = Claim.objects.get(pk=claim.pk)
        if subject == "review":
            row = claim.reviews.ours().open().get()
        if "revision" in parameters:
            given["revision"] = row.revision
        service(row, **given)

    def recorded(self, values: Values) -> Values:
        """Give a service the values of a row, and who records them."""
        return self.resolved({**values, "by": self.file["recorded_by"]})

    def resolved(self, values: Values) -> Values:
        """Put rows in the place of their names; a row's own name is left out."""
        return {
            key: self.resolve(key, value) if key in REFERENCES else value
            for key, value in values.items()
            if key != "id"
        }

    def resolve(self, key: str, name: Any) -> Any:
        """Find the row, or list of rows, that a key names."""
        if isinstance(name, list):
            return [self.resolve(key, each) for each in name]
        model = REFERENCES[key]
        if (model, name) not in self.named:
            raise ValidationError(
                f"{key}: there is no {model._meta.verbose_name} named {name!r} so far."
            )
        return self.named[model, name]


def columns(model: type[models.Model]) -> list[str]:
    """List the fields of a model that people fill in."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field.name for field in fields if field.editable]


def check_keys(given: Iterable[str], known: Iterable[str]) -> None:
    """Raise ``ValidationError`` that names the keys that are not known."""
    if unknown := sorted(set(given) - set(known)):
        raise ValidationError(f"Not known here: {', '.join(unknown)}.")


@contextmanager
def told_at(where: str) -> Iterator[None]:
    """Say in which part of the file a refusal arose."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(f"{where}: {' '.join(error.messages)}") from error
