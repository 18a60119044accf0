"""What is said when the embedded PostgreSQL cannot be had."""

from django.db import OperationalError


class PostgresError(OperationalError):
    """The embedded PostgreSQL cannot be had; the message is one line with a remedy.

    To Django it is a database that does not answer, as with any other server.
    """
