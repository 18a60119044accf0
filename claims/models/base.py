"""What every row of the desk has: a key, a revision, and rules with messages."""

import copy
import uuid
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from uuid_utils.compat import uuid7

from claims.text import TextKind

from .dates import DerivingField
from .text import Line

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
WIKIDATA = r"^Q[1-9][0-9]*$"
COUNTRY = r"^[A-Z]{2}$"
HTTP_URL = r"^https?://[^\s]+$"

URL_LENGTH = 2048


def new_id() -> uuid.UUID:
    """Make a UUIDv7 (RFC 9562): random enough to be secret, ordered enough to index."""
    return uuid7()


class Rule(models.CheckConstraint):
    """A CHECK whose message stands at one field instead of above the form.

    ``field`` must be one the condition names, so that a form without that
    field skips the rule and leaves it to the database.
    """

    def __init__(self, *, field: str, message: str, **kwargs: Any) -> None:
        super().__init__(violation_error_message=message, **kwargs)
        self.field = field

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        try:
            super().validate(model, instance, exclude=exclude, using=using)
        except ValidationError as error:
            raise ValidationError({self.field: error}) from error

    def clone(self) -> "Rule":
        return copy.copy(self)

    def deconstruct(self) -> Any:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def one_of(
    field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> Rule:
    """Hold a column to its choices in the database too."""
    values = [*choices.values, ""] if blank else choices.values
    return Rule(
        field=field,
        name=f"%(class)s_{field}_is_known",
        condition=models.Q(**{f"{field}__in": values}),
        message=f"Choose one of: {', '.join(choices.values)}.",
    )


def matches(field: str, pattern: str, message: str, *, blank: bool = True) -> Rule:
    """Hold a column to a regular expression; ``blank`` lets an empty one pass."""
    condition = models.Q(**{f"{field}__regex": pattern})
    if blank:
        condition |= models.Q(**{field: ""})
    return Rule(
        field=field,
        name=f"%(class)s_{field}_is_well_formed",
        condition=condition,
        message=message,
    )


def language_tag(field: str = "language", *, blank: bool = True) -> Rule:
    """Hold a column to the form of a BCP 47 language tag."""
    return matches(
        field, LANGUAGE, "Give a BCP 47 tag such as en or sr-Latn.", blank=blank
    )


def wikidata_id() -> Rule:
    """Hold the column ``wikidata`` to the form of a Wikidata item id."""
    return matches("wikidata", WIKIDATA, "Give a Wikidata item id such as Q42.")


def web_address(field: str = "url") -> Rule:
    """Hold a column to absolute http and https addresses."""
    return matches(field, HTTP_URL, "Give a full address that starts with http.")


def clean_text(*fields: str, lines: bool = False, quoted: bool = False) -> list[Rule]:
    """Hold text columns in the database too to what their kind may hold.

    A column that ``matches`` a pattern of few characters needs no such rule.
    """
    kind = TextKind(lines=lines, quoted=quoted)
    return [
        Rule(
            field=field,
            name=f"%(class)s_{field}_is_clean_text",
            condition=~models.Q(**{f"{field}__regex": kind.refused}),
            message=kind.says,
        )
        for field in fields
    ]


def url_field(help_text: str) -> Line:
    """Make a column for a web address of the length that archive links need."""
    return Line(
        max_length=URL_LENGTH,
        blank=True,
        help_text=help_text,
        validators=[URLValidator(schemes=["http", "https"])],
    )


def language_field(help_text: str, **kwargs: Any) -> Line:
    """Make a column for a BCP 47 language tag."""
    return Line(
        max_length=35,
        help_text=help_text,
        validators=[
            RegexValidator(LANGUAGE, "Give a BCP 47 tag such as en or sr-Latn.")
        ],
        **kwargs,
    )


class DeskRow(models.Model):
    """A row people edit: each change raises ``revision`` by one.

    A trigger refuses an UPDATE that does not, so a stale copy can never be
    written over a newer one, by any route.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="revision_moves_by_one",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.revision <> OLD.revision + 1 THEN
                        RAISE EXCEPTION '% % is at revision %: this change was made on another',
                            TG_TABLE_NAME, OLD.id, OLD.revision
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def clean(self) -> None:
        """Derive date ranges and the like before the constraints are checked."""
        super().clean()
        for field in self._meta.concrete_fields:
            if isinstance(field, DerivingField):
                field.derive(self)

    def get_constraints(self) -> Any:
        """Leave out the rules when all hold: one question instead of one for each."""
        [(model, constraints)] = super().get_constraints()
        rules = [each for each in constraints if isinstance(each, Rule)]
        row = self._get_field_expression_map(meta=model._meta)  # type: ignore[attr-defined]
        try:
            if rules and models.Q(*(rule.condition for rule in rules)).check(row):
                constraints = [each for each in constraints if each not in rules]
        except ValidationError:
            # A text that cannot be sent to the database is refused at its field.
            return [(model, constraints)]
        return [(model, constraints)]
