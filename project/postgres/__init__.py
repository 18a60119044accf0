"""The embedded PostgreSQL: a database backend that starts its own server."""
