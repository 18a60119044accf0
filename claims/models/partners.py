"""Partners: the sites that take the record through the API, and on what terms."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import EmailValidator, RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.lookups import Regex

from .allowed import Allowed
from .base import LANGUAGE, DeskRow, Rule, clean_text, url_field, web_address
from .history import tracked
from .text import Line, Prose
from .topics import Topic

LANGUAGES = rf"^({LANGUAGE[1:-1]}(,{LANGUAGE[1:-1]})*)?$"


@tracked()
class Partner(DeskRow):
    """A site that reads the record, submits claims or is told of changes.

    ``topics`` and ``languages`` are what it may see; what it may not is answered
    as what does not exist. While it is not active its keys open nothing.
    """

    name = Line(max_length=200, unique=True)
    contact_name = Line(max_length=200, blank=True, help_text="Whom to write to.")
    contact_email = Line(max_length=254, blank=True, validators=[EmailValidator()])
    licence_terms = Prose(
        max_length=4000,
        blank=True,
        help_text="What it may do with what it reads; empty where the site's own "
        "terms hold. Every answer to it leads there.",
    )
    licence_url = url_field("Where its terms stand in full, if they do.")
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="partners",
        help_text="What it may see; every topic where none is chosen.",
    )
    languages = ArrayField(
        models.CharField(
            max_length=35,
            validators=[
                RegexValidator(LANGUAGE, "Give BCP 47 tags such as en, sr-Latn.")
            ],
        ),
        blank=True,
        default=list,
        help_text="Tags such as en, hy, with commas; every language where none is given.",
    )
    rate_limit = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Requests a minute; the site's own limit where empty.",
    )
    is_active = models.BooleanField(
        default=True, help_text="Take this away and all its keys stop at once."
    )

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            *clean_text("name", "contact_name", "contact_email", "licence_url"),
            *clean_text("licence_terms", lines=True),
            web_address("licence_url"),
            Rule(
                field="languages",
                name="partner_languages_are_well_formed",
                condition=Q(
                    Regex(
                        models.Func(
                            "languages",
                            Value(","),
                            function="array_to_string",
                            output_field=models.TextField(),
                        ),
                        LANGUAGES,
                    )
                ),
                message="Give BCP 47 tags such as en, sr-Latn.",
            ),
            Rule(
                field="rate_limit",
                name="partner_rate_limit_lets_something_through",
                condition=Q(rate_limit=None) | Q(rate_limit__gte=1),
                message="Give 1 or more; to stop a partner, make it inactive.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def allowed(self) -> Allowed:
        """Say what of the record it may see."""
        return Allowed(
            frozenset(self.topics.values_list("pk", flat=True)),
            frozenset(self.languages),
        )


@tracked(obj_field=None)
class PartnerTopic(Partner.topics.through):  # type: ignore[name-defined]
    """History of which topics a partner may see."""

    class Meta:
        proxy = True
