"""Keys: what a partner's machine, or a person's own tool, shows to the API."""

import datetime
import hashlib
import uuid
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models
from django.db.models import F, Q
from django.utils import timezone

from .base import DeskRow, Rule, clean_text, matches
from .history import tracked
from .partners import Partner
from .text import Line


class Scope(models.TextChoices):
    """What a key opens."""

    READ = "read", "read the record"
    SUBMIT = "submit", "submit claims to check"
    WEBHOOKS = "webhooks", "manage webhooks"
    DESK = "desk", "work at the desk as oneself"


# How much of a key is shown to tell it by: “cb_” and eight characters.
PREFIX_LENGTH = 11

PARTNER_SCOPES = [Scope.READ, Scope.SUBMIT, Scope.WEBHOOKS]
PERSONAL_SCOPES = [Scope.READ, Scope.DESK]


def digest_of(key: str) -> str:
    """Give what is kept of a key: nobody finds 256 random bits by trying."""
    return hashlib.sha256(key.encode()).hexdigest()


class Presented(NamedTuple):
    """What stands of a key that a request showed, with the terms of its owner."""

    id: uuid.UUID
    digest: str
    works: bool
    scopes: list[str]
    partner_id: uuid.UUID | None
    person_id: int | None
    topics: list[uuid.UUID]
    languages: list[str] | None
    rate_limit: int | None
    licence_terms: str | None
    licence_url: str | None


PRESENTED = """
    SELECT key.id, key.digest,
        key.revoked_at IS NULL
        AND (key.expires_at IS NULL OR key.expires_at > statement_timestamp())
        AND coalesce(partner.is_active, person.is_active AND person.is_staff),
        key.scopes, key.partner_id, key.person_id,
        ARRAY(
            SELECT topic_id FROM claims_partner_topics AS allowed
            WHERE allowed.partner_id = key.partner_id
        ),
        partner.languages, partner.rate_limit, partner.licence_terms,
        partner.licence_url
    FROM claims_apikey AS key
    LEFT JOIN claims_partner AS partner ON partner.id = key.partner_id
    LEFT JOIN auth_user AS person ON person.id = key.person_id
    WHERE key.prefix = %s
"""


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """The ways keys are read."""

    def with_last_use(self) -> models.QuerySet["ApiKey"]:
        """Tell when each was last used, to some seconds."""
        return self.annotate(last_used_at=models.Max("daily_use__last_at"))

    def presented(self, prefix: str) -> Presented | None:
        """Read the key of a prefix with all that a request needs to know of it.

        One statement that is never cached: what was revoked, expired or made
        inactive before it began no longer works.
        """
        with connections["default"].cursor() as cursor:
            cursor.execute(PRESENTED, [prefix])
            row = cursor.fetchone()
        return row and Presented(*row)


@tracked()
class ApiKey(DeskRow):
    """A key of a partner, or a person's own token; the key itself is kept nowhere.

    ``prefix`` is the part of it that people tell keys apart by, and ``digest`` the
    SHA-256 of the whole. It opens its ``scopes`` until it expires or is revoked,
    and while its partner, or its person, is active.
    """

    partner = models.ForeignKey(
        Partner,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="keys",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="api_keys",
    )
    name = Line(max_length=100, blank=True, editable=False, help_text="What it is for.")
    prefix = models.CharField(max_length=PREFIX_LENGTH, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), editable=False
    )
    expires_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When it ends; empty where it does not.",
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        help_text="The key it was made to take the place of.",
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta(DeskRow.Meta):
        verbose_name = "API key"
        ordering = ["-created_at", "-id"]
        default_permissions = ("view",)
        permissions = [("manage_keys", "Can make, rotate and revoke partners' keys")]
        constraints = [
            *clean_text("name"),
            matches(
                "prefix", r"^cb_[0-9a-z]{8}$", "A key starts with cb_.", blank=False
            ),
            matches(
                "digest", r"^[0-9a-f]{64}$", "Give 64 hexadecimal digits.", blank=False
            ),
            Rule(
                field="scopes",
                name="apikey_scopes_fit_its_owner",
                condition=Q(
                    partner__isnull=False,
                    person=None,
                    scopes__contained_by=PARTNER_SCOPES,
                )
                | Q(
                    partner=None,
                    person__isnull=False,
                    scopes__contained_by=PERSONAL_SCOPES,
                ),
                message="A partner's key may read, submit and manage webhooks; "
                "a person's token may read and work at the desk.",
            ),
            Rule(
                field="scopes",
                name="apikey_opens_something",
                condition=Q(scopes__len__gte=1),
                message="Choose what it opens.",
            ),
            Rule(
                field="expires_at",
                name="apikey_expires_after_it_was_made",
                condition=Q(expires_at=None) | Q(expires_at__gt=F("created_at")),
                message="It cannot end before it begins.",
            ),
            Rule(
                field="revoked_by",
                name="apikey_revoked_at_and_by_go_together",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                message="Who revoked it and when go together.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}…"

    @property
    def owner(self) -> "Partner | User":
        """The partner or the person whose key it is."""
        owner = self.partner or self.person
        assert owner is not None  # noqa: S101  (a constraint)
        return owner

    def is_working(self, now: datetime.datetime) -> bool:
        """Tell whether it is neither revoked nor expired."""
        return self.revoked_at is None and (
            self.expires_at is None or self.expires_at > now
        )

    @property
    def standing(self) -> str:
        """Say in a word how it stands."""
        if self.revoked_at:
            return "revoked"
        return "works" if self.is_working(timezone.now()) else "expired"
