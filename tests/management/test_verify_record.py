from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections


def test_verify_record_names_the_first_bad_entry(committed, newsroom):
    newsroom.claim("published")
    newsroom.claim("published")
    out = StringIO()

    call_command("verify_record", stdout=out)
    assert "Every entry" in out.getvalue()

    with connections["owner"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE claims_entry SET note = 'Forged' WHERE sequence = 2")
        cursor.execute("SET session_replication_role = origin")
    with pytest.raises(CommandError, match="entry 2"):
        call_command("verify_record")
