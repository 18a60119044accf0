"""``migrate`` as the owner of the tables, then what has to follow each time."""

from typing import Any

from django.core.management.commands import migrate

from claims.services.rebuild import fill_emptied_projections
from claims.services.rights import grant_rights


class Command(migrate.Command):
    """Migrate; grant the roles their rights after, and fill what was made anew."""

    def handle(self, *args: Any, **options: Any) -> None:
        options["database"] = "owner"
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            grant_rights()
            if not options["migration_name"]:
                fill_emptied_projections(alias="owner")
