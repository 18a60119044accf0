"""Reading the environment: safe by default, and an error names the remedy."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict


def env(name: str, default: str | None = None, *, remedy: str = "") -> str:
    """Read a variable; without a default it is required and the error says how.

    An empty one is as good as none.
    """
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated variable."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def env_flag(name: str, default: str = "0") -> bool:
    """Read a variable that is 1 for yes and 0 for no."""
    value = env(name, default)
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")
    return value == "1"


def env_number(name: str, default: str) -> int:
    """Read a variable that is a whole number of 1 or more."""
    value = env(name, default)
    if not re.fullmatch("[1-9][0-9]{0,8}", value):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or more.")
    return int(value)


def kept_secret(folder: Path) -> str:
    """Read the secret key of the data folder; the first start makes it."""
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            new = path.with_name(f"secret_key.{os.getpid()}")
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(50))
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(new)
            new.unlink()
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be used ({error.strerror}). "
            "Name one of your own in CLAIMBOOK_DATA_DIR."
        ) from error


def database(
    variable: str, url: str, role: str, folder: Path, **settings: str
) -> dict[str, Any]:
    """Make a DATABASES entry from a URL, or for a role of the embedded server.

    ``settings`` are PostgreSQL's own, set when the connection is made. An error
    names the ``variable`` that the URL is from, and not the URL: it holds a password.
    """
    entry: dict[str, Any] = {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": " ".join(
                f"-c {name}={value}" for name, value in settings.items()
            )
        },
    }
    if not url:
        return entry | {
            "ENGINE": "project.postgres",
            "CLUSTER": str(folder / "postgres"),
            "NAME": "claimbook",
            "USER": role,
        }
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise ImproperlyConfigured(
            f"{variable} cannot be read. "
            "Write it as postgresql://user:password@host:5432/name."
        ) from None
    entry["ENGINE"] = "django.db.backends.postgresql"
    for name in ("user", "password", "host", "port"):
        entry[name.upper()] = parts.pop(name, "")
    entry["NAME"] = parts.pop("dbname", "")
    entry["OPTIONS"] |= parts
    return entry


def record_database(variable: str, url: str, folder: Path) -> dict[str, Any]:
    """Make a DATABASES entry for reading the record: nothing is written there."""
    entry = database(
        variable,
        url,
        "claimbook_record",
        folder,
        statement_timeout="3s",
        default_transaction_read_only="on",
    )
    # Documents travel in binary, which asks for parameters bound by the server.
    entry["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
    return entry


def public_address(default: str | None) -> str:
    """Read the address that partners know: it stands in every published document."""
    remedy = "Set it to the address partners use, such as https://claims.example.org."
    address = env("PUBLIC_BASE_URL", default, remedy=remedy).rstrip("/")
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?", address):
        raise ImproperlyConfigured(f"PUBLIC_BASE_URL is {address!r}. {remedy}")
    return address


def mail_server(url: str) -> dict[str, Any]:
    """Read EMAIL_URL into Django's settings of a mail server.

    smtps:// is encrypted from the start, smtp:// by STARTTLS; in the clear only
    to this machine itself. The error does not name the URL: it holds a password.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == 0:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read. Write it as smtp://user:password@host:587, or "
            "smtps:// for a server that speaks TLS from the start."
        )
    at_once = parts.scheme == "smtps"
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if at_once else 25 if here else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and not here,
        "EMAIL_TIMEOUT": 10,
    }
