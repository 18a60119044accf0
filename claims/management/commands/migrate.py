"""``migrate`` as the owner of the tables, then each role gets its rights."""

from typing import Any

from django.core.management.commands import migrate

from claims.services.rights import grant_rights


class Command(migrate.Command):
    """Migrate; where the desk has a role of its own, grant it its rights after."""

    def handle(self, *args: Any, **options: Any) -> None:
        options["database"] = "owner"
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            grant_rights()
