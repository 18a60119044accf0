"""Imports of other publishers' reviews, and what their labels come to."""

import claims.models.base
import claims.models.rating_labels
import claims.models.text
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


EVERYBODY = ("Researcher", "Fact-checker", "Editor", "Partner manager")
RIGHTS = {
    "view_import": ("import", EVERYBODY),
    "add_import": ("import", ("Fact-checker", "Editor")),
    "undo_import": ("import", ("Editor",)),
    "view_ratinglabel": ("ratinglabel", EVERYBODY),
    "add_ratinglabel": ("ratinglabel", ("Editor",)),
    "change_ratinglabel": ("ratinglabel", ("Editor",)),
}


def allow(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group").objects.using(database)
    for codename, (model, names) in RIGHTS.items():
        content_type, _ = ContentType.objects.using(database).get_or_create(
            app_label="claims", model=model
        )
        permission, _ = Permission.objects.using(database).get_or_create(
            codename=codename,
            content_type=content_type,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        for group in groups.filter(name__in=names):
            group.permissions.add(permission)


def forbid(apps, schema_editor):
    database = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.using(database).filter(
        content_type__app_label="claims", codename__in=RIGHTS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0014_published_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=claims.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("file_name", claims.models.text.Line(max_length=500)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the file.", max_length=64),
                ),
                (
                    "publisher",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Whose the reviews are that name nobody.",
                        max_length=200,
                    ),
                ),
                ("publishes", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("undone", "Undone"),
                        ],
                        default="running",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-id"],
                "permissions": [("undo_import", "Can undo an import")],
                "default_permissions": ("add", "view"),
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=claims.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("new", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("unchanged", models.PositiveIntegerField(default=0)),
                ("published", models.PositiveIntegerField(default=0)),
                ("unread", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["of", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportedReview",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("content", models.UUIDField()),
                (
                    "rating",
                    models.TextField(help_text="The label as mappings know it."),
                ),
                ("claim_revision", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["key"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=claims.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", claims.models.text.Line(max_length=100)),
                ("reason", claims.models.text.Line(max_length=500)),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RatingLabel",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=claims.models.base.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "label",
                    claims.models.text.Line(
                        help_text="As published, such as “Pants on Fire!”.",
                        max_length=500,
                    ),
                ),
                ("key", claims.models.rating_labels.RatingKeyField(editable=False)),
            ],
            options={
                "ordering": ["key", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingLabelEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=claims.models.base.new_id,
                        editable=False,
                        serialize=False,
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "label",
                    claims.models.text.Line(
                        help_text="As published, such as “Pants on Fire!”.",
                        max_length=500,
                    ),
                ),
                ("key", claims.models.rating_labels.RatingKeyField(editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                django.db.models.functions.text.MD5("url"),
                condition=models.Q(("publisher", None), _negated=True),
                name="review_of_others_by_address",
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="topic",
            field=models.ForeignKey(
                help_text="What its claims are filed under.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="claims.topic",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="claims.import",
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="claim",
            field=models.ForeignKey(
                help_text="Made for it.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imported",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="first_import",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.import",
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="last_import",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.import",
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="published_import",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.import",
            ),
        ),
        migrations.AddField(
            model_name="importedreview",
            name="review",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="imported",
                to="claims.review",
            ),
        ),
        migrations.AddField(
            model_name="importproblem",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="problems",
                to="claims.import",
            ),
        ),
        migrations.AddField(
            model_name="ratinglabel",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                help_text="Whose label; empty for the label of any publisher.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rating_labels",
                to="claims.agent",
            ),
        ),
        migrations.AddField(
            model_name="ratinglabel",
            name="verdict",
            field=models.ForeignKey(
                blank=True,
                help_text="What it comes to on our scale; empty where that cannot be said.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rating_labels",
                to="claims.verdict",
            ),
        ),
        migrations.AddField(
            model_name="ratinglabelevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="claims.ratinglabel",
            ),
        ),
        migrations.AddField(
            model_name="ratinglabelevent",
            name="publisher",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Whose label; empty for the label of any publisher.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.agent",
            ),
        ),
        migrations.AddField(
            model_name="ratinglabelevent",
            name="verdict",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What it comes to on our scale; empty where that cannot be said.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "file_name__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="import_file_name_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "publisher__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="import_publisher_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["running", "done", "undone"])),
                name="import_state_is_known",
                violation_error_message="Choose one of: running, done, undone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("digest__regex", "^[0-9a-f]{64}$"), ("digest", ""), _connector="OR"
                ),
                name="import_digest_is_well_formed",
                violation_error_message="Give 64 hexadecimal digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "running"),
                    ("finished_at__isnull", False),
                    _connector="XOR",
                ),
                name="import_is_finished_or_runs",
                violation_error_message="An import that runs is not finished.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.UniqueConstraint(
                fields=("of", "number"),
                name="import_batch_is_written_once",
                violation_error_message="This batch is written already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "place__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="importproblem_place_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="importproblem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="importproblem_reason_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratinglabel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "label__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="ratinglabel_label_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratinglabel",
            constraint=models.UniqueConstraint(
                fields=("publisher", "key"),
                name="rating_label_is_mapped_once",
                nulls_distinct=False,
                violation_error_message="This label is mapped already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabel",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_moves_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="b50aeb571e1528269fc2e63c79d786d4ac54f711",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_moves_by_one_d9fcb",
                    table="claims_ratinglabel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabel",
            trigger=pgtrigger.compiler.Trigger(
                name="refers_to_what_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE beyond uuid;",
                    func="\n            IF NEW.publisher_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.publisher_id IS DISTINCT FROM OLD.publisher_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_agent\n                    WHERE id = NEW.publisher_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'agent'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                    hash="837e0b3789b137b98499a906423f922d94f2f507",
                    operation='INSERT OR UPDATE OF "publisher_id"',
                    pgid="pgtrigger_refers_to_what_stands_fc172",
                    table="claims_ratinglabel",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabel",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ratinglabelevent" ("created_at", "id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "revision", "verdict_id") VALUES (NEW."created_at", NEW."id", NEW."key", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."publisher_id", NEW."revision", NEW."verdict_id"); RETURN NULL;',
                    hash="4f95535616b506fc7f833bfd38b577b6d611805d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a7fd1",
                    table="claims_ratinglabel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_ratinglabelevent" ("created_at", "id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "revision", "verdict_id") VALUES (NEW."created_at", NEW."id", NEW."key", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."publisher_id", NEW."revision", NEW."verdict_id"); RETURN NULL;',
                    hash="ed9bac6eff018050336676b905cc57d3de4a8bdf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4da2",
                    table="claims_ratinglabel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ratinglabelevent" ("created_at", "id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "revision", "verdict_id") VALUES (OLD."created_at", OLD."id", OLD."key", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."publisher_id", OLD."revision", OLD."verdict_id"); RETURN NULL;',
                    hash="44f422b59c0fd59462612f72c71a0306770bcd3b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3afff",
                    table="claims_ratinglabel",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="ratinglabelevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="ratinglabel_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="6d299f4e5488dcc5fef48c3702c51dfca62e2518",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_e16f0",
                    table="claims_ratinglabelevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratinglabelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="199a27afe79a4a764c88e0e04289573c30a2564b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_35d28",
                    table="claims_ratinglabelevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(allow, forbid),
    ]
