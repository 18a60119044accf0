"""The settings module, read anew under environments of its own."""

import importlib.util
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parents[2]

PRODUCTION = {
    "DATABASE_URL": "postgresql://desk:pw@db.example.org:5433/claims?sslmode=require",
    "DATABASE_OWNER_URL": "postgresql://owner:pw@db.example.org/claims",
    "DATABASE_RECORD_URL": "postgresql://record:pw@db.example.org/claims",
    "SECRET_KEY": "7Qn2vXk9" * 8,
    "PUBLIC_BASE_URL": "https://claims.example.org/",
    "EMAIL_URL": "smtps://desk:pw@mail.example.org",
}

OTHERS = [
    "ALLOWED_HOSTS",
    "ANONYMOUS_READING",
    "API_ANONYMOUS_RATE_LIMIT",
    "API_RATE_LIMIT",
    "BEHIND_PROXY",
    "CLAIMBOOK_DEMO",
    "DATABASE_REPLICA_URLS",
    "DEBUG",
    "EMAIL_FROM",
]


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Read the settings under an environment, on a data folder of its own."""

    def read(**environment):
        for name in [*PRODUCTION, *OTHERS]:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("CLAIMBOOK_DATA_DIR", str(tmp_path / "data"))
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location(
            "settings_anew", ROOT / "project" / "settings.py"
        )
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read


@pytest.mark.parametrize("given", [None, ""])
@pytest.mark.parametrize("name", ["SECRET_KEY", "PUBLIC_BASE_URL"])
def test_variable_that_production_lacks_is_named_with_its_remedy(read, name, given):
    environment = {**PRODUCTION, name: given}
    if given is None:
        del environment[name]

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set. Set it to "):
        read(**environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "true"),
        ("BEHIND_PROXY", "yes"),
        ("ANONYMOUS_READING", "no"),
        ("API_RATE_LIMIT", "0"),
        ("API_RATE_LIMIT", "-1"),
        ("API_RATE_LIMIT", "1e3"),
        ("API_ANONYMOUS_RATE_LIMIT", "many"),
        ("PUBLIC_BASE_URL", "claims.example.org"),
        ("PUBLIC_BASE_URL", "ftp://claims.example.org"),
        ("PUBLIC_BASE_URL", "https://claims.example.org/api"),
        ("PUBLIC_BASE_URL", "https://user:pw@claims.example.org"),
        ("DATABASE_URL", "mysql://desk:hunter2@db/claims"),
        ("DATABASE_OWNER_URL", "hunter2"),
        ("DATABASE_RECORD_URL", "hunter2"),
        ("DATABASE_REPLICA_URLS", "postgresql://db/claims,hunter2"),
        ("EMAIL_URL", "imap://desk:hunter2@mail.example.org"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://desk:hunter2@mail.example.org:port"),
        ("EMAIL_URL", "hunter2"),
    ],
)
def test_variable_that_cannot_be_read_is_named_with_its_remedy(read, name, value):
    with pytest.raises(ImproperlyConfigured) as error:
        read(**{**PRODUCTION, name: value})

    assert re.match(
        rf"{name} (is '.*'\.|cannot be read\.) (Set|Write) it ", str(error.value)
    )
    assert "hunter2" not in str(error.value)


def test_data_folder_that_cannot_be_used_is_named_with_its_remedy(read, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(ImproperlyConfigured, match="Name one of your own in CLAIM"):
        read(CLAIMBOOK_DATA_DIR=str(tmp_path / "file" / "data"))


def test_machine_of_ones_own_needs_no_variable(read):
    settings = read()

    assert settings.EMBEDDED
    assert not settings.DEBUG
    assert settings.PUBLIC_BASE_URL == "http://127.0.0.1:8000"
    assert settings.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]", "127.0.0.1"]
    roles = {name: each["USER"] for name, each in settings.DATABASES.items()}
    assert roles == {
        "default": "claimbook_web",
        "owner": "claimbook_owner",
        "record": "claimbook_record",
    }


def test_secret_key_of_the_data_folder_is_kept_and_private(read, tmp_path):
    first, second = read().SECRET_KEY, read().SECRET_KEY

    path = tmp_path / "data" / "secret_key"
    assert first == second == path.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]


def test_secret_key_that_another_process_made_meanwhile_wins(
    read, tmp_path, monkeypatch
):
    path = tmp_path / "data" / "secret_key"
    hardlink_to = Path.hardlink_to

    def late(self, target):
        path.write_text("theirs")
        hardlink_to(self, target)

    monkeypatch.setattr(Path, "hardlink_to", late)

    assert read().SECRET_KEY == "theirs"


def test_secret_key_of_the_environment_goes_first(read, tmp_path):
    assert read(SECRET_KEY="given").SECRET_KEY == "given"
    assert not (tmp_path / "data").exists()


def test_production_is_told_by_its_variables(read):
    settings = read(
        **PRODUCTION,
        DATABASE_REPLICA_URLS="postgresql://r1/claims, postgresql://r2/claims",
    )

    desk = settings.DATABASES["default"]
    assert (desk["USER"], desk["HOST"], desk["PORT"]) == (
        "desk",
        "db.example.org",
        "5433",
    )
    assert desk["NAME"] == "claims"
    assert desk["OPTIONS"]["sslmode"] == "require"
    assert set(settings.DATABASES) == {
        "default",
        "owner",
        "record",
        "replica1",
        "replica2",
    }
    assert settings.DATABASES["replica2"]["HOST"] == "r2"
    assert settings.PUBLIC_BASE_URL == "https://claims.example.org"
    assert "claims.example.org" in settings.ALLOWED_HOSTS
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE
    assert settings.SECURE_SSL_REDIRECT


def test_record_is_read_with_a_time_limit_and_not_written(read):
    settings = read(**PRODUCTION, DATABASE_REPLICA_URLS="postgresql://r1/claims")

    for name in ("record", "replica1"):
        options = settings.DATABASES[name]["OPTIONS"]["options"]
        assert "default_transaction_read_only=on" in options
        assert "statement_timeout=3s" in options


def test_allowed_hosts_are_those_given(read):
    assert read(ALLOWED_HOSTS="a.example, b.example").ALLOWED_HOSTS == [
        "a.example",
        "b.example",
    ]


@pytest.mark.parametrize("behind", ["0", "1"])
def test_proxy_is_believed_only_when_told_to(read, behind):
    settings = read(**PRODUCTION, BEHIND_PROXY=behind)

    assert hasattr(settings, "SECURE_PROXY_SSL_HEADER") is (behind == "1")


@pytest.mark.parametrize("behind", ["0", "1"])
def test_address_is_read_from_a_header_only_behind_a_proxy(read, behind):
    settings = read(**PRODUCTION, BEHIND_PROXY=behind)

    assert int(behind) == settings.ALLAUTH_TRUSTED_PROXY_COUNT


def test_cookies_are_bound_to_the_host_where_there_is_https(read):
    production, own = read(**PRODUCTION), read()

    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME")
    assert all(getattr(production, name).startswith("__Host-") for name in names)
    assert not any(getattr(own, name).startswith("__") for name in names)


@pytest.mark.parametrize(
    ("environment", "demo"),
    [
        ({}, False),
        ({"CLAIMBOOK_DEMO": "0"}, False),
        ({"CLAIMBOOK_DEMO": "1"}, True),
        ({**PRODUCTION, "CLAIMBOOK_DEMO": "1"}, False),
    ],
)
def test_second_factor_is_let_off_in_the_demo_alone(read, environment, demo):
    assert read(**environment).DEMO is demo


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "tls"),
    [
        ("smtps://mail.example.org", "mail.example.org", 465, True, False),
        ("smtps://mail.example.org:4650", "mail.example.org", 4650, True, False),
        ("smtp://mail.example.org", "mail.example.org", 587, False, True),
        ("smtp://localhost", "localhost", 25, False, False),
        ("smtp://[::1]:2525", "::1", 2525, False, False),
    ],
)
def test_mail_is_sent_encrypted_but_to_this_machine(read, url, host, port, ssl, tls):
    settings = read(**{**PRODUCTION, "EMAIL_URL": url})

    assert settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    assert (host, port) == (settings.EMAIL_HOST, settings.EMAIL_PORT)
    assert (ssl, tls) == (settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS)


def test_mail_server_is_told_who_sends(read):
    url = "smtp://desk%40example.org:p%2Fw@mail.example.org"
    settings = read(**{**PRODUCTION, "EMAIL_URL": url})

    assert settings.EMAIL_HOST_USER == "desk@example.org"
    assert settings.EMAIL_HOST_PASSWORD == "p/w"
    assert settings.DEFAULT_FROM_EMAIL == "claimbook@claims.example.org"
    given = read(**PRODUCTION, EMAIL_FROM="desk@example.org")
    assert given.DEFAULT_FROM_EMAIL == "desk@example.org"


def test_mail_without_a_server_is_printed_on_a_machine_of_ones_own_alone(read):
    own, production = read(), read(**{**PRODUCTION, "EMAIL_URL": ""})

    assert own.EMAIL_BACKEND.endswith("console.EmailBackend")
    assert production.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    assert (own.SENDS_MAIL, production.SENDS_MAIL) == (True, False)


def manage(*arguments, **environment):
    """Run manage.py in a process of its own, on an environment of production."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "CLAIMBOOK_DATA_DIR")
        if name in os.environ
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **PRODUCTION, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_check_of_a_deployment_is_clean():
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_check_of_a_deployment_tells_what_a_missing_role_costs():
    result = manage("check", "--deploy", DATABASE_OWNER_URL="", DATABASE_RECORD_URL="")

    assert "claimbook.W001" in result.stderr
    assert "claimbook.W002" in result.stderr


def test_missing_variable_is_one_line_and_exit_code_1():
    result = manage("check", SECRET_KEY="")

    assert result.returncode == 1
    assert result.stderr == (
        "SECRET_KEY is not set. Set it to 50 or more random characters, and keep it.\n"
    )


def test_errors_are_logged_where_debug_is_off():
    result = manage(
        "shell",
        "--no-imports",
        "-c",
        "import logging; from django.core.wsgi import get_wsgi_application as app;"
        "app(); log = logging.getLogger('django.request');"
        "log.error('it broke'); log.warning('not found')",
    )

    assert result.stderr == "it broke\n"


@pytest.mark.parametrize(
    ("environment", "reading"), [({}, True), ({"ANONYMOUS_READING": "0"}, False)]
)
def test_record_is_read_without_a_key_unless_that_is_forbidden(
    read, environment, reading
):
    settings = read(**environment)

    assert settings.ANONYMOUS_READING is reading
    assert (settings.API_RATE_LIMIT, settings.API_ANONYMOUS_RATE_LIMIT) == (600, 120)
