"""What the role that public answers are read with may do: read the record."""

import psycopg
from django.db import connection

from claims.models import RECORD_MODELS
from tests.services.test_rights import FORBIDDEN, published, refusal, session

__all__ = ["published"]

RECORD_TABLES = {model._meta.db_table for model in RECORD_MODELS}
ANYWHERE = """
SET ROLE claimbook_owner
SET ROLE claimbook_web
SET SESSION AUTHORIZATION claimbook_web
COPY claims_claim TO STDOUT
COPY (SELECT * FROM claims_claim) TO '/tmp/claims'
COPY claims_entry TO PROGRAM 'true'
CREATE TEMPORARY TABLE own (id int)
CREATE TABLE own (id int)
CREATE VIEW own AS SELECT * FROM claims_claim
CREATE FUNCTION own() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'
SELECT query_to_xml('SELECT * FROM claims_claim', true, true, '')
SELECT * FROM claims_publishedclaim JOIN claims_claim ON claim_id = id
SELECT (SELECT text FROM claims_claim LIMIT 1) FROM claims_entry
SELECT pg_read_file('/etc/passwd')
SELECT pg_ls_dir('.')
SELECT rolpassword FROM pg_authid
SELECT * FROM pg_user_mapping
SELECT lo_import('/etc/passwd')
SELECT nextval('claims_claimevent_pgh_id_seq')
SELECT last_value FROM claims_claimevent_pgh_id_seq
SELECT pg_get_publication_tables('own'), pg_logical_slot_peek_changes('own', NULL, NULL)
SELECT * FROM pg_statistic
ALTER ROLE claimbook_record BYPASSRLS
GRANT claimbook_web TO claimbook_record
LOCK TABLE claims_claim IN ACCESS SHARE MODE
EXPLAIN ANALYZE SELECT * FROM claims_claim
"""
# On each table that the record's role may not see.
WAYS = """
SELECT count(*) FROM {0}
SELECT 1 FROM claims_entry WHERE EXISTS (SELECT 1 FROM {0})
SELECT query_to_xml('SELECT * FROM {0}', true, true, '')
COPY (SELECT * FROM {0}) TO '/tmp/own'
CREATE VIEW own AS SELECT * FROM {0}
DECLARE own CURSOR FOR SELECT * FROM {0}
DO $$ BEGIN PERFORM * FROM {0}; END $$
EXPLAIN ANALYZE SELECT * FROM {0}
LOCK TABLE {0} IN ACCESS SHARE MODE
DELETE FROM {0}
"""
WRITES = """
INSERT INTO {0} SELECT * FROM {0}
UPDATE {0} SET {1} = {1}
DELETE FROM {0}
TRUNCATE {0}
COPY {0} FROM STDIN
SELECT * FROM {0} FOR SHARE
LOCK TABLE {0} IN ROW EXCLUSIVE MODE
DROP TABLE {0}
"""


def test_record_role_reads_the_record_and_nothing_else(published):
    with session("record") as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {table for (table,) in cursor.fetchall()}
        reads = {
            table: refusal(cursor, f'SELECT * FROM public."{table}"')
            for table in tables
        }

    assert len(tables) > 30
    assert {table for table, error in reads.items() if error is None} == RECORD_TABLES
    assert set(reads.values()) == {None, psycopg.errors.InsufficientPrivilege}


def test_record_role_finds_no_way_round(published):
    keys = {
        model._meta.db_table: model._meta.pk_fields[0].column for model in RECORD_MODELS
    }
    hidden = sorted(set(connection.introspection.table_names()) - RECORD_TABLES)
    statements = [
        *ANYWHERE.strip().splitlines(),
        *(way.format(table) for table in hidden for way in WAYS.strip().splitlines()),
        *(
            line.format(table, key)
            for table, key in keys.items()
            for line in WRITES.strip().splitlines()
        ),
    ]
    with session("record") as cursor:
        refused = {each: refusal(cursor, each) for each in statements}

    assert len(statements) >= 500
    assert {s: e for s, e in refused.items() if e not in FORBIDDEN} == {}


def test_record_role_reads_only_by_default(published):
    with session("record") as cursor:
        cursor.execute("SHOW default_transaction_read_only")

        assert cursor.fetchone() == ("on",)


def test_record_role_reads_no_large_object_of_another(published):
    with session("owner") as cursor:
        cursor.execute("SELECT lo_from_bytea(0, 'secret')")
        [made] = cursor.fetchone()
        try:
            with session("record") as reader:
                error = refusal(reader, f"SELECT lo_get({made})")
        finally:
            cursor.execute("SELECT lo_unlink(%s)", [made])

    assert error is psycopg.errors.InsufficientPrivilege
