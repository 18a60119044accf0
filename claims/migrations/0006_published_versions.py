"""One row a version that is or was public, and the values it is found by."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_partners"),
    ]

    # A projection of the log: ``migrate`` fills the new tables from it.
    operations = [
        migrations.DeleteModel(
            name="PublishedClaim",
        ),
        migrations.CreateModel(
            name="PublishedClaim",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="published_claim",
                        serialize=False,
                        to="claims.entry",
                    ),
                ),
                ("claim_id", models.UUIDField()),
                ("until", models.BigIntegerField(null=True)),
                ("topic_id", models.UUIDField()),
                ("measure_id", models.UUIDField(null=True)),
                ("claimant_id", models.UUIDField(null=True)),
                ("language", models.CharField(max_length=35)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("verified", "Verified"),
                            ("partly_verified", "partly verified"),
                            ("disputed", "Disputed"),
                            ("misleading", "Misleading"),
                            ("refuted", "Refuted"),
                            ("unverifiable", "Unverifiable"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "has_conflict",
                    models.BooleanField(
                        help_text="Whether a source of the evidence gives a figure in conflict with it."
                    ),
                ),
                (
                    "interval",
                    django.contrib.postgres.fields.ranges.DecimalRangeField(
                        help_text="The numbers its figure means.", null=True
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="The days it is about.", null=True
                    ),
                ),
                (
                    "claimed",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="The days it was said on.", null=True
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-published_at", "-claim_id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["-published_at", "-claim_id"],
                        include=("entry",),
                        name="published_claim_page",
                    ),
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["-published_at", "-claim_id"],
                        include=("entry", "until"),
                        name="published_claim_page_once",
                    ),
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["entry"],
                        name="published_claim_updated",
                    ),
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["topic_id", "entry"],
                        name="published_claim_topic",
                    ),
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["claim_id", "entry"],
                        name="published_claim_once",
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["interval"], name="published_claim_interval"
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["period"], name="published_claim_period"
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["claimed"], name="published_claim_claimed"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="published_claim_words"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("claim_id",),
                        name="published_claim_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedTerm",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry_id",
                        "term",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="claims.publishedclaim",
                    ),
                ),
                ("term", models.CharField(db_collation="C", max_length=300)),
                ("claim_id", models.UUIDField()),
                ("until", models.BigIntegerField(null=True)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["entry", "term"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["term", "-published_at", "-claim_id"],
                        include=("entry",),
                        name="published_term_page",
                    ),
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["term", "-published_at", "-claim_id"],
                        include=("entry", "until"),
                        name="published_term_page_once",
                    ),
                    models.Index(
                        condition=models.Q(("until", None)),
                        fields=["term", "entry"],
                        name="published_term_updated",
                    ),
                    models.Index(
                        condition=models.Q(("until__isnull", False)),
                        fields=["term", "entry"],
                        include=("until",),
                        name="published_term_updated_once",
                    ),
                ],
                "constraints": [],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE claims_publishedterm ALTER term SET STATISTICS 1000",
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at", "sequence"], name="entry_at"),
        ),
    ]
