"""``create_partner``: a partner, for machines without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Topic
from claims.services.partners import record_partner


class Command(BaseCommand):
    """Record a partner and print its id."""

    help = "Record a partner; create_api_key makes it a key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--contact-name", default="")
        parser.add_argument("--contact-email", default="")
        parser.add_argument("--licence-terms", default="")
        parser.add_argument("--licence-url", default="")
        parser.add_argument("--language", action="append", default=[], dest="languages")
        parser.add_argument(
            "--topic", action="append", default=[], dest="topics", metavar="SLUG"
        )
        parser.add_argument("--rate-limit", type=int, help="Requests a minute.")
        add_by(parser)

    def handle(self, *, by: str, **options: Any) -> None:
        columns = [
            "name",
            "contact_name",
            "contact_email",
            "licence_terms",
            "licence_url",
            "languages",
            "rate_limit",
        ]
        values = {name: options[name] for name in columns}
        values["topics"] = topics_called(options["topics"])
        with refusals():
            partner = record_partner(by=person_named(by), **values)
        self.stdout.write(f"{partner} is recorded: {partner.pk}")


@contextmanager
def refusals() -> Iterator[None]:
    """Say what a service refuses as the command line says it."""
    try:
        yield
    except (ValidationError, PermissionDenied) as error:
        said = getattr(error, "messages", [str(error)])
        raise CommandError(" ".join(said)) from error


def topics_called(slugs: list[str]) -> list[Topic]:
    """Find topics. Raises ``CommandError`` for a slug that none has."""
    topics = {topic.slug: topic for topic in Topic.objects.filter(slug__in=slugs)}
    if unknown := set(slugs) - set(topics):
        raise CommandError(f"There is no topic {', '.join(sorted(unknown))}.")
    return list(topics.values())


def add_by(parser: CommandParser) -> None:
    """Let the one be named whom the history names."""
    parser.add_argument(
        "--by",
        default="",
        metavar="USERNAME",
        help="Who does it; the first superuser unless you say otherwise.",
    )


def person_named(name: str) -> User:
    """Find who does it. Raises ``CommandError`` where there is no such person."""
    people = User.objects.filter(is_active=True).order_by("pk")
    named = people.filter(username=name) if name else people.filter(is_superuser=True)
    person = named.first()
    if person is None:
        raise CommandError(
            f"There is no active person {name!r}." if name else "Say who does it: --by."
        )
    return person
