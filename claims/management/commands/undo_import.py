"""``undo_import``: take back what an import wrote down and published."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Import
from claims.services.imports import undo_import

from .create_partner import add_by, person_named


class Command(BaseCommand):
    """Undo an import and say what was left as it is."""

    help = "Withdraw what an import published and remove its drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "key", metavar="ID", help="The import's, as it was printed."
        )
        parser.add_argument("--reason", required=True, help="For the desk.")
        parser.add_argument("--note", required=True, help="For readers.")
        add_by(parser)

    def handle(self, *, key: str, by: str, **told: Any) -> None:
        try:
            imported = Import.objects.get(pk=key)
            undone = undo_import(
                imported, by=person_named(by), reason=told["reason"], note=told["note"]
            )
        except (Import.DoesNotExist, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{undone.withdrawn} claims are withdrawn, {undone.removed} drafts are "
            f"removed, {undone.kept} are kept: somebody has worked on them."
        )
