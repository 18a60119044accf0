"""Topics, measures, agents, sources and figures of the record, told by its claims."""

import django.db.models.deletion
from django.db import migrations, models


def forget_topics(apps, schema_editor):
    """Remove the right to a table that is no more; the groups lose it with it."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    ContentType.objects.using(schema_editor.connection.alias).filter(
        app_label="claims", model="publishedtopic"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_published_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedFigures",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("topic_id", models.UUIDField()),
                ("measure_id", models.UUIDField()),
                ("language", models.CharField(max_length=35)),
                ("stated", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["measure_id", "id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PublishedNoun",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "Topic"),
                            ("measure", "Measure"),
                            ("agent", "Agent"),
                            ("source", "Source"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=100)),
                ("document", models.BinaryField()),
                ("claims", models.PositiveIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="PublishedShare",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "noun_id",
                        "topic_id",
                        "language",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("noun_id", models.UUIDField()),
                ("topic_id", models.UUIDField()),
                ("language", models.CharField(max_length=35)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "Topic"),
                            ("measure", "Measure"),
                            ("agent", "Agent"),
                            ("source", "Source"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.SlugField(blank=True, db_index=False, max_length=100)),
                ("claims", models.PositiveIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.entry",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.DeleteModel(
            name="PublishedTopic",
        ),
        migrations.AddIndex(
            model_name="publishedfigures",
            index=models.Index(
                fields=["measure_id", "id"], name="published_figures_of_measure"
            ),
        ),
        migrations.AddIndex(
            model_name="publishedfigures",
            index=models.Index(
                fields=["topic_id", "measure_id", "id"],
                name="published_figures_of_topic",
            ),
        ),
        migrations.AddIndex(
            model_name="publishednoun",
            index=models.Index(fields=["kind", "id"], name="published_noun_page"),
        ),
        migrations.AddIndex(
            model_name="publishednoun",
            index=models.Index(
                condition=models.Q(("slug", ""), _negated=True),
                fields=["slug"],
                name="published_noun_slug",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedshare",
            index=models.Index(
                fields=["kind", "topic_id", "noun_id"], name="published_share_of_topic"
            ),
        ),
        migrations.AddIndex(
            model_name="publishedshare",
            index=models.Index(
                fields=["kind", "language", "noun_id"],
                name="published_share_of_language",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedshare",
            index=models.Index(
                condition=models.Q(("slug", ""), _negated=True),
                fields=["slug"],
                name="published_share_slug",
            ),
        ),
        migrations.RunPython(forget_topics, migrations.RunPython.noop),
    ]
