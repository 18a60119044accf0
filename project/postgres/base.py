"""The database backend: Django's own for PostgreSQL, with a server it starts itself.

A ``DATABASES`` entry names the folder of the server in ``CLUSTER``; nothing is
started before the first connection.
"""

import sys
import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.utils.asyncio import async_unsafe

from project.postgres.errors import PostgresError

if sys.platform == "win32":  # pragma: no cover - not supported
    raise PostgresError(
        "The embedded PostgreSQL does not run on Windows. Name a server in DATABASE_URL."
    )

from project.postgres.server import Cluster, cluster_in

# A connection that fails is tried again, since the server may have died or be coming
# up; more than once, since it may answer for a moment before it sees that a child died.
RETRY_SECONDS = (0, 0.05, 0.2)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server."""

    @property
    def cluster(self) -> Cluster:
        return cluster_in(self.settings_dict["CLUSTER"])

    def get_connection_params(self) -> dict[str, Any]:
        host, port = self.cluster.use()
        return {**super().get_connection_params(), "host": host, "port": port}

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        for pause in RETRY_SECONDS:
            try:
                return super().get_new_connection(conn_params)
            except psycopg.OperationalError:
                time.sleep(pause)
                self.cluster.recover()
        return super().get_new_connection(conn_params)
