"""Webhooks of partners: endpoints, what they are signed with, and how far each was told."""

import claims.models.base
import claims.models.text
import claims.models.webhooks
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.lookups
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


PERMISSIONS = {
    "add_webhook": "webhook",
    "change_webhook": "webhook",
    "view_webhook": "webhook",
    "view_webhookattempt": "webhookattempt",
    "view_acknowledgement": "acknowledgement",
}


def allow(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group = (
        apps.get_model("auth", "Group")
        .objects.using(database)
        .get(name="Partner manager")
    )
    for codename, model in PERMISSIONS.items():
        content_type, _ = ContentType.objects.using(database).get_or_create(
            app_label="claims", model=model
        )
        permission, _ = Permission.objects.using(database).get_or_create(
            codename=codename,
            content_type=content_type,
            defaults={"name": f"Can {codename.replace('_', ' ')}"},
        )
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    database = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.using(database).filter(
        content_type__app_label="claims", codename__in=PERMISSIONS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_entry_is_announced"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the messages are sent: a full address.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "description",
                    claims.models.text.Line(
                        blank=True, help_text="What it is for.", max_length=200
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=35,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                    "Give BCP 47 tags such as en, sr-Latn.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Tags such as en, hy, with commas; every language where none is given.",
                        size=None,
                    ),
                ),
                (
                    "event_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("claim.published", "Published"),
                                ("claim.updated", "Updated"),
                                ("claim.corrected", "Corrected"),
                                ("claim.withdrawn", "Withdrawn"),
                            ],
                            max_length=20,
                        ),
                        default=claims.models.webhooks.every_event,
                        help_text="What it is told of.",
                        size=None,
                    ),
                ),
                (
                    "payload",
                    models.CharField(
                        choices=[
                            ("thin", "thin: the address, version and digest"),
                            ("full", "full: the document too"),
                        ],
                        default="thin",
                        help_text="A thin message never tells what was withdrawn meanwhile.",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("disabled", "Disabled"),
                            ("removed", "Removed"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    claims.models.text.Line(
                        blank=True,
                        editable=False,
                        help_text="Why it is disabled.",
                        max_length=500,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="webhooks",
                        to="claims.partner",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What it is told of; every topic where none is chosen.",
                        related_name="webhooks",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["partner", "id"],
                "abstract": False,
                "default_permissions": ("add", "change", "view"),
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
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
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="claims.claim",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="claims.entry",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="WebhookAttempt",
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
                ("message_id", models.CharField(max_length=100)),
                ("type", models.CharField(max_length=20)),
                (
                    "sequence",
                    models.BigIntegerField(
                        help_text="The entry it tells of; a ping tells of none.",
                        null=True,
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Which try of it this was."
                    ),
                ),
                ("is_delivered", models.BooleanField()),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("milliseconds", models.PositiveIntegerField()),
                (
                    "error",
                    claims.models.text.Line(blank=True, max_length=500, quoted=True),
                ),
                (
                    "response",
                    claims.models.text.Prose(blank=True, max_length=1000, quoted=True),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="WebhookEvent",
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
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the messages are sent: a full address.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "description",
                    claims.models.text.Line(
                        blank=True, help_text="What it is for.", max_length=200
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            max_length=35,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                    "Give BCP 47 tags such as en, sr-Latn.",
                                )
                            ],
                        ),
                        blank=True,
                        default=list,
                        help_text="Tags such as en, hy, with commas; every language where none is given.",
                        size=None,
                    ),
                ),
                (
                    "event_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("claim.published", "Published"),
                                ("claim.updated", "Updated"),
                                ("claim.corrected", "Corrected"),
                                ("claim.withdrawn", "Withdrawn"),
                            ],
                            max_length=20,
                        ),
                        default=claims.models.webhooks.every_event,
                        help_text="What it is told of.",
                        size=None,
                    ),
                ),
                (
                    "payload",
                    models.CharField(
                        choices=[
                            ("thin", "thin: the address, version and digest"),
                            ("full", "full: the document too"),
                        ],
                        default="thin",
                        help_text="A thin message never tells what was withdrawn meanwhile.",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("disabled", "Disabled"),
                            ("removed", "Removed"),
                        ],
                        default="active",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    claims.models.text.Line(
                        blank=True,
                        editable=False,
                        help_text="Why it is disabled.",
                        max_length=500,
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
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WebhookSecret",
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
                ("sealed", models.CharField(max_length=500)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="secrets",
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="WebhookTopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
                (
                    "webhook",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.webhook",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WebhookCursor",
            fields=[
                (
                    "webhook",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="cursor",
                        serialize=False,
                        to="claims.webhook",
                    ),
                ),
                ("delivered_through", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                (
                    "is_slow",
                    models.BooleanField(
                        default=False,
                        help_text="It lately failed, or took long to answer.",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("delivered_through__gte", 0)),
                        name="webhookcursor_is_within_the_log",
                        violation_error_message="The log begins at 1.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("next_try_at", None), ("tries__gte", 1), _connector="OR"
                        ),
                        name="webhookcursor_waits_after_a_try",
                        violation_error_message="Only what was tried waits to be tried again.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "url__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="webhook_url_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "description__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="webhook_description_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "reason__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="webhook_reason_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url__regex", "^https?://[^\\s]+$"), ("url", ""), _connector="OR"
                ),
                name="webhook_url_is_well_formed",
                violation_error_message="Give a full address that starts with http.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("payload__in", ["thin", "full"])),
                name="webhook_payload_is_known",
                violation_error_message="Choose one of: thin, full.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "disabled", "removed"])),
                name="webhook_state_is_known",
                violation_error_message="Choose one of: active, disabled, removed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("url", ""), _negated=True),
                name="webhook_has_an_address",
                violation_error_message="Give a full address that starts with http.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Regex(
                        models.Func(
                            "languages",
                            models.Value(","),
                            function="array_to_string",
                            output_field=models.TextField(),
                        ),
                        "^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*(,[a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*)?$",
                    )
                ),
                name="webhook_languages_are_well_formed",
                violation_error_message="Give BCP 47 tags such as en, sr-Latn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "event_types__contained_by",
                        [
                            "claim.published",
                            "claim.updated",
                            "claim.corrected",
                            "claim.withdrawn",
                        ],
                    ),
                    ("event_types__len__gte", 1),
                ),
                name="webhook_is_told_something",
                violation_error_message="Choose of: claim.published, claim.updated, claim.corrected, claim.withdrawn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "disabled"), ("reason", ""), _connector="XOR"
                ),
                name="webhook_disabled_says_why",
                violation_error_message="Say why it is disabled, and only then.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_moves_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="5dc331006d82a6fcd309464c8997b97d84954c13",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_moves_by_one_ce65b",
                    table="claims_webhook",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="state_follows_the_table",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NEW.state <> OLD.state\n                AND (OLD.state, NEW.state) NOT IN (('active', 'disabled'), ('disabled', 'active'), ('active', 'removed'), ('disabled', 'removed')) THEN\n                RAISE EXCEPTION 'A % cannot go from % to %',\n                    TG_TABLE_NAME, OLD.state, NEW.state\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c265b9763ec7917925198fd14c16fd52460169b6",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_state_follows_the_table_f8e31",
                    table="claims_webhook",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_webhookevent" ("created_at", "description", "event_types", "id", "languages", "partner_id", "payload", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "state", "url") VALUES (NEW."created_at", NEW."description", NEW."event_types", NEW."id", NEW."languages", NEW."partner_id", NEW."payload", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."reason", NEW."revision", NEW."state", NEW."url"); RETURN NULL;',
                    hash="e41f6d4d937ef91a4b663671fd9171b4991c184f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3f07",
                    table="claims_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_webhookevent" ("created_at", "description", "event_types", "id", "languages", "partner_id", "payload", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "state", "url") VALUES (NEW."created_at", NEW."description", NEW."event_types", NEW."id", NEW."languages", NEW."partner_id", NEW."payload", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."reason", NEW."revision", NEW."state", NEW."url"); RETURN NULL;',
                    hash="ca9edb9d68b5dd18f646f74a73bed4cc2453903d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_57384",
                    table="claims_webhook",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhook",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_webhookevent" ("created_at", "description", "event_types", "id", "languages", "partner_id", "payload", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revision", "state", "url") VALUES (OLD."created_at", OLD."description", OLD."event_types", OLD."id", OLD."languages", OLD."partner_id", OLD."payload", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."reason", OLD."revision", OLD."state", OLD."url"); RETURN NULL;',
                    hash="fa8b15315d5e08671f58ef1c087fa06752428277",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c756d",
                    table="claims_webhook",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="WebhookTopic",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("claims.webhook_topics",),
        ),
        migrations.AddIndex(
            model_name="acknowledgement",
            index=models.Index(fields=["-at", "-id"], name="acknowledgement_newest"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("webhook", "claim"),
                name="acknowledgement_is_one_a_claim",
                violation_error_message="This claim was acknowledged already.",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookattempt",
            index=models.Index(fields=["webhook", "-id"], name="webhookattempt_newest"),
        ),
        migrations.AddIndex(
            model_name="webhookattempt",
            index=models.Index(fields=["created_at"], name="webhookattempt_old"),
        ),
        migrations.AddConstraint(
            model_name="webhookattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_delivered", False),
                    models.Q(
                        ("status__gte", 200),
                        ("status__isnull", False),
                        ("status__lt", 300),
                    ),
                    _connector="OR",
                ),
                name="webhookattempt_delivered_is_2xx",
                violation_error_message="Only an answer of 200 to 299 acknowledges.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "error__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029]",
                    ),
                    _negated=True,
                ),
                name="webhookattempt_error_is_clean_text",
                violation_error_message="Leave out control characters and line breaks.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "response__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f]",
                    ),
                    _negated=True,
                ),
                name="webhookattempt_response_is_clean_text",
                violation_error_message="Leave out control characters.",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="webhook_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhookevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="fc8c592a292b4bb97a67ea3ddc6b1a9f948481e0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_439f3",
                    table="claims_webhookevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhookevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="7956773f1b7389f7cef5969e0286e3c6c80fec53",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_1658b",
                    table="claims_webhookevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksecret",
            constraint=models.UniqueConstraint(
                condition=models.Q(("expires_at", None)),
                fields=("webhook",),
                name="webhooksecret_one_is_lasting",
                violation_error_message="Somebody made a secret at the same moment.",
            ),
        ),
        migrations.AddIndex(
            model_name="webhooktopicevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="webhooktopic_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhooktopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="169d349a9b19b01dbcd6c214dbda89201e505bf9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_aa3fa",
                    table="claims_webhooktopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhooktopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="5a23469fefe356a94bba30a5b620aed89d963bf6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_80073",
                    table="claims_webhooktopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhooktopic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_webhooktopicevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id", "webhook_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."topic_id", NEW."webhook_id"); RETURN NULL;',
                    hash="7bf719e502aff9e4fac3a5bbdd08501d6cfe0f2a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bf789",
                    table="claims_webhook_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhooktopic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_webhooktopicevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id", "webhook_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."topic_id", NEW."webhook_id"); RETURN NULL;',
                    hash="22bf5b694d03fae2f6ff5a9606d3c14bde7fd5cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30211",
                    table="claims_webhook_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="webhooktopic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_webhooktopicevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id", "webhook_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."topic_id", OLD."webhook_id"); RETURN NULL;',
                    hash="3dad3281cd49e2b73f3038a38b84073898f3f82e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a1b51",
                    table="claims_webhook_topics",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunPython(allow, forbid),
    ]
