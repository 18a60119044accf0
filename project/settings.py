"""All settings; what differs between machines is an environment variable."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pghistory
import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent


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


def env_flag(name: str) -> bool:
    """Read a variable that is 1 for yes and 0, or missing, for no."""
    value = env(name, "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0.")
    return value == "1"


DATA_DIR = Path(env("CLAIMBOOK_DATA_DIR", str(BASE_DIR / ".data"))).absolute()
DATABASE_URL = env("DATABASE_URL", "")

# Without a DATABASE_URL this is a machine of one's own: PostgreSQL is started
# under the data folder, and what a server needs to be told has a default.
EMBEDDED = not DATABASE_URL


def kept_secret() -> str:
    """Read the secret key of the data folder; the first start makes it."""
    path = DATA_DIR / "secret_key"
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
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
            f"The data folder {DATA_DIR} cannot be used ({error.strerror}). "
            "Name one of your own in CLAIMBOOK_DATA_DIR."
        ) from error


def database(variable: str, url: str, role: str, **settings: str) -> dict[str, Any]:
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
            "CLUSTER": str(DATA_DIR / "postgres"),
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


def record_database(variable: str, url: str) -> dict[str, Any]:
    """Make a DATABASES entry for reading the record: nothing is written there."""
    entry = database(
        variable,
        url,
        "claimbook_record",
        statement_timeout="3s",
        default_transaction_read_only="on",
    )
    # Documents travel in binary, which asks for parameters bound by the server.
    entry["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 5}
    return entry


def public_address() -> str:
    """Read the address that partners know: it stands in every published document."""
    remedy = "Set it to the address partners use, such as https://claims.example.org."
    default = "http://127.0.0.1:8000" if EMBEDDED else None
    address = env("PUBLIC_BASE_URL", default, remedy=remedy).rstrip("/")
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?", address):
        raise ImproperlyConfigured(f"PUBLIC_BASE_URL is {address!r}. {remedy}")
    return address


DEBUG = env_flag("DEBUG")
SECRET_KEY = (
    env("SECRET_KEY", "") or kept_secret()
    if EMBEDDED
    else env(
        "SECRET_KEY", remedy="Set it to 50 or more random characters, and keep it."
    )
)
PUBLIC_BASE_URL = public_address()
HTTPS = PUBLIC_BASE_URL.startswith("https://")
ALLOWED_HOSTS = env_list(
    "ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(PUBLIC_BASE_URL).hostname}"
)

INSTALLED_APPS = [
    "claims",
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.middleware.RequestHistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Three roles: the owner of the tables migrates, the desk (default) reads and
# writes, and everything public reads the record's tables and nothing else.
DATABASES = {
    "default": database(
        "DATABASE_URL",
        DATABASE_URL,
        "claimbook_web",
        statement_timeout="15s",
        lock_timeout="5s",
        idle_in_transaction_session_timeout="30s",
    ),
    "owner": database(
        "DATABASE_OWNER_URL",
        env("DATABASE_OWNER_URL", DATABASE_URL),
        "claimbook_owner",
    ),
    "record": record_database(
        "DATABASE_RECORD_URL", env("DATABASE_RECORD_URL", DATABASE_URL)
    ),
}
REPLICAS = env_list("DATABASE_REPLICA_URLS")
for number, url in enumerate(REPLICAS, start=1):
    DATABASES[f"replica{number}"] = record_database("DATABASE_REPLICA_URLS", url)
DATABASE_ROUTERS = ["project.routers.RecordRouter"]

# Errors go to the standard error stream, also where DEBUG is off; a client's own
# (404, 400) are left to the web server's log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {}, "django.request": {"level": "ERROR"}},
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
# Served from the packages they come in: there is nothing to collect.
WHITENOISE_USE_FINDERS = True
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# What is sent to the API in the clear is not to be sent again: no redirect to HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env_flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
X_FRAME_OPTIONS = "DENY"

PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

UNFOLD = {
    "SITE_TITLE": "Claimbook",
    "SITE_HEADER": "Claimbook",
    "SITE_SYMBOL": "fact_check",
    "SITE_URL": None,
    "SHOW_VIEW_ON_SITE": False,
    "DASHBOARD_CALLBACK": "claims.admin.home.dashboard",
    "SIDEBAR": {"navigation": "claims.admin.navigation.sidebar"},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_VERSION": "v1",
    # Accept alone decides the media type: ?format= is an unknown parameter.
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "claims.api.errors.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Claimbook",
    "DESCRIPTION": "The record of a newsroom's fact-checked claims.",
    "VERSION": "v1",
    "OAS_VERSION": "3.1.0",
    "ENUM_NAME_OVERRIDES": {
        "AgentKind": "claims.models.AgentKind",
        "SourceKind": "claims.models.SourceKind",
        "TopicKind": "claims.models.TopicKind",
        "VerificationStatus": "claims.models.Status",
        "Event": "claims.models.Event",
        "ClaimEvent": ["published", "updated", "corrected"],
        "TombstoneEvent": ["withdrawn"],
    },
}
