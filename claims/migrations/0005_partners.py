"""Partners, their keys, and what is counted of their requests."""

import claims.models.base
import claims.models.text
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.lookups
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from claims.sql import RunSQLFile

PERMISSIONS = {
    "add_partner": "partner",
    "change_partner": "partner",
    "view_partner": "partner",
    "manage_keys": "apikey",
    "view_apikey": "apikey",
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
        ("claims", "0004_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "spender",
                    models.CharField(max_length=60, primary_key=True, serialize=False),
                ),
                ("ends_at", models.DateTimeField()),
                ("used", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
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
                    "name",
                    claims.models.text.Line(
                        blank=True,
                        editable=False,
                        help_text="What it is for.",
                        max_length=100,
                    ),
                ),
                (
                    "prefix",
                    models.CharField(editable=False, max_length=11, unique=True),
                ),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read the record"),
                                ("submit", "submit claims to check"),
                                ("webhooks", "manage webhooks"),
                                ("desk", "work at the desk as oneself"),
                            ],
                            max_length=20,
                        ),
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When it ends; empty where it does not.",
                        null=True,
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The key it was made to take the place of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="claims.apikey",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "ordering": ["-created_at", "-id"],
                "permissions": [
                    ("manage_keys", "Can make, rotate and revoke partners' keys")
                ],
                "abstract": False,
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Partner",
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
                ("name", claims.models.text.Line(max_length=200, unique=True)),
                (
                    "contact_name",
                    claims.models.text.Line(
                        blank=True, help_text="Whom to write to.", max_length=200
                    ),
                ),
                (
                    "contact_email",
                    claims.models.text.Line(
                        blank=True,
                        max_length=254,
                        validators=[django.core.validators.EmailValidator()],
                    ),
                ),
                (
                    "licence_terms",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="What it may do with what it reads; empty where the site's own terms hold. Every answer to it leads there.",
                        max_length=4000,
                    ),
                ),
                (
                    "licence_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where its terms stand in full, if they do.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
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
                    "rate_limit",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Requests a minute; the site's own limit where empty.",
                        null=True,
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Take this away and all its keys stop at once.",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What it may see; every topic where none is chosen.",
                        related_name="partners",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApiKeyEvent",
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
                    "name",
                    claims.models.text.Line(
                        blank=True,
                        editable=False,
                        help_text="What it is for.",
                        max_length=100,
                    ),
                ),
                ("prefix", models.CharField(editable=False, max_length=11)),
                ("digest", models.CharField(editable=False, max_length=64)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "read the record"),
                                ("submit", "submit claims to check"),
                                ("webhooks", "manage webhooks"),
                                ("desk", "work at the desk as oneself"),
                            ],
                            max_length=20,
                        ),
                        editable=False,
                        size=None,
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When it ends; empty where it does not.",
                        null=True,
                    ),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "person",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.apikey",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The key it was made to take the place of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.apikey",
                    ),
                ),
                (
                    "revoked_by",
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
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.partner",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="apikey",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="keys",
                to="claims.partner",
            ),
        ),
        migrations.CreateModel(
            name="PartnerEvent",
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
                ("name", claims.models.text.Line(max_length=200)),
                (
                    "contact_name",
                    claims.models.text.Line(
                        blank=True, help_text="Whom to write to.", max_length=200
                    ),
                ),
                (
                    "contact_email",
                    claims.models.text.Line(
                        blank=True,
                        max_length=254,
                        validators=[django.core.validators.EmailValidator()],
                    ),
                ),
                (
                    "licence_terms",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="What it may do with what it reads; empty where the site's own terms hold. Every answer to it leads there.",
                        max_length=4000,
                    ),
                ),
                (
                    "licence_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where its terms stand in full, if they do.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
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
                    "rate_limit",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Requests a minute; the site's own limit where empty.",
                        null=True,
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Take this away and all its keys stop at once.",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.partner",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerTopicEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "partner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.partner",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DailyUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("day", models.DateField()),
                ("served", models.PositiveBigIntegerField(default=0)),
                ("refused", models.PositiveBigIntegerField(default=0)),
                ("last_at", models.DateTimeField()),
                (
                    "key",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daily_use",
                        to="claims.apikey",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "key"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "day"),
                        name="dailyuse_is_one_row_a_day",
                        nulls_distinct=False,
                        violation_error_message="This day is counted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("served__gt", 0), ("refused__gt", 0), _connector="OR"
                        ),
                        name="dailyuse_counts_something",
                        violation_error_message="A day without requests has no row.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="partner_name_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "contact_name__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="partner_contact_name_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "contact_email__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="partner_contact_email_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "licence_url__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="partner_licence_url_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "licence_terms__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="partner_licence_terms_is_clean_text",
                violation_error_message="Leave out control characters and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("licence_url__regex", "^https?://[^\\s]+$"),
                    ("licence_url", ""),
                    _connector="OR",
                ),
                name="partner_licence_url_is_well_formed",
                violation_error_message="Give a full address that starts with http.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
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
                name="partner_languages_are_well_formed",
                violation_error_message="Give BCP 47 tags such as en, sr-Latn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rate_limit", None), ("rate_limit__gte", 1), _connector="OR"
                ),
                name="partner_rate_limit_lets_something_through",
                violation_error_message="Give 1 or more; to stop a partner, make it inactive.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_moves_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="7f0dd5827e64dbd089b4e52eb99ffc7648e0bdcd",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_moves_by_one_8779c",
                    table="claims_partner",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_partnerevent" ("contact_email", "contact_name", "created_at", "id", "is_active", "languages", "licence_terms", "licence_url", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_limit", "revision") VALUES (NEW."contact_email", NEW."contact_name", NEW."created_at", NEW."id", NEW."is_active", NEW."languages", NEW."licence_terms", NEW."licence_url", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."rate_limit", NEW."revision"); RETURN NULL;',
                    hash="8d526ac1a70afc6998dd6f99e8940f8593932730",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_789e2",
                    table="claims_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_partnerevent" ("contact_email", "contact_name", "created_at", "id", "is_active", "languages", "licence_terms", "licence_url", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_limit", "revision") VALUES (NEW."contact_email", NEW."contact_name", NEW."created_at", NEW."id", NEW."is_active", NEW."languages", NEW."licence_terms", NEW."licence_url", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."rate_limit", NEW."revision"); RETURN NULL;',
                    hash="137c1657048ec1e8c70ad2c0cb63ae17718e6a7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8249",
                    table="claims_partner",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partner",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_partnerevent" ("contact_email", "contact_name", "created_at", "id", "is_active", "languages", "licence_terms", "licence_url", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate_limit", "revision") VALUES (OLD."contact_email", OLD."contact_name", OLD."created_at", OLD."id", OLD."is_active", OLD."languages", OLD."licence_terms", OLD."licence_url", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."rate_limit", OLD."revision"); RETURN NULL;',
                    hash="5e4df379aafae0a6640fa94d5bf08d7a6e50ad8f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d2e39",
                    table="claims_partner",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="PartnerTopic",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("claims.partner_topics",),
        ),
        migrations.AddIndex(
            model_name="apikeyevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="apikey_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikeyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="a0d82043b57a7cc9a1cb5ba97fde1517a911a619",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d1839",
                    table="claims_apikeyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikeyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="0ccdbde0c6df6c07bb0ef8ec8ef62a66bb2fb6bb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_eaf0f",
                    table="claims_apikeyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "name__regex",
                        "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                    ),
                    _negated=True,
                ),
                name="apikey_name_is_clean_text",
                violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefix__regex", "^cb_[0-9a-z]{8}$")),
                name="apikey_prefix_is_well_formed",
                violation_error_message="A key starts with cb_.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="apikey_digest_is_well_formed",
                violation_error_message="Give 64 hexadecimal digits.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("partner__isnull", False),
                        ("person", None),
                        ("scopes__contained_by", ["read", "submit", "webhooks"]),
                    ),
                    models.Q(
                        ("partner", None),
                        ("person__isnull", False),
                        ("scopes__contained_by", ["read", "desk"]),
                    ),
                    _connector="OR",
                ),
                name="apikey_scopes_fit_its_owner",
                violation_error_message="A partner's key may read, submit and manage webhooks; a person's token may read and work at the desk.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__len__gte", 1)),
                name="apikey_opens_something",
                violation_error_message="Choose what it opens.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at", None),
                    ("expires_at__gt", models.F("created_at")),
                    _connector="OR",
                ),
                name="apikey_expires_after_it_was_made",
                violation_error_message="It cannot end before it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_by", None)),
                    models.Q(
                        ("revoked_at__isnull", False), ("revoked_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="apikey_revoked_at_and_by_go_together",
                violation_error_message="Who revoked it and when go together.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_moves_by_one",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="5c2c653167e53c018cbaec0b9f0354ef1a8ad1f4",
                    operation="UPDATE",
                    pgid="pgtrigger_revision_moves_by_one_272e8",
                    table="claims_apikey",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_apikeyevent" ("created_at", "digest", "expires_at", "id", "name", "partner_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "replaces_id", "revision", "revoked_at", "revoked_by_id", "scopes") VALUES (NEW."created_at", NEW."digest", NEW."expires_at", NEW."id", NEW."name", NEW."partner_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."prefix", NEW."replaces_id", NEW."revision", NEW."revoked_at", NEW."revoked_by_id", NEW."scopes"); RETURN NULL;',
                    hash="aeaca2df1200c4e066dc6a009f909e04cf1ed8bc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7da2f",
                    table="claims_apikey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_apikeyevent" ("created_at", "digest", "expires_at", "id", "name", "partner_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "replaces_id", "revision", "revoked_at", "revoked_by_id", "scopes") VALUES (NEW."created_at", NEW."digest", NEW."expires_at", NEW."id", NEW."name", NEW."partner_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."prefix", NEW."replaces_id", NEW."revision", NEW."revoked_at", NEW."revoked_by_id", NEW."scopes"); RETURN NULL;',
                    hash="b5979c89b8da35f72aac6708c1ff502eb83d6210",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_638fb",
                    table="claims_apikey",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="apikey",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_apikeyevent" ("created_at", "digest", "expires_at", "id", "name", "partner_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "replaces_id", "revision", "revoked_at", "revoked_by_id", "scopes") VALUES (OLD."created_at", OLD."digest", OLD."expires_at", OLD."id", OLD."name", OLD."partner_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."prefix", OLD."replaces_id", OLD."revision", OLD."revoked_at", OLD."revoked_by_id", OLD."scopes"); RETURN NULL;',
                    hash="a6267e5bf9c0d0e5f95f64c7f0bf99cefea572b1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_db2eb",
                    table="claims_apikey",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="partnerevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="partner_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="3311cf417d0ed469d8abd2b67557c48ab2892b25",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_80006",
                    table="claims_partnerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="363816b0ac47aa43c10864c6d9e0cd7907cd15b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_5c7c9",
                    table="claims_partnerevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="partnertopicevent",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("user", "pgh_context"),
                models.OrderBy(models.F("pgh_created_at"), descending=True),
                models.OrderBy(models.F("pgh_id"), descending=True),
                name="partnertopic_by_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnertopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="48934689c86d5a3f402c764d46a517db4fe142ed",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c86e7",
                    table="claims_partnertopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnertopicevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                    hash="655ef870fe68a15851b82abecfaf3158d2d7574d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_never_changed_9e23d",
                    table="claims_partnertopicevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnertopic",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_partnertopicevent" ("id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") VALUES (NEW."id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."topic_id"); RETURN NULL;',
                    hash="8db6033a7fb503c3b0dbfd584988507c66f7c562",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2e556",
                    table="claims_partner_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnertopic",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_partnertopicevent" ("id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") VALUES (NEW."id", NEW."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."topic_id"); RETURN NULL;',
                    hash="4f0d2ae2579a0933f10673cc49b5c7f1ac691cd2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_29c96",
                    table="claims_partner_topics",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="partnertopic",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_partnertopicevent" ("id", "partner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "topic_id") VALUES (OLD."id", OLD."partner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."topic_id"); RETURN NULL;',
                    hash="1ab155865a52be3d94a5e13460942ae342dc8f0d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_24106",
                    table="claims_partner_topics",
                    when="AFTER",
                ),
            ),
        ),
        RunSQLFile("0005_quota_is_unlogged"),
        migrations.RunPython(allow, forbid),
    ]
