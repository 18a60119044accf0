"""Bring the text there is to its normal form, for the rules that follow to hold."""

from django.db import migrations

from claims.sql import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_groups")]
    operations = [RunSQLFile("0005_bring_text_to_its_normal_form")]
