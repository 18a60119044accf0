"""Checks before deployment: what a machine of one's own leaves unprotected."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def check_roles(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Warn where the desk's role is also the owner's, or reads the record."""
    databases = settings.DATABASES
    desk = databases["default"]["USER"]
    found: list[checks.CheckMessage] = []
    if databases["owner"]["USER"] == desk:
        found.append(
            checks.Warning(
                "The desk's database role owns the tables: only triggers keep it from "
                "changing the record and the history, and a role that owns them can "
                "switch triggers off.",
                hint="Set DATABASE_OWNER_URL to the role that migrates, and in "
                "DATABASE_URL name one that owns nothing.",
                id="claimbook.W001",
            )
        )
    readers = [name for name in databases if name not in ("default", "owner")]
    if any(databases[name]["USER"] == desk for name in readers):
        found.append(
            checks.Warning(
                "The record is read under the desk's database role: a fault in a "
                "public page could reach drafts.",
                hint="Set DATABASE_RECORD_URL, and each of DATABASE_REPLICA_URLS, to a "
                "role of its own; it needs no rights, migrate grants them.",
                id="claimbook.W002",
            )
        )
    return found


@checks.register(checks.Tags.security, deploy=True)
def check_accounts(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    """Warn where second factors are not asked for, or no mail can be sent."""
    found: list[checks.CheckMessage] = []
    if settings.DEMO:
        found.append(
            checks.Warning(
                "This is the demo newsroom: a password alone lets people approve and "
                "publish.",
                hint="Unset CLAIMBOOK_DEMO, or name your own server in DATABASE_URL.",
                id="claimbook.W003",
            )
        )
    if not settings.EMAIL_URL:
        found.append(
            checks.Warning(
                "No mail is sent: who forgets a password needs an administrator.",
                hint="Set EMAIL_URL, as smtp://user:password@host:587.",
                id="claimbook.W004",
            )
        )
    return found
