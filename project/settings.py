"""All settings; what differs between machines is an environment variable."""

from pathlib import Path
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONCE, NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

from project.environment import (
    database,
    env,
    env_flag,
    env_list,
    env_number,
    env_receivers,
    kept_secret,
    mail_server,
    public_address,
    record_database,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("CLAIMBOOK_DATA_DIR", str(BASE_DIR / ".data"))).absolute()
DATABASE_URL = env("DATABASE_URL", "")

# Without a DATABASE_URL this is a machine of one's own: PostgreSQL is started
# under the data folder, and what a server needs to be told has a default.
EMBEDDED = not DATABASE_URL

DEBUG = env_flag("DEBUG")
SECRET_KEY = (
    env("SECRET_KEY", "") or kept_secret(DATA_DIR)
    if EMBEDDED
    else env(
        "SECRET_KEY", remedy="Set it to 50 or more random characters, and keep it."
    )
)
# Older keys, with which what was signed and sealed stays good while a new one is used.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
PUBLIC_BASE_URL = public_address("http://127.0.0.1:8000" if EMBEDDED else None)
# How the newsroom signs its reviews.
NEWSROOM_NAME = env("NEWSROOM_NAME", urlsplit(PUBLIC_BASE_URL).hostname)
HTTPS = PUBLIC_BASE_URL.startswith("https://")
ALLOWED_HOSTS = env_list(
    "ALLOWED_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(PUBLIC_BASE_URL).hostname}"
)

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "claims",
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "project.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "project.middleware.PolicyMiddleware",
    "project.middleware.MethodMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.middleware.DoorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "project.middleware.SessionLimitMiddleware",
    "project.middleware.SecondFactorMiddleware",
    "project.middleware.RequestHistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What a request for the API goes through instead of the others.
API_MIDDLEWARE = [
    "project.middleware.QuietConnectionsMiddleware",
    "claims.api.codings.GzipMiddleware",
    "claims.api.google.errors.GoogleErrorsMiddleware",
    "claims.api.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "project.middleware.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "project.middleware.DoorMiddleware",
    "claims.api.gate.GateMiddleware",
    "project.middleware.RequestHistoryMiddleware",
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
                "claims.admin.sessions.desk",
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
        DATA_DIR,
        statement_timeout="15s",
        lock_timeout="5s",
        idle_in_transaction_session_timeout="30s",
    ),
    "owner": database(
        "DATABASE_OWNER_URL",
        env("DATABASE_OWNER_URL", DATABASE_URL),
        "claimbook_owner",
        DATA_DIR,
    ),
    "record": record_database(
        "DATABASE_RECORD_URL", env("DATABASE_RECORD_URL", DATABASE_URL), DATA_DIR
    ),
}
REPLICAS = env_list("DATABASE_REPLICA_URLS")
for number, url in enumerate(REPLICAS, start=1):
    DATABASES[f"replica{number}"] = record_database(
        "DATABASE_REPLICA_URLS", url, DATA_DIR
    )
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

# ------------------------------------------------------------------- accounts

# The demo newsroom of `manage.py start` asks nobody for a second factor; with a
# database server of one's own there is no such mode.
DEMO = EMBEDDED and env_flag("CLAIMBOOK_DEMO")

# The first one hashes; a password under another, or under other parameters, is
# hashed anew when its owner logs in.
PASSWORD_HASHERS = [
    "claims.passwords.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "claims.passwords.MaximumLengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["claims.admin.login.DeskBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "claims.admin.login.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Claimbook: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True
# Guesses are counted by claims.services.guesses, for all web processes together.
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "change_password": "claims.admin.passwords.ChangePasswordForm",
    "login": "claims.admin.login.LoginForm",
}
MFA_FORMS = {
    "authenticate": "claims.admin.factors.AuthenticateForm",
    "reauthenticate": "claims.admin.factors.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Claimbook"
# A clock may be half a minute off; each code is good once all the same.
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys over HTTPS, and over HTTP on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# How many proxies in front write X-Forwarded-For; with none it is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env_flag("BEHIND_PROXY") else 0

# A session ends two hours after its last request, since reading a long source
# between two edits must not cost what was typed, and twelve hours after the login.
SESSION_COOKIE_AGE = 2 * 3600
SESSION_LIMIT = 12 * 3600

# ----------------------------------------------------------------------- mail

EMAIL_URL = env("EMAIL_URL", "")
SENDS_MAIL = bool(EMAIL_URL) or EMBEDDED
if EMAIL_URL:
    globals().update(mail_server(EMAIL_URL))
elif EMBEDDED:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env(
    "EMAIL_FROM", f"claimbook@{urlsplit(PUBLIC_BASE_URL).hostname}"
)

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

# Copies of sources that the worker fetches, and the keys that it has them kept with
# in the Wayback Machine; without keys they are kept here alone.
CAPTURES_DIR = DATA_DIR / "captures"
WAYBACK_ACCESS_KEY = env("WAYBACK_ACCESS_KEY", "")
WAYBACK_SECRET_KEY = env("WAYBACK_SECRET_KEY", "")

# ------------------------------------------------------------------- partners

# Whether the record may be read without a key.
ANONYMOUS_READING = env_flag("ANONYMOUS_READING", "1")
# Requests a minute: of a partner that has no limit of its own, and of an address.
API_RATE_LIMIT = env_number("API_RATE_LIMIT", "600")
API_ANONYMOUS_RATE_LIMIT = env_number("API_ANONYMOUS_RATE_LIMIT", "120")
# Of these, how many may ask the newsroom to check something.
API_SUBMISSION_LIMIT = env_number("API_SUBMISSION_LIMIT", "30")
# On what terms the record is read by whoever has no terms of their own.
LICENCE_TERMS = env("LICENCE_TERMS", "Ask the newsroom before you publish this.")
LICENCE_URL = env("LICENCE_URL", "")
# How a release of the record as a dataset is cited.
DATASET_CITATION = env(
    "DATASET_CITATION", f"{NEWSROOM_NAME}: published claims. {PUBLIC_BASE_URL}/."
)

# Receivers of webhooks on a private network, by address and port: no other private
# address is ever reached.
WEBHOOK_PRIVATE_RECEIVERS = env_receivers("WEBHOOK_PRIVATE_RECEIVERS")

# The worker's tasks stand in claims.jobs.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# The largest form: a claim with hundreds of citations, or one text pasted whole,
# which is refused at its field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

STATIC_URL = "static/"
# Served from the packages they come in: there is nothing to collect.
WHITENOISE_USE_FINDERS = True
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# -------------------------------------------------------------------- headers

# The prefix has browsers refuse the cookie from another host or in the clear.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}device"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# What is sent to the API in the clear is not to be sent again: no redirect to HTTPS.
SECURE_REDIRECT_EXEMPT = [
    r"^api/",
    r"^feeds/",
    r"^v1alpha1/",
    r"^healthz$",
    r"^readyz$",
]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env_flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Under /admin/ and /accounts/. Alpine, which unfold's pages are written for, compiles
# the expressions in their attributes ('unsafe-eval'); unfold sets its colours in a
# style element and much else in style attributes, neither with a nonce. Its scripts
# are files; a template of ours that needs an inline one takes request.csp_nonce.
DESK_POLICY = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "connect-src": [SELF],
    "font-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "script-src": [SELF, NONCE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}

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
    "ACCOUNT": {"navigation": "claims.admin.navigation.account"},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["claims.api.access.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.access.HasScope"],
    "DEFAULT_PARSER_CLASSES": ["claims.api.bodies.BodyParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.deprecations.ContractSchema",
    "DEFAULT_VERSIONING_CLASS": "rest_framework.versioning.NamespaceVersioning",
    "DEFAULT_VERSION": "v1",
    # Accept alone decides the media type: ?format= is an unknown parameter.
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "claims.api.errors.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Claimbook",
    "DESCRIPTION": (BASE_DIR / "claims/api/v1/about.md").read_text("utf-8"),
    "VERSION": "v1",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.v1.problem_examples.show_problems",
        "claims.api.v1.desk.contract.share_answers",
        "claims.api.v1.closed.close_bodies",
    ],
    "ENUM_NAME_OVERRIDES": {
        "AgentKind": "claims.models.AgentKind",
        "SourceKind": "claims.models.SourceKind",
        "TopicKind": "claims.models.TopicKind",
        "VerificationStatus": "claims.models.Status",
        "ReviewState": "claims.models.ReviewState",
        "ScheduleState": "claims.models.ScheduleState",
        "EndpointState": ["active", "disabled"],
        "Event": "claims.models.Event",
        "ChangeEvent": [
            "published",
            "updated",
            "corrected",
            "withdrawn",
            "unavailable",
        ],
        "ClaimEvent": ["published", "updated", "corrected"],
        "TombstoneEvent": ["withdrawn"],
    },
}
