"""Webhooks: addresses of partners that are told of each entry of the record, in order."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Regex
from django.utils import timezone

from .allowed import Allowed
from .base import (
    LANGUAGE,
    DeskRow,
    Rule,
    clean_text,
    new_id,
    one_of,
    url_field,
    web_address,
)
from .history import tracked
from .partners import LANGUAGES, Partner
from .record import Entry, Event
from .text import Line
from .topics import Topic
from .workflow import follows_the_table


class EventType(models.TextChoices):
    """What a message tells, as its ``type`` says."""

    PUBLISHED = "claim.published"
    UPDATED = "claim.updated"
    CORRECTED = "claim.corrected"
    WITHDRAWN = "claim.withdrawn"

    @classmethod
    def of(cls, event: str) -> "EventType":
        """Give the type of message that tells of an entry's event."""
        return cls[Event(event).name]


PING = "ping"

# Of a claim that went where its partner does not see it; it goes to whoever is told of
# what is withdrawn.
UNAVAILABLE = "claim.unavailable"


class Payload(models.TextChoices):
    """How much of a claim a message holds."""

    THIN = "thin", "thin: the address, version and digest"
    FULL = "full", "full: the document too"


class WebhookState(models.TextChoices):
    """Whether an endpoint is told."""

    ACTIVE = "active"
    DISABLED = "disabled"
    REMOVED = "removed"


def every_event() -> list[str]:
    """Give all types of message, what an endpoint is told unless it says less."""
    return list(EventType.values)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """The ways endpoints are read."""

    def standing(self) -> "WebhookQuerySet":
        """Leave out those that were removed."""
        return self.exclude(state=WebhookState.REMOVED)

    def told(self) -> "WebhookQuerySet":
        """Keep those that are to be told of what happens."""
        return self.filter(state=WebhookState.ACTIVE, partner__is_active=True)

    def with_newest(self) -> "WebhookQuerySet":
        """Say with each which entry of the log is the newest: how far it could be."""
        newest = Entry.objects.order_by("-sequence").values("sequence")[:1]
        return self.annotate(
            newest=Coalesce(
                models.Subquery(newest), 0, output_field=models.IntegerField()
            )
        )

    def behind(self, sequence: int) -> "WebhookQuerySet":
        """Keep those that have not been told of all up to an entry, and may be now."""
        return self.told().filter(
            Q(cursor__next_try_at=None) | Q(cursor__next_try_at__lte=timezone.now()),
            cursor__delivered_through__lt=sequence,
        )


@tracked()
class Webhook(DeskRow):
    """An endpoint of a partner, told of each entry that it and its partner let through.

    ``topics``, ``languages`` and ``event_types`` narrow what it is told, never what its
    partner may see. A removed one stays for what it acknowledged.
    """

    partner = models.ForeignKey(
        Partner, models.PROTECT, editable=False, related_name="webhooks"
    )
    url = url_field("Where the messages are sent: a full address.")
    description = Line(max_length=200, blank=True, help_text="What it is for.")
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="webhooks",
        help_text="What it is told of; every topic where none is chosen.",
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
    event_types = ArrayField(
        models.CharField(max_length=20, choices=EventType.choices),
        default=every_event,
        help_text="What it is told of.",
    )
    payload = models.CharField(
        max_length=10,
        choices=Payload.choices,
        default=Payload.THIN,
        help_text="A thin message never tells what was withdrawn meanwhile.",
    )
    state = models.CharField(
        max_length=10,
        choices=WebhookState.choices,
        default=WebhookState.ACTIVE,
        editable=False,
    )
    reason = Line(
        max_length=500, blank=True, editable=False, help_text="Why it is disabled."
    )

    objects = WebhookQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        ordering = ["partner", "id"]
        default_permissions = ("add", "change", "view")
        constraints = [
            *clean_text("url", "description", "reason"),
            web_address("url"),
            one_of("payload", Payload),
            one_of("state", WebhookState),
            Rule(
                field="url",
                name="webhook_has_an_address",
                condition=~Q(url=""),
                message="Give a full address that starts with http.",
            ),
            Rule(
                field="languages",
                name="webhook_languages_are_well_formed",
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
                field="event_types",
                name="webhook_is_told_something",
                condition=Q(
                    event_types__len__gte=1, event_types__contained_by=EventType.values
                ),
                message=f"Choose of: {', '.join(EventType.values)}.",
            ),
            Rule(
                field="reason",
                name="webhook_disabled_says_why",
                condition=Q(state=WebhookState.DISABLED) ^ Q(reason=""),
                message="Say why it is disabled, and only then.",
            ),
        ]
        triggers = [
            *DeskRow.Meta.triggers,
            follows_the_table(
                "state",
                [
                    (WebhookState.ACTIVE.value, WebhookState.DISABLED.value),
                    (WebhookState.DISABLED.value, WebhookState.ACTIVE.value),
                    (WebhookState.ACTIVE.value, WebhookState.REMOVED.value),
                    (WebhookState.DISABLED.value, WebhookState.REMOVED.value),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.url

    def chosen(self) -> Allowed:
        """Say which claims it asks for, whatever its partner may see."""
        return Allowed(
            frozenset(self.topics.values_list("pk", flat=True)),
            frozenset(self.languages),
        )


@tracked(obj_field=None)
class WebhookTopic(Webhook.topics.through):  # type: ignore[name-defined]
    """History of which topics an endpoint asks for."""

    class Meta:
        proxy = True


class WebhookSecretQuerySet(models.QuerySet["WebhookSecret"]):
    """The ways secrets are read."""

    def valid(self) -> "WebhookSecretQuerySet":
        """Keep those to sign with, the newest first."""
        lasting = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(lasting).order_by("-id")


class WebhookSecret(models.Model):
    """What messages to an endpoint are signed with.

    A signature needs the secret itself, so it cannot be a hash; it is sealed with
    a key that the database does not hold. It has no history, which would keep it
    when it is gone. Two are valid while one takes the other's place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="secrets")
    sealed = models.CharField(max_length=500)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WebhookSecretQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"],
                condition=Q(expires_at=None),
                name="webhooksecret_one_is_lasting",
                violation_error_message="Somebody made a secret at the same moment.",
            )
        ]

    def __str__(self) -> str:
        return f"of {self.webhook_id}"


class WebhookCursor(models.Model):
    """How far in the log an endpoint has been told, and the next try of what follows.

    ``delivered_through`` is the last entry that it acknowledged or was not to be
    told; ``tries`` and ``next_try_at`` are of the entry after it. Machines write
    it, many times a minute: it is no part of the desk and has no history.
    """

    webhook = models.OneToOneField(
        Webhook, models.CASCADE, primary_key=True, related_name="cursor"
    )
    delivered_through = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    is_slow = models.BooleanField(
        default=False, help_text="It lately failed, or took long to answer."
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="webhookcursor_is_within_the_log",
                condition=Q(delivered_through__gte=0),
                violation_error_message="The log begins at 1.",
            ),
            models.CheckConstraint(
                name="webhookcursor_waits_after_a_try",
                condition=Q(next_try_at=None) | Q(tries__gte=1),
                violation_error_message="Only what was tried waits to be tried again.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.webhook_id} through {self.delivered_through}"
