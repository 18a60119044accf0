from io import StringIO

from django.core.management import call_command
from django.db import connections


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
