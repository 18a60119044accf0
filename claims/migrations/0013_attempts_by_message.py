"""Attempts by their message, and those that failed: few among many."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # So that nobody waits while they are built.
    atomic = False
    dependencies = [
        ("claims", "0012_publication_seal"),
    ]
    operations = [
        AddIndexConcurrently(
            model_name="webhookattempt",
            index=models.Index(
                condition=models.Q(("is_delivered", False)),
                fields=["webhook", "-id"],
                name="webhookattempt_failed",
            ),
        ),
        AddIndexConcurrently(
            model_name="webhookattempt",
            index=models.Index(fields=["message_id"], name="webhookattempt_of_message"),
        ),
    ]
