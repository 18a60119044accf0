from io import StringIO

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from claims.models import PublishedNoun


def can_insert():
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('claimbook_web', 'claims_tag', 'INSERT')"
        )
        return cursor.fetchone()[0]


def test_migrate_grants_rights_and_a_plan_changes_none(committed):
    with connections["owner"].cursor() as cursor:
        cursor.execute("REVOKE INSERT ON claims_tag FROM claimbook_web")

    call_command("migrate", plan=True, stdout=StringIO())
    assert not can_insert()

    call_command("migrate", verbosity=0)
    assert can_insert()


def test_migrate_to_an_older_state_fills_nothing(committed, newsroom):
    newsroom.publish(newsroom.claim())
    newest = max(
        name for app, name in MigrationLoader(None).disk_migrations if app == "claims"
    )
    nouns = PublishedNoun.objects.using("owner")
    nouns.all().delete()

    call_command("migrate", "claims", newest, verbosity=0)
    assert not nouns.exists()

    call_command("migrate", verbosity=0)
    assert nouns.exists()
