"""The record is append-only, dense and chained: triggers on its log."""

from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_desk_and_record")]
    operations = [RunSQLFile("0003_entry_continues_the_record")]
