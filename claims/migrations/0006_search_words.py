"""The functions that say by which words a claim, a topic and an agent are found."""

from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_captures_comments_changes")]
    operations = [RunSQLFile("0006_search_words")]
