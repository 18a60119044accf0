import contextlib

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connections, transaction

from claims.models import Entry
from claims.services.publication import publish_claim
from claims.services.rights import append_only_tables, grant_rights
from claims.services.verification import verify_record
from tests.factories import (
    AgentFactory,
    ApiKeyFactory,
    CaptureFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    CommentFactory,
    FigureClaimFactory,
    RatingLabelFactory,
    ReviewFactory,
    SavedFilterFactory,
    ScheduledPublicationFactory,
    SubmissionFactory,
    TagFactory,
    WebhookFactory,
)

LOG = "claims_entry"
HISTORY = "claims_claimevent"

# What the desk's role could try on a table that only grows.
ON_A_LOG = """
UPDATE {table} SET {column} = {column}
UPDATE ONLY {table} SET {column} = {column} WHERE false
DELETE FROM {table}
DELETE FROM {table} WHERE false
TRUNCATE {table}
TRUNCATE {table} RESTART IDENTITY CASCADE
DROP TABLE {table}
DROP TABLE {table} CASCADE
ALTER TABLE {table} DISABLE TRIGGER ALL
ALTER TABLE {table} DISABLE TRIGGER USER
ALTER TABLE {table} ENABLE REPLICA TRIGGER {trigger}
ALTER TABLE {table} RENAME TO gone
ALTER TABLE {table} DROP COLUMN {column}
ALTER TABLE {table} ADD COLUMN extra text
ALTER TABLE {table} OWNER TO claimbook_web
ALTER TABLE {table} SET SCHEMA pg_temp
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY
ALTER TABLE {table} DROP CONSTRAINT {table}_pkey
DROP TRIGGER {trigger} ON {table}
ALTER TRIGGER {trigger} ON {table} RENAME TO gone
CREATE TRIGGER own BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE RULE own AS ON INSERT TO {table} DO INSTEAD NOTHING
CREATE POLICY own ON {table} USING (true)
CREATE INDEX own ON {table} ({column})
INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = EXCLUDED.{column}
MERGE INTO {table} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE
SELECT * FROM {table} FOR UPDATE
LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE
COMMENT ON TABLE {table} IS 'mine'
CLUSTER {table} USING {table}_pkey
"""
ON_THE_SERVER = """
SET session_replication_role = replica
SET LOCAL session_replication_role = replica
SET ROLE claimbook_owner
SET SESSION AUTHORIZATION claimbook_owner
SELECT setval('claims_claimevent_pgh_id_seq', 1)
ALTER SEQUENCE claims_claimevent_pgh_id_seq RESTART
ALTER ROLE claimbook_web SUPERUSER
CREATE ROLE own SUPERUSER
GRANT claimbook_owner TO claimbook_web
ALTER FUNCTION claims_entry_is_append_only() RENAME TO gone
CREATE OR REPLACE FUNCTION claims_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
DROP FUNCTION claims_entry_continues_the_record() CASCADE
CREATE TABLE public.own (id int)
CREATE FUNCTION public.own() RETURNS int LANGUAGE sql AS 'SELECT 1'
DROP SCHEMA public CASCADE
CREATE SCHEMA own
CREATE EXTENSION file_fdw
ALTER DATABASE postgres RENAME TO gone
COPY claims_entry TO PROGRAM 'true'
COPY claims_entry TO '/tmp/entries'
COPY claims_entry FROM '/etc/passwd'
SELECT pg_read_file('/etc/passwd')
SELECT pg_reload_conf()
DELETE FROM django_migrations
UPDATE pg_trigger SET tgenabled = 'D'
DELETE FROM pg_class WHERE relname = 'claims_entry'
"""
LOGS = [
    {
        "table": LOG,
        "column": "note",
        "key": "sequence",
        "trigger": "entry_is_never_changed",
    },
    {
        "table": HISTORY,
        "column": "text",
        "key": "pgh_id",
        "trigger": "pgtrigger_never_changed_0",
    },
]
HOSTILE = [
    *(line.format(**log) for log in LOGS for line in ON_A_LOG.strip().splitlines()),
    *ON_THE_SERVER.strip().splitlines(),
]
FORBIDDEN = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.UndefinedObject,  # a trigger that only its owner may look for
)


@contextlib.contextmanager
def session(alias):
    """Open a session of a role of its own, and undo all it did."""
    with contextlib.closing(connections[alias].copy()) as other:
        other.set_autocommit(True)
        with other.cursor() as cursor:
            yield cursor


def refusal(cursor, statement):
    """Say how a statement fails, ``None`` where it does not."""
    cursor.execute("BEGIN READ WRITE")
    try:
        cursor.execute(statement)
    except Exception as error:  # noqa: BLE001 - the test says which it must be
        return type(error.__cause__)
    finally:
        cursor.execute("ROLLBACK")
    return None


@pytest.fixture
def published(committed, newsroom):
    return publish_claim(ClaimFactory(), revision=1, by=newsroom.editor)


def test_the_desk_owns_nothing():
    assert (
        connections["default"].settings_dict["USER"]
        != (connections["owner"].settings_dict["USER"])
    )
    assert len(HOSTILE) > 80


def test_desk_role_cannot_touch_what_only_grows(published):
    with session("default") as cursor:
        refused = {each: refusal(cursor, each) for each in HOSTILE}

    assert {s: e for s, e in refused.items() if e not in FORBIDDEN} == {}


@pytest.mark.parametrize("table", [LOG, HISTORY])
def test_desk_role_cannot_give_itself_rights(published, table):
    with session("default") as cursor:
        # PostgreSQL warns, and grants nothing.
        cursor.execute(f"GRANT ALL ON {table} TO claimbook_web, PUBLIC")
        cursor.execute(f"REVOKE ALL ON {table} FROM claimbook_owner")

        assert refusal(cursor, f"DELETE FROM {table}") in FORBIDDEN
        assert refusal(cursor, f"TRUNCATE {table}") in FORBIDDEN


def test_every_log_and_history_is_append_only_for_the_desk(published):
    with session("default") as cursor:
        for table in append_only_tables():
            for right in ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
                cursor.execute(
                    "SELECT has_table_privilege(current_user, %s, %s),"
                    " has_any_column_privilege(current_user, %s, 'UPDATE')",
                    [table, right, table],
                )
                assert cursor.fetchone() == (False, False), (table, right)


def test_owner_is_stopped_by_triggers(published):
    tag, author = TagFactory(), AgentFactory()
    CommentFactory(claim=published.claim).mentions.add(published.by)
    CaptureFactory()
    ScheduledPublicationFactory()
    SavedFilterFactory()
    ClaimLinkFactory(from_claim=published.claim)
    ReviewFactory(claim=published.claim)
    CitationFactory(claim=published.claim).source.authors.add(author)
    FigureClaimFactory().tags.add(tag)
    ApiKeyFactory().partner.topics.add(published.claim.topic)
    WebhookFactory().topics.add(published.claim.topic)
    SubmissionFactory()
    RatingLabelFactory()
    tables = append_only_tables()

    with session("owner") as cursor:
        for table in tables:
            column = "note" if table == LOG else "pgh_label"
            for statement in (
                f"UPDATE {table} SET {column} = 'else'",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
            ):
                with pytest.raises(IntegrityError, match="append-only"):
                    cursor.execute(statement)

    assert len(tables) == 25


FORGED = {
    "sequence": ("sequence + 1", "goes on with entry"),
    "sequence again": ("sequence - 1", "goes on with entry"),
    "version": ("version + 1", "goes on with version"),
    "previous": ("'forged'", "goes on with version"),
    "digest": ("repeat('0', 64)", "The digest of entry"),
    "document": ("document || 'x'::bytea", "The digest of entry"),
    "event": ("'published'", "while it is not public"),
    "event of a correction": ("'corrected'", "entry_correction_and_withdrawal"),
    "at": ("at - interval '1 hour'", "older than the one before"),
    "claim_id": ("gen_random_uuid()", "goes on with version"),
}
NEXT = {
    "sequence": "sequence + 1",
    "claim_id": "claim_id",
    "version": "version + 1",
    "event": "'updated'",
    "document": "document",
    "digest": "digest",
    "previous": "digest",
    "note": "note",
    "at": "at",
    "by_id": "by_id",
}


def append(cursor, **forged):
    values = {**NEXT, **forged}
    cursor.execute(
        f"INSERT INTO public.claims_entry ({', '.join(values)}) "
        f"SELECT {', '.join(values.values())} FROM public.claims_entry"
    )


@pytest.mark.parametrize("what", FORGED)
def test_desk_role_cannot_append_a_forged_entry(published, what):
    column = what.split()[0]
    forged, words = FORGED[what]
    if column == "sequence":
        forged = forged.replace("sequence", NEXT["sequence"])
    if column == "version":
        forged = "version + 2"

    with session("default") as cursor:
        with pytest.raises(Exception, match=words):
            append(cursor, **{column: forged})
        # The same statement without the forgery is what the desk may do.
        append(cursor)


def test_temporary_table_does_not_stand_before_the_log(published):
    with session("default") as cursor:
        cursor.execute("CREATE TEMPORARY TABLE claims_entry AS TABLE claims_entry")
        cursor.execute("UPDATE pg_temp.claims_entry SET sequence = 41")

        with pytest.raises(Exception, match="goes on with entry 2, not 42"):
            append(cursor, sequence="42")


def test_temporary_table_does_not_catch_the_history(committed):
    tag = TagFactory()
    with session("default") as cursor:
        cursor.execute("CREATE TEMPORARY TABLE claims_tagevent (LIKE claims_tagevent)")
        cursor.execute("UPDATE claims_tag SET name = 'else', revision = 2")
        cursor.execute(
            "SELECT name FROM public.claims_tagevent WHERE id = %s ORDER BY pgh_id",
            [tag.pk],
        )

        assert cursor.fetchall() == [(tag.name,), ("else",)]


@pytest.mark.django_db(databases=["default", "owner"])
def test_grant_rights_leaves_a_role_of_no_own_alone(monkeypatch):
    owner = connections["owner"].settings_dict["USER"]
    for alias in ("default", "record"):
        monkeypatch.setitem(connections[alias].settings_dict, "USER", owner)

    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "REVOKE ALL ON claims_entry FROM claimbook_web, claimbook_record"
        )
        grant_rights()
        cursor.execute(
            "SELECT has_table_privilege('claimbook_web', 'claims_entry', 'SELECT'),"
            " has_table_privilege('claimbook_record', 'claims_entry', 'SELECT')"
        )
        assert cursor.fetchone() == (False, False)
        transaction.set_rollback(True, "owner")


def test_nothing_above_was_written(published):
    assert Entry.objects.using("default").get() == published
    assert verify_record() is None
    assert set(settings.DATABASES) >= {"default", "owner", "record"}
