"""Which database answers for which model."""

import itertools
from typing import Any

from django.conf import settings
from django.db import models

from claims.models import RECORD_MODELS


class RecordRouter:
    """Send reads of the record to its own role, and migrations to the owner.

    What decides a write (services, commands) names ``default`` itself, to read
    what its own transaction wrote. Any other row is read where the row it was
    reached from is: a desk row behind an entry is refused by the database.
    """

    def __init__(self) -> None:
        replicas = [f"replica{n}" for n, _ in enumerate(settings.REPLICAS, start=1)]
        self.readers = itertools.cycle(replicas or ["record"])

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return next(self.readers) if model in RECORD_MODELS else None

    def allow_relation(self, *rows: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        # ``migrate`` always runs as the owner; ``loaddata`` asks this too, and the
        # desk loads its fixtures itself.
        return db in ("owner", "default")
