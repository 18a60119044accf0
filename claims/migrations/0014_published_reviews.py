"""How many reviews a version has, and how old it is; ``migrate`` fills the columns."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # So that nobody waits while the index is built.
    atomic = False
    dependencies = [
        ("claims", "0013_attempts_by_message"),
    ]
    operations = [
        migrations.AddField(
            model_name="publishedclaim",
            name="reviews",
            field=models.PositiveIntegerField(
                help_text="How many it has; null until “migrate” has counted.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="publishedclaim",
            name="dated",
            field=models.DateField(
                help_text="The last day it was said or reviewed on, as far as known.",
                null=True,
            ),
        ),
        AddIndexConcurrently(
            model_name="publishedclaim",
            index=models.Index(
                condition=models.Q(("until", None)),
                fields=["-dated"],
                name="published_claim_dated",
            ),
        ),
    ]
