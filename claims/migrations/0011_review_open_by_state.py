"""The reviews that are being worked on, by where they stand: few among many."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # So that nobody waits while it is built.
    atomic = False
    dependencies = [
        ("claims", "0010_submissions"),
    ]
    operations = [
        AddIndexConcurrently(
            model_name="review",
            index=models.Index(
                fields=["state", "-id"],
                condition=models.Q(state__in=["draft", "submitted", "returned"]),
                name="review_open_by_state",
            ),
        ),
    ]
