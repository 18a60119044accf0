"""The record says when it goes on: NOTIFY on its log."""

from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_published_nouns")]
    operations = [RunSQLFile("0008_entry_is_announced")]
