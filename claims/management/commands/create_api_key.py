"""``create_api_key``: a partner's key, or a person's token, shown this once."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from claims.models import Partner, Scope
from claims.services.keys import NewKey, create_key, create_token

from .create_partner import add_by, person_named, refusals


class Command(BaseCommand):
    """Make a key and print it; nothing else shows it ever again."""

    help = "Make a key of a partner, or with --person a token of a person at the desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partner", nargs="?", help="Its name.")
        parser.add_argument("--person", metavar="USERNAME", default="")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=Scope.values,
            dest="scopes",
            help="What it opens; may be given several times.",
        )
        parser.add_argument("--name", default="", help="What it is for.")
        parser.add_argument(
            "--expires", type=moment, help="The day, or the time in UTC, when it ends."
        )
        add_by(parser)

    def handle(
        self, *, partner: str | None, person: str, by: str, **options: Any
    ) -> None:
        if bool(partner) == bool(person):
            raise CommandError("Name a partner, or a person with --person.")
        values = {
            "scopes": options["scopes"],
            "name": options["name"],
            "expires_at": options["expires"],
        }
        with refusals():
            key = self.make(partner, person or by, values)
        self.stderr.write("This key is shown this once:")
        self.stdout.write(key.text)

    def make(self, partner: str | None, who: str, values: dict[str, Any]) -> NewKey:
        """Make it by the service of a partner's keys, or of one's own tokens."""
        if partner is None:
            return create_token(by=person_named(who), **values)
        row = Partner.objects.filter(name=partner).first()
        if row is None:
            raise CommandError(f"There is no partner {partner!r}.")
        return create_key(row, by=person_named(who), **values)


def moment(text: str) -> datetime.datetime:
    """Read a day or a time, of UTC where it names no zone."""
    at = parse_datetime(text)
    if at is None:
        raise ValueError(text)
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
