"""What partners submit, and the answers that the API keeps to give them again."""

import claims.models.base
import claims.models.dates
import claims.models.text
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

EVERYBODY = ("Researcher", "Fact-checker", "Editor", "Partner manager")
RIGHTS = {
    "view_submission": EVERYBODY,
    "take_submission": ("Researcher", "Fact-checker", "Editor"),
    "decline_submission": ("Editor",),
}


def allow(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group").objects.using(database)
    content_type, _ = ContentType.objects.using(database).get_or_create(
        app_label="claims", model="submission"
    )
    for codename, names in RIGHTS.items():
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
        ("claims", "0009_webhooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "scope",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("headers", models.JSONField()),
                ("body", models.BinaryField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["at"], name="kept_answer_age")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
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
                    "statement",
                    claims.models.text.Prose(
                        help_text="What is claimed, in one statement.", max_length=2000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Of the statement, such as en.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                "Give a BCP 47 tag such as en or sr-Latn.",
                            )
                        ],
                    ),
                ),
                (
                    "seen_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where it was seen.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "seen",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was seen, as EDTF: 2026-11-24.",
                        max_length=100,
                    ),
                ),
                (
                    "seen_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "note",
                    claims.models.text.Prose(
                        blank=True, help_text="A word to the newsroom.", max_length=2000
                    ),
                ),
                (
                    "reference",
                    claims.models.text.Line(
                        blank=True,
                        help_text="What the partner itself calls it.",
                        max_length=200,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "waiting"),
                            ("taken", "in work"),
                            ("joined", "already on record"),
                            ("declined", "Declined"),
                        ],
                        default="received",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "decline_reason",
                    claims.models.text.Prose(
                        blank=True,
                        editable=False,
                        help_text="Why it is not taken; the partner reads it.",
                        max_length=2000,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The claim that has it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="claims.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_submissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="claims.partner",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("take_submission", "Can take a submission into work"),
                    ("decline_submission", "Can decline a submission"),
                ],
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SubmissionEvent",
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
                    "statement",
                    claims.models.text.Prose(
                        help_text="What is claimed, in one statement.", max_length=2000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Of the statement, such as en.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                "Give a BCP 47 tag such as en or sr-Latn.",
                            )
                        ],
                    ),
                ),
                (
                    "seen_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where it was seen.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "seen",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was seen, as EDTF: 2026-11-24.",
                        max_length=100,
                    ),
                ),
                (
                    "seen_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "note",
                    claims.models.text.Prose(
                        blank=True, help_text="A word to the newsroom.", max_length=2000
                    ),
                ),
                (
                    "reference",
                    claims.models.text.Line(
                        blank=True,
                        help_text="What the partner itself calls it.",
                        max_length=200,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "waiting"),
                            ("taken", "in work"),
                            ("joined", "already on record"),
                            ("declined", "Declined"),
                        ],
                        default="received",
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "decline_reason",
                    claims.models.text.Prose(
                        blank=True,
                        editable=False,
                        help_text="Why it is not taken; the partner reads it.",
                        max_length=2000,
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The claim that has it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.partner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.submission",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["partner", "-id"], name="submission_of_partner"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("state", "received")),
                fields=["id"],
                name="submission_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "seen_url__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_seen_url_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "seen__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_seen_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reference__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_reference_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "statement__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_statement_is_clean_text",
                violation_error_message="Leave out control characters and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "note__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_note_is_clean_text",
                violation_error_message="Leave out control characters and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decline_reason__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="submission_decline_reason_is_clean_text",
                violation_error_message="Leave out control characters and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["received", "taken", "joined", "declined"])
                ),
                name="submission_state_is_known",
                violation_error_message="Choose one of: received, taken, joined, declined.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                    ("language", ""),
                    _connector="OR",
                ),
                name="submission_language_is_well_formed",
                violation_error_message="Give a BCP 47 tag such as en or sr-Latn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seen_url__regex", "^https?://[^\\s]+$"),
                    ("seen_url", ""),
                    _connector="OR",
                ),
                name="submission_seen_url_is_well_formed",
                violation_error_message="Give a full address that starts with http.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["taken", "joined"]),
                    ("claim", None),
                    _connector="XOR",
                ),
                name="submission_has_a_claim_once_it_is_in_work",
                violation_error_message="What is taken or on record has a claim, and only that.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "declined"), ("decline_reason", ""), _connector="XOR"
                ),
                name="submission_declined_says_why",
                violation_error_message="Say why it is declined, and only then.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None)),
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="submission_decided_at_and_by_go_together",
                violation_error_message="Who decided and when go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "received"),
                    ("decided_at__isnull", False),
                    _connector="XOR",
                ),
                name="submission_is_decided_by_somebody",
                violation_error_message="Somebody decides, once, at some time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("partner", "reference"),
                name="submission_reference_is_given_once",
                violation_error_message="You have submitted something by this reference already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_moves_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="6c388b3744226bf3caddc2ead4d741a7882109eb",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_moves_by_one_d032e",
                    table="claims_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="state_follows_the_table",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.state <> OLD.state\n                AND (OLD.state, NEW.state) NOT IN (('received', 'taken'), ('received', 'joined'), ('received', 'declined')) THEN\n                RAISE EXCEPTION 'A % cannot go from % to %',\n                    TG_TABLE_NAME, OLD.state, NEW.state\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="1840c09f4c5c7b80ce49e55886977bd111393e79",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_state_follows_the_table_67458",
                    table="claims_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="refers_to_what_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE beyond uuid;",
                    func="\n            IF NEW.claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.claim_id IS DISTINCT FROM OLD.claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                    hash="59de0538165a29e2de0317d78f236c412fc05d31",
                    operation='INSERT OR UPDATE OF "claim_id"',
                    pgid="pgtrigger_refers_to_what_stands_7c6c3",
                    table="claims_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_submissionevent" ("claim_id", "created_at", "decided_at", "decided_by_id", "decline_reason", "id", "language", "note", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "seen", "seen_range", "seen_url", "state", "statement") VALUES (NEW."claim_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decline_reason", NEW."id", NEW."language", NEW."note", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reference", NEW."revision", NEW."seen", NEW."seen_range", NEW."seen_url", NEW."state", NEW."statement"); RETURN NULL;',
                    hash="92879978135dce66fa83e34680fc24874a88667d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7794",
                    table="claims_submission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_submissionevent" ("claim_id", "created_at", "decided_at", "decided_by_id", "decline_reason", "id", "language", "note", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "seen", "seen_range", "seen_url", "state", "statement") VALUES (NEW."claim_id", NEW."created_at", NEW."decided_at", NEW."decided_by_id", NEW."decline_reason", NEW."id", NEW."language", NEW."note", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reference", NEW."revision", NEW."seen", NEW."seen_range", NEW."seen_url", NEW."state", NEW."statement"); RETURN NULL;',
                    hash="e95353624470ad141809c0744e793941a7bb7e64",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b7c2f",
                    table="claims_submission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_submissionevent" ("claim_id", "created_at", "decided_at", "decided_by_id", "decline_reason", "id", "language", "note", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revision", "seen", "seen_range", "seen_url", "state", "statement") VALUES (OLD."claim_id", OLD."created_at", OLD."decided_at", OLD."decided_by_id", OLD."decline_reason", OLD."id", OLD."language", OLD."note", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reference", OLD."revision", OLD."seen", OLD."seen_range", OLD."seen_url", OLD."state", OLD."statement"); RETURN NULL;',
                    hash="3fec49e237a2d0d02d942b2f81c238d29bfc3790",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f6d1e",
                    table="claims_submission",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="submissionevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="submission_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="feb58a52ea69f62cebecac2e61a94d69d914a8ac",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_14c5e",
                    table="claims_submissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="9c8f6315d72b2b2d1955250055e4c6592f8d074b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_cb2ca",
                    table="claims_submissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(allow, forbid),
    ]
