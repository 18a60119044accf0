"""The record says when it goes on: NOTIFY on its log."""

from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_published_versions")]
    operations = [RunSQLFile("0009_entry_is_announced")]
