"""What the tables stand on: PostgreSQL's extensions, and functions of columns."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        BtreeGistExtension(),
        RunSQLFile("0001_figure_interval"),
        RunSQLFile("0001_search_words"),
    ]
