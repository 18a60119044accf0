"""The tables of the desk and of the record, with every rule and trigger."""

import claims.models.addresses
import claims.models.base
import claims.models.dates
import claims.models.text
import claims.sql
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("claims", "0001_extensions"),
        ("procrastinate", "0041_post_retry_failed_job"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agent",
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
                ("name", claims.models.text.Line(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("government", "government body"),
                            ("media", "news organisation"),
                            ("ngo", "non-governmental organisation"),
                            ("research", "research body"),
                            ("intergovernmental", "intergovernmental body"),
                            ("organisation", "other organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "site",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Its home page.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "wikidata",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Such as Q42.",
                        max_length=20,
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "country",
                    claims.models.text.Line(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2, such as AM.",
                        max_length=2,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.agent",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "permissions": [("merge_agent", "Can merge agents")],
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func("name", function="text_words"),
                        name="agent_name_words",
                    ),
                    models.Index(
                        django.db.models.functions.text.MD5("site"),
                        name="agent_by_site",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="agent_is_not_merged_into_itself",
                        violation_error_message="It cannot be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="agent_name_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "site__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="agent_site_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "person",
                                    "government",
                                    "media",
                                    "ngo",
                                    "research",
                                    "intergovernmental",
                                    "organisation",
                                ],
                            )
                        ),
                        name="agent_kind_is_known",
                        violation_error_message="Choose one of: person, government, media, ngo, research, intergovernmental, organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wikidata__regex", "^Q[1-9][0-9]*$"),
                            ("wikidata", ""),
                            _connector="OR",
                        ),
                        name="agent_wikidata_is_well_formed",
                        violation_error_message="Give a Wikidata item id such as Q42.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("site__regex", "^https?://[^\\s]+$"),
                            ("site", ""),
                            _connector="OR",
                        ),
                        name="agent_site_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("country__regex", "^[A-Z]{2}$"),
                            ("country", ""),
                            _connector="OR",
                        ),
                        name="agent_country_is_well_formed",
                        violation_error_message="Give a two-letter code such as AM.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("merged_into", None)),
                        fields=("name", "kind"),
                        name="agent_is_listed_once",
                        violation_error_message="This agent exists already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="c8b0bb72ea19e1ad833102fd52e76935207e6eb0",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_d3a1e",
                            table="claims_agent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="merged_row_is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n                    IF OLD.merged_into_id IS NOT NULL THEN\n                        RAISE EXCEPTION 'This % was merged into another: it stays as it was',\n                            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN\n                        RETURN OLD;\n                    END IF;\n                    IF NEW.merged_into_id IS NOT NULL THEN\n                        -- FOR SHARE: two that are merged into one another wait here.\n                        SELECT merged_into_id INTO beyond FROM claims_agent\n                            WHERE id = NEW.merged_into_id FOR SHARE;\n                        IF beyond IS NOT NULL THEN\n                            RAISE EXCEPTION 'That % was merged itself: merge into the one it became',\n                                TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="15b1c317ded7563cc58433018b04dce1f6b97f80",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_merged_row_is_frozen_c3351",
                            table="claims_agent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_agentevent" ("country", "created_at", "id", "kind", "merged_into_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "site", "wikidata") VALUES (NEW."country", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."revision", NEW."site", NEW."wikidata"); RETURN NULL;',
                            hash="594c8b7965e8877a6ecb3a07ecd74fa3038ce45d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5f44c",
                            table="claims_agent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_agentevent" ("country", "created_at", "id", "kind", "merged_into_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "site", "wikidata") VALUES (NEW."country", NEW."created_at", NEW."id", NEW."kind", NEW."merged_into_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."revision", NEW."site", NEW."wikidata"); RETURN NULL;',
                            hash="b0de621546e98c271d534d1274ba88b8c0fd71ce",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4bd6b",
                            table="claims_agent",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_agentevent" ("country", "created_at", "id", "kind", "merged_into_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "site", "wikidata") VALUES (OLD."country", OLD."created_at", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."revision", OLD."site", OLD."wikidata"); RETURN NULL;',
                            hash="cbe4fe9f6120c65f6cd3fcec13fabd1e5d4ae326",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_74f1f",
                            table="claims_agent",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                    "slug",
                    models.SlugField(
                        help_text="Its public address; keep it for ever.",
                        max_length=100,
                        unique=True,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conflict", "Conflict"),
                            ("disaster", "Disaster"),
                            ("election", "Election"),
                            ("event", "other event"),
                            ("policy", "Policy"),
                            ("place", "Place"),
                            ("subject", "Subject"),
                        ],
                        max_length=20,
                    ),
                ),
                ("description", claims.models.text.Prose(blank=True, max_length=4000)),
                (
                    "wikidata",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Such as Q42.",
                        max_length=20,
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it happened, as EDTF: 1988/1994, 2020-23.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger topic it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func("name", function="text_words"),
                        name="topic_name_words",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="topic_name_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "period__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="topic_period_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "description__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="topic_description_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "conflict",
                                    "disaster",
                                    "election",
                                    "event",
                                    "policy",
                                    "place",
                                    "subject",
                                ],
                            )
                        ),
                        name="topic_kind_is_known",
                        violation_error_message="Choose one of: conflict, disaster, election, event, policy, place, subject.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wikidata__regex", "^Q[1-9][0-9]*$"),
                            ("wikidata", ""),
                            _connector="OR",
                        ),
                        name="topic_wikidata_is_well_formed",
                        violation_error_message="Give a Wikidata item id such as Q42.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")),
                        name="topic_slug_is_well_formed",
                        violation_error_message="Use small letters, digits and single hyphens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="topic_is_not_its_own_parent",
                        violation_error_message="A topic cannot be part of itself.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="dc633bfcba6741153e81dc496d4db294fd424fde",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_1aead",
                            table="claims_topic",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_topicevent" ("created_at", "description", "id", "kind", "name", "parent_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "wikidata") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."name", NEW."parent_id", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."revision", NEW."slug", NEW."wikidata"); RETURN NULL;',
                            hash="42dc5423aae6b88cdc1669b41f490bd80632027f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5f998",
                            table="claims_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_topicevent" ("created_at", "description", "id", "kind", "name", "parent_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "wikidata") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."kind", NEW."name", NEW."parent_id", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."revision", NEW."slug", NEW."wikidata"); RETURN NULL;',
                            hash="267499ab5591deb18743512bf857e3e25dca572d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_010ac",
                            table="claims_topic",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_topicevent" ("created_at", "description", "id", "kind", "name", "parent_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "slug", "wikidata") VALUES (OLD."created_at", OLD."description", OLD."id", OLD."kind", OLD."name", OLD."parent_id", OLD."period", OLD."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."revision", OLD."slug", OLD."wikidata"); RETURN NULL;',
                            hash="318705247e881ac442e938e915808c48d05f9d70",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a32b8",
                            table="claims_topic",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                        help_text="Such as “people killed”.", max_length=200
                    ),
                ),
                (
                    "unit",
                    claims.models.text.Line(
                        help_text="Such as people, USD, %.", max_length=50
                    ),
                ),
                (
                    "scope",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Who or what is included, and what is not.",
                        max_length=500,
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The time it covers, as EDTF: 1988/1994.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "counts_from",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the counting starts, where sources differ in it.",
                        max_length=300,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="measure_name_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="measure_unit_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="measure_scope_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "period__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="measure_period_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "counts_from__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="measure_counts_from_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.UniqueConstraint(
                        fields=("topic", "name", "scope", "period"),
                        name="measure_is_defined_once",
                        violation_error_message="This measure exists already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="82f6d5c7d10898a411eea3fca9106a95ee543fc7",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_ed996",
                            table="claims_measure",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_measureevent" ("counts_from", "created_at", "id", "name", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "scope", "topic_id", "unit") VALUES (NEW."counts_from", NEW."created_at", NEW."id", NEW."name", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."revision", NEW."scope", NEW."topic_id", NEW."unit"); RETURN NULL;',
                            hash="dfeb95b8a431c0062303a3333f15c16912611f3f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fe873",
                            table="claims_measure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_measureevent" ("counts_from", "created_at", "id", "name", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "scope", "topic_id", "unit") VALUES (NEW."counts_from", NEW."created_at", NEW."id", NEW."name", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."revision", NEW."scope", NEW."topic_id", NEW."unit"); RETURN NULL;',
                            hash="c1143043f264f536528462148173e143f7eb3dca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_00293",
                            table="claims_measure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_measureevent" ("counts_from", "created_at", "id", "name", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision", "scope", "topic_id", "unit") VALUES (OLD."counts_from", OLD."created_at", OLD."id", OLD."name", OLD."period", OLD."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."revision", OLD."scope", OLD."topic_id", OLD."unit"); RETURN NULL;',
                            hash="5bedd1f6e978f2361a20ec6154a233ef63e3d6f7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d8b77",
                            table="claims_measure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tag",
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
                ("name", claims.models.text.Line(max_length=60, unique=True)),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="tag_name_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^[^\\s#,][^#,]*$")),
                        name="tag_name_is_well_formed",
                        violation_error_message="Leave out #, commas and a leading space.",
                    ),
                ],
                "indexes": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="e595d3d2c76e4d16e30c832729b6b05cd0d6f9d0",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_c7b5d",
                            table="claims_tag",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_tagevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="2e7cd6fd03a6ab1c96ee5cf0d9c7fd1a1876149d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6fec0",
                            table="claims_tag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_tagevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."created_at", NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="7a53373e03f58112a7cc98ee44ac8a1297952bb8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c2bc7",
                            table="claims_tag",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_tagevent" ("created_at", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."created_at", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                            hash="9bf85d60b4604a794c9134c1b0e50359c4c85c83",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_671b3",
                            table="claims_tag",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                            ("less_than", "less than"),
                            ("between", "between"),
                        ],
                        help_text="How the number is meant: more than, about, between …",
                        max_length=20,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The number; with “between”, the lower bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Only with “between”: the upper bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "wording",
                    claims.models.text.Line(
                        blank=True,
                        help_text="The figure in the words it was given in, such as “around 30,000”.",
                        max_length=300,
                        quoted=True,
                    ),
                ),
                (
                    "interval",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "comparator", "value", "upper", function="figure_interval"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DecimalRangeField(),
                    ),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        help_text="One statement, in our words.", max_length=2000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        default="en",
                        help_text="Of the text, such as en.",
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
                    "claimed",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was said, as EDTF: 2022-05-22.",
                        max_length=100,
                    ),
                ),
                (
                    "claimed_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "as_of",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The day the figure stands for, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "as_of_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The time the claim is about, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                ("place", claims.models.text.Line(blank=True, max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "in review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
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
                        default="unverified",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "recheck_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="The day to look again whether the finding still holds.",
                        null=True,
                    ),
                ),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "text",
                            "wording",
                            "place",
                            "value",
                            "upper",
                            "topic",
                            "claimant",
                            function="claim_words",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned_claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who says so; empty where nobody is named.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.agent",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        help_text="What the figure counts.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.measure",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="claims", to="claims.tag"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("assign_claim", "Can assign a claim"),
                    ("publish_claim", "Can publish and correct a claim"),
                    ("withdraw_claim", "Can withdraw a published claim"),
                    ("merge_claim", "Can merge claims"),
                ],
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["stage", "-id"], name="claims_clai_stage_11447c_idx"
                    ),
                    models.Index(
                        fields=["status", "-id"], name="claims_clai_status_2db3b5_idx"
                    ),
                    models.Index(
                        condition=models.Q(("stage__in", ["draft", "in_review"])),
                        fields=["assignee", "due_on", "id"],
                        name="claim_assigned",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("due_on__isnull", False),
                            ("stage__in", ["draft", "in_review"]),
                        ),
                        fields=["due_on", "id"],
                        name="claim_due",
                    ),
                    models.Index(
                        fields=["topic", "-id"], name="claims_clai_topic_i_be9b28_idx"
                    ),
                    models.Index(
                        fields=["claimant", "-id"],
                        name="claims_clai_claiman_758da0_idx",
                    ),
                    models.Index(
                        fields=["assignee", "-id"],
                        name="claims_clai_assigne_e0074c_idx",
                    ),
                    models.Index(
                        fields=["language", "-id"],
                        name="claims_clai_languag_a61ab0_idx",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="claim_words"
                    ),
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["claimed_range"], name="claim_claimed"
                    ),
                    models.Index(
                        models.OrderBy(models.F("due_on"), nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="claim_due_on_first",
                    ),
                    models.Index(
                        models.OrderBy(
                            models.F("due_on"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("id"), descending=True),
                        name="claim_due_on_last",
                    ),
                    models.Index(
                        models.OrderBy(models.F("recheck_on"), nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="claim_recheck_on_first",
                    ),
                    models.Index(
                        models.OrderBy(
                            models.F("recheck_on"), descending=True, nulls_last=True
                        ),
                        models.OrderBy(models.F("id"), descending=True),
                        name="claim_recheck_on_last",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_is_not_merged_into_itself",
                        violation_error_message="It cannot be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "wording__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029]",
                            ),
                            _negated=True,
                        ),
                        name="claim_wording_is_clean_text",
                        violation_error_message="Leave out control characters and line breaks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comparator", ""), ("value", None)),
                            models.Q(
                                (
                                    "comparator__in",
                                    [
                                        "exactly",
                                        "about",
                                        "at_least",
                                        "more_than",
                                        "at_most",
                                        "less_than",
                                        "between",
                                    ],
                                ),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_figure_has_comparator_and_value",
                        violation_error_message="A figure needs both a comparator and a value.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("comparator", "between"), ("upper__isnull", False)
                            ),
                            models.Q(
                                models.Q(("comparator", "between"), _negated=True),
                                ("upper", None),
                            ),
                            _connector="OR",
                        ),
                        name="claim_only_between_has_two_bounds",
                        violation_error_message="“Between” needs an upper bound, and nothing else has one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upper", None),
                            ("value__lte", models.F("upper")),
                            _connector="OR",
                        ),
                        name="claim_lower_bound_is_not_above_upper",
                        violation_error_message="The upper bound is below the lower one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "claimed__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="claim_claimed_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "as_of__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="claim_as_of_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "period__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="claim_period_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "place__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="claim_place_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="claim_text_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                ["draft", "in_review", "published", "withdrawn"],
                            )
                        ),
                        name="claim_stage_is_known",
                        violation_error_message="Choose one of: draft, in_review, published, withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "verified",
                                    "partly_verified",
                                    "disputed",
                                    "misleading",
                                    "refuted",
                                    "unverifiable",
                                    "superseded",
                                ],
                            )
                        ),
                        name="claim_status_is_known",
                        violation_error_message="Choose one of: unverified, verified, partly_verified, disputed, misleading, refuted, unverifiable, superseded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
                        ),
                        name="claim_language_is_well_formed",
                        violation_error_message="Give a BCP 47 tag such as en or sr-Latn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", None), ("measure__isnull", False), _connector="OR"
                        ),
                        name="claim_figure_counts_something",
                        violation_error_message="Say what the figure counts.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="6d8be77707de5c313cce522647f37c7a4aa97aa3",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_394b7",
                            table="claims_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="merged_row_is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n                    IF OLD.merged_into_id IS NOT NULL THEN\n                        RAISE EXCEPTION 'This % was merged into another: it stays as it was',\n                            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN\n                        RETURN OLD;\n                    END IF;\n                    IF NEW.merged_into_id IS NOT NULL THEN\n                        -- FOR SHARE: two that are merged into one another wait here.\n                        SELECT merged_into_id INTO beyond FROM claims_claim\n                            WHERE id = NEW.merged_into_id FOR SHARE;\n                        IF beyond IS NOT NULL THEN\n                            RAISE EXCEPTION 'That % was merged itself: merge into the one it became',\n                                TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="c53f1554c1f4cf3de7103ddf7b75a9df2086f077",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_merged_row_is_frozen_9d1cb",
                            table="claims_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="starts_as_a_draft",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.stage <> 'draft' OR NEW.status <> 'unverified' THEN\n                RAISE EXCEPTION 'A new claim is an unverified draft'\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="f1716e76bbbff0e290bfacf393423a0ef84f1913",
                            operation="INSERT",
                            pgid="pgtrigger_starts_as_a_draft_35ac3",
                            table="claims_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="stage_follows_the_table",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.stage <> OLD.stage\n                AND (OLD.stage, NEW.stage) NOT IN (('draft', 'in_review'), ('draft', 'published'), ('in_review', 'draft'), ('in_review', 'published'), ('published', 'withdrawn'), ('withdrawn', 'published')) THEN\n                RAISE EXCEPTION 'A % cannot go from % to %',\n                    TG_TABLE_NAME, OLD.stage, NEW.stage\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="7ad962e2e4f39598da463077e16f9bea3e08b796",
                            operation='UPDATE OF "stage"',
                            pgid="pgtrigger_stage_follows_the_table_7fc75",
                            table="claims_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="stage_says_what_the_record_says",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE last_event text;",
                            func="\n            IF NEW.stage = OLD.stage OR NEW.stage NOT IN ('published', 'withdrawn') THEN\n                RETURN NEW;\n            END IF;\n            SELECT event INTO last_event FROM claims_entry\n                WHERE claim_id = NEW.id ORDER BY version DESC LIMIT 1;\n            IF last_event IS NULL\n                OR (last_event = 'withdrawn') <> (NEW.stage = 'withdrawn') THEN\n                RAISE EXCEPTION 'The record does not say that claim % is %',\n                    NEW.id, NEW.stage USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="9ba2fe2a14adb4b16613b1f6ab65b6920f0ae056",
                            operation='UPDATE OF "stage"',
                            pgid="pgtrigger_stage_says_what_the_record_says_ed834",
                            table="claims_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.claimant_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.claimant_id IS DISTINCT FROM OLD.claimant_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_agent\n                    WHERE id = NEW.claimant_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'agent'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="d1f5e0cf93c0023def55c1626f25a45b8f1e85e1",
                            operation='INSERT OR UPDATE OF "claimant_id"',
                            pgid="pgtrigger_refers_to_what_stands_9c94f",
                            table="claims_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimevent" ("as_of", "as_of_range", "assignee_id", "claimant_id", "claimed", "claimed_range", "comparator", "created_at", "due_on", "id", "language", "measure_id", "merged_into_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recheck_on", "revision", "stage", "status", "text", "topic_id", "upper", "value", "wording") VALUES (NEW."as_of", NEW."as_of_range", NEW."assignee_id", NEW."claimant_id", NEW."claimed", NEW."claimed_range", NEW."comparator", NEW."created_at", NEW."due_on", NEW."id", NEW."language", NEW."measure_id", NEW."merged_into_id", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."place", NEW."recheck_on", NEW."revision", NEW."stage", NEW."status", NEW."text", NEW."topic_id", NEW."upper", NEW."value", NEW."wording"); RETURN NULL;',
                            hash="f216c8bf62038e80cf2e2334efe54aa990d3ff03",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_df8fa",
                            table="claims_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."as_of_range" IS DISTINCT FROM (NEW."as_of_range") OR OLD."assignee_id" IS DISTINCT FROM (NEW."assignee_id") OR OLD."claimant_id" IS DISTINCT FROM (NEW."claimant_id") OR OLD."claimed" IS DISTINCT FROM (NEW."claimed") OR OLD."claimed_range" IS DISTINCT FROM (NEW."claimed_range") OR OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."period_range" IS DISTINCT FROM (NEW."period_range") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."recheck_on" IS DISTINCT FROM (NEW."recheck_on") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."topic_id" IS DISTINCT FROM (NEW."topic_id") OR OLD."upper" IS DISTINCT FROM (NEW."upper") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."wording" IS DISTINCT FROM (NEW."wording"))',
                            func='INSERT INTO "claims_claimevent" ("as_of", "as_of_range", "assignee_id", "claimant_id", "claimed", "claimed_range", "comparator", "created_at", "due_on", "id", "language", "measure_id", "merged_into_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recheck_on", "revision", "stage", "status", "text", "topic_id", "upper", "value", "wording") VALUES (NEW."as_of", NEW."as_of_range", NEW."assignee_id", NEW."claimant_id", NEW."claimed", NEW."claimed_range", NEW."comparator", NEW."created_at", NEW."due_on", NEW."id", NEW."language", NEW."measure_id", NEW."merged_into_id", NEW."period", NEW."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."place", NEW."recheck_on", NEW."revision", NEW."stage", NEW."status", NEW."text", NEW."topic_id", NEW."upper", NEW."value", NEW."wording"); RETURN NULL;',
                            hash="1d1f31921c15721be671ca0f91dea8cf111b685c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fe4ba",
                            table="claims_claim",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimevent" ("as_of", "as_of_range", "assignee_id", "claimant_id", "claimed", "claimed_range", "comparator", "created_at", "due_on", "id", "language", "measure_id", "merged_into_id", "period", "period_range", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recheck_on", "revision", "stage", "status", "text", "topic_id", "upper", "value", "wording") VALUES (OLD."as_of", OLD."as_of_range", OLD."assignee_id", OLD."claimant_id", OLD."claimed", OLD."claimed_range", OLD."comparator", OLD."created_at", OLD."due_on", OLD."id", OLD."language", OLD."measure_id", OLD."merged_into_id", OLD."period", OLD."period_range", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."place", OLD."recheck_on", OLD."revision", OLD."stage", OLD."status", OLD."text", OLD."topic_id", OLD."upper", OLD."value", OLD."wording"); RETURN NULL;',
                            hash="d4e76aeee7d9db076ce53947b9832b8f83eddc6a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dbf31",
                            table="claims_claim",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("report", "Report"),
                            ("dataset", "Dataset"),
                            ("statement", "Statement"),
                            ("post", "social media post"),
                            ("interview", "Interview"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", claims.models.text.Line(max_length=500)),
                (
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where it stands, or stood.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "canonical_url",
                    claims.models.addresses.CanonicalUrlField(
                        blank=True, editable=False, of="url"
                    ),
                ),
                (
                    "published",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it came out, as EDTF: 2021-09, 2020-11-10.",
                        max_length=100,
                    ),
                ),
                (
                    "published_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "accessed_on",
                    models.DateField(
                        blank=True, help_text="When it was read.", null=True
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Of its text, such as en.",
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
                    "archive_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="A lasting copy, such as a capture of the Wayback Machine.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "archive_digest",
                    claims.models.text.Line(
                        blank=True,
                        help_text="SHA-256 of the copy, in hexadecimal.",
                        max_length=64,
                    ),
                ),
                (
                    "directness",
                    models.CharField(
                        blank=True,
                        choices=[("primary", "Primary"), ("secondary", "Secondary")],
                        max_length=20,
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A: completely reliable"),
                            ("B", "B: usually reliable"),
                            ("C", "C: fairly reliable"),
                            ("D", "D: not usually reliable"),
                            ("E", "E: unreliable"),
                            ("F", "F: reliability cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "is_withheld",
                    models.BooleanField(
                        default=False,
                        help_text="Count it in public, but do not name it.",
                    ),
                ),
                (
                    "withheld_reason",
                    claims.models.text.Line(blank=True, max_length=500),
                ),
                (
                    "authors",
                    models.ManyToManyField(
                        blank=True, related_name="authored_sources", to="claims.agent"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_sources",
                        to="claims.agent",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        help_text="The source it merely repeats: the two count as one origin.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated_by",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
                "permissions": [("merge_source", "Can merge sources")],
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.MD5("canonical_url"),
                        name="source_by_address",
                    ),
                    models.Index(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Left("canonical_url", 300),
                            "text_pattern_ops",
                        ),
                        name="source_by_host",
                    ),
                    models.Index(
                        django.db.models.functions.text.Upper("title"),
                        name="source_by_title",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_is_not_merged_into_itself",
                        violation_error_message="It cannot be merged into itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="source_title_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="source_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "published__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="source_published_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archive_url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="source_archive_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "withheld_reason__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="source_withheld_reason_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "article",
                                    "report",
                                    "dataset",
                                    "statement",
                                    "post",
                                    "interview",
                                ],
                            )
                        ),
                        name="source_kind_is_known",
                        violation_error_message="Choose one of: article, report, dataset, statement, post, interview.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("directness__in", ["primary", "secondary", ""])
                        ),
                        name="source_directness_is_known",
                        violation_error_message="Choose one of: primary, secondary.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reliability__in", ["A", "B", "C", "D", "E", "F", ""])
                        ),
                        name="source_reliability_is_known",
                        violation_error_message="Choose one of: A, B, C, D, E, F.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
                            ("language", ""),
                            _connector="OR",
                        ),
                        name="source_language_is_well_formed",
                        violation_error_message="Give a BCP 47 tag such as en or sr-Latn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__regex", "^https?://[^\\s]+$"),
                            ("url", ""),
                            _connector="OR",
                        ),
                        name="source_url_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archive_url__regex", "^https?://[^\\s]+$"),
                            ("archive_url", ""),
                            _connector="OR",
                        ),
                        name="source_archive_url_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archive_digest__regex", "^[0-9a-f]{64}$"),
                            ("archive_digest", ""),
                            _connector="OR",
                        ),
                        name="source_archive_digest_is_well_formed",
                        violation_error_message="Give 64 hexadecimal digits.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repeats", None),
                            models.Q(("repeats", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_does_not_repeat_itself",
                        violation_error_message="A source cannot repeat itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_withheld", True),
                            ("withheld_reason", ""),
                            _connector="XOR",
                        ),
                        name="source_withheld_needs_a_reason",
                        violation_error_message="Say why the source is withheld, and only then.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.MD5("canonical_url"),
                        models.F("archive_url"),
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("canonical_url", ""), _negated=True),
                        ),
                        name="source_has_its_address_alone",
                        violation_error_message="There is a source of this address already: cite that one, or give the lasting copy that shows how this one differs.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="58a755720e2bdeeb36fc40d3d4f75dd59e598b47",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_a9d13",
                            table="claims_source",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="merged_row_is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n                    IF OLD.merged_into_id IS NOT NULL THEN\n                        RAISE EXCEPTION 'This % was merged into another: it stays as it was',\n                            TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN\n                        RETURN OLD;\n                    END IF;\n                    IF NEW.merged_into_id IS NOT NULL THEN\n                        -- FOR SHARE: two that are merged into one another wait here.\n                        SELECT merged_into_id INTO beyond FROM claims_source\n                            WHERE id = NEW.merged_into_id FOR SHARE;\n                        IF beyond IS NOT NULL THEN\n                            RAISE EXCEPTION 'That % was merged itself: merge into the one it became',\n                                TG_TABLE_NAME USING ERRCODE = 'restrict_violation';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                    ",
                            hash="6a5eaab9d67ff76d10690e6239da7877f7ce2e0c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_merged_row_is_frozen_3017d",
                            table="claims_source",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.publisher_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.publisher_id IS DISTINCT FROM OLD.publisher_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_agent\n                    WHERE id = NEW.publisher_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'agent'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n        \n            IF NEW.repeats_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.repeats_id IS DISTINCT FROM OLD.repeats_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_source\n                    WHERE id = NEW.repeats_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'source'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="de90a8ade2fee26b81c0f46778ea61ab2f30bf2b",
                            operation='INSERT OR UPDATE OF "publisher_id", "repeats_id"',
                            pgid="pgtrigger_refers_to_what_stands_bf542",
                            table="claims_source",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="repeats_in_no_circle",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF NEW.repeats_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        -- One at a time: two that close a circle together would not see each other.\n        PERFORM pg_advisory_xact_lock(hashtext('claims_source.repeats'));\n        IF EXISTS (\n            WITH RECURSIVE chain(id) AS (\n                SELECT NEW.repeats_id\n                UNION SELECT source.repeats_id FROM claims_source AS source\n                    JOIN chain USING (id) WHERE source.repeats_id IS NOT NULL\n            ) SELECT FROM chain WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'Sources cannot repeat one another in a circle'\n                USING ERRCODE = 'restrict_violation';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="8ca956f260a6c0137b7b04cd0c83db7317d190cc",
                            operation='INSERT OR UPDATE OF "repeats_id"',
                            pgid="pgtrigger_repeats_in_no_circle_2acf4",
                            table="claims_source",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_sourceevent" ("accessed_on", "archive_digest", "archive_url", "canonical_url", "created_at", "directness", "id", "is_withheld", "kind", "language", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_range", "publisher_id", "reliability", "repeats_id", "revision", "title", "url", "withheld_reason") VALUES (NEW."accessed_on", NEW."archive_digest", NEW."archive_url", NEW."canonical_url", NEW."created_at", NEW."directness", NEW."id", NEW."is_withheld", NEW."kind", NEW."language", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."published", NEW."published_range", NEW."publisher_id", NEW."reliability", NEW."repeats_id", NEW."revision", NEW."title", NEW."url", NEW."withheld_reason"); RETURN NULL;',
                            hash="cf9d237d72cdfb26fe6e4e8026fd677b9d21acb8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bbb94",
                            table="claims_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_sourceevent" ("accessed_on", "archive_digest", "archive_url", "canonical_url", "created_at", "directness", "id", "is_withheld", "kind", "language", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_range", "publisher_id", "reliability", "repeats_id", "revision", "title", "url", "withheld_reason") VALUES (NEW."accessed_on", NEW."archive_digest", NEW."archive_url", NEW."canonical_url", NEW."created_at", NEW."directness", NEW."id", NEW."is_withheld", NEW."kind", NEW."language", NEW."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."published", NEW."published_range", NEW."publisher_id", NEW."reliability", NEW."repeats_id", NEW."revision", NEW."title", NEW."url", NEW."withheld_reason"); RETURN NULL;',
                            hash="51aa35cb9422c62f69d1f79b56a273f396c5c149",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fde8d",
                            table="claims_source",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_sourceevent" ("accessed_on", "archive_digest", "archive_url", "canonical_url", "created_at", "directness", "id", "is_withheld", "kind", "language", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_range", "publisher_id", "reliability", "repeats_id", "revision", "title", "url", "withheld_reason") VALUES (OLD."accessed_on", OLD."archive_digest", OLD."archive_url", OLD."canonical_url", OLD."created_at", OLD."directness", OLD."id", OLD."is_withheld", OLD."kind", OLD."language", OLD."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."published", OLD."published_range", OLD."publisher_id", OLD."reliability", OLD."repeats_id", OLD."revision", OLD."title", OLD."url", OLD."withheld_reason"); RETURN NULL;',
                            hash="2f09341b77e080574e100dec6073cf35fff64000",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_249e2",
                            table="claims_source",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                            ("less_than", "less than"),
                            ("between", "between"),
                        ],
                        help_text="How the number is meant: more than, about, between …",
                        max_length=20,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The number; with “between”, the lower bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Only with “between”: the upper bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "wording",
                    claims.models.text.Line(
                        blank=True,
                        help_text="The figure in the words it was given in, such as “around 30,000”.",
                        max_length=300,
                        quoted=True,
                    ),
                ),
                (
                    "interval",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "comparator", "value", "upper", function="figure_interval"
                        ),
                        output_field=django.contrib.postgres.fields.ranges.DecimalRangeField(),
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("appearance", "the claim appears in it"),
                            ("evidence", "Evidence"),
                        ],
                        default="evidence",
                        max_length=20,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("neutral", "Neutral"),
                        ],
                        default="neutral",
                        max_length=20,
                    ),
                ),
                (
                    "quote",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The exact words.",
                        max_length=20000,
                        quoted=True,
                    ),
                ),
                (
                    "quote_prefix",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The words before the quote.",
                        max_length=500,
                        quoted=True,
                    ),
                ),
                (
                    "quote_suffix",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The words after the quote.",
                        max_length=500,
                        quoted=True,
                    ),
                ),
                (
                    "locator",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where in the source: page, table, minute.",
                        max_length=200,
                    ),
                ),
                (
                    "scope",
                    claims.models.text.Line(
                        blank=True,
                        help_text="What this source counts, where it differs from the measure.",
                        max_length=500,
                    ),
                ),
                (
                    "as_of",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The day its figure stands for, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "as_of_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Admiralty grade of the information: 1 confirmed … 6 cannot be judged.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="claims.claim",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "wording__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029]",
                            ),
                            _negated=True,
                        ),
                        name="citation_wording_is_clean_text",
                        violation_error_message="Leave out control characters and line breaks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comparator", ""), ("value", None)),
                            models.Q(
                                (
                                    "comparator__in",
                                    [
                                        "exactly",
                                        "about",
                                        "at_least",
                                        "more_than",
                                        "at_most",
                                        "less_than",
                                        "between",
                                    ],
                                ),
                                ("value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="citation_figure_has_comparator_and_value",
                        violation_error_message="A figure needs both a comparator and a value.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("comparator", "between"), ("upper__isnull", False)
                            ),
                            models.Q(
                                models.Q(("comparator", "between"), _negated=True),
                                ("upper", None),
                            ),
                            _connector="OR",
                        ),
                        name="citation_only_between_has_two_bounds",
                        violation_error_message="“Between” needs an upper bound, and nothing else has one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upper", None),
                            ("value__lte", models.F("upper")),
                            _connector="OR",
                        ),
                        name="citation_lower_bound_is_not_above_upper",
                        violation_error_message="The upper bound is below the lower one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "locator__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="citation_locator_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="citation_scope_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "as_of__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="citation_as_of_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quote__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f]",
                            ),
                            _negated=True,
                        ),
                        name="citation_quote_is_clean_text",
                        violation_error_message="Leave out control characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quote_prefix__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f]",
                            ),
                            _negated=True,
                        ),
                        name="citation_quote_prefix_is_clean_text",
                        violation_error_message="Leave out control characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quote_suffix__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f]",
                            ),
                            _negated=True,
                        ),
                        name="citation_quote_suffix_is_clean_text",
                        violation_error_message="Leave out control characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["appearance", "evidence"])),
                        name="citation_role_is_known",
                        violation_error_message="Choose one of: appearance, evidence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance__in", ["supports", "contradicts", "neutral"])
                        ),
                        name="citation_stance_is_known",
                        violation_error_message="Choose one of: supports, contradicts, neutral.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credibility", None),
                            ("credibility__range", (1, 6)),
                            _connector="OR",
                        ),
                        name="citation_credibility_is_1_to_6",
                        violation_error_message="Credibility is graded 1 to 6.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quote", ""), _negated=True),
                            models.Q(("quote_prefix", ""), ("quote_suffix", "")),
                            _connector="OR",
                        ),
                        name="citation_quote_context_needs_a_quote",
                        violation_error_message="Give the quote that these words stand around.",
                    ),
                    models.UniqueConstraint(
                        models.F("claim"),
                        models.F("source"),
                        models.F("role"),
                        models.F("locator"),
                        django.db.models.functions.text.MD5("quote"),
                        name="citation_is_made_once",
                        violation_error_message="This source is cited here already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="f1be1b6ba98319c3950f3b6dca02576b4f80fbbd",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_87665",
                            table="claims_citation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.claim_id IS DISTINCT FROM OLD.claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n        \n            IF NEW.source_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.source_id IS DISTINCT FROM OLD.source_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_source\n                    WHERE id = NEW.source_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'source'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="15385d0e922d552d6329ac054544e2c6d1bf2fe5",
                            operation='INSERT OR UPDATE OF "claim_id", "source_id"',
                            pgid="pgtrigger_refers_to_what_stands_0babf",
                            table="claims_citation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_citationevent" ("as_of", "as_of_range", "claim_id", "comparator", "created_at", "credibility", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "quote_prefix", "quote_suffix", "revision", "role", "scope", "source_id", "stance", "upper", "value", "wording") VALUES (NEW."as_of", NEW."as_of_range", NEW."claim_id", NEW."comparator", NEW."created_at", NEW."credibility", NEW."id", NEW."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."quote", NEW."quote_prefix", NEW."quote_suffix", NEW."revision", NEW."role", NEW."scope", NEW."source_id", NEW."stance", NEW."upper", NEW."value", NEW."wording"); RETURN NULL;',
                            hash="935081a585f8e7b22ef87b6c1cf20f356f3e0f7c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_862e0",
                            table="claims_citation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."as_of_range" IS DISTINCT FROM (NEW."as_of_range") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."credibility" IS DISTINCT FROM (NEW."credibility") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locator" IS DISTINCT FROM (NEW."locator") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."quote_prefix" IS DISTINCT FROM (NEW."quote_prefix") OR OLD."quote_suffix" IS DISTINCT FROM (NEW."quote_suffix") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."stance" IS DISTINCT FROM (NEW."stance") OR OLD."upper" IS DISTINCT FROM (NEW."upper") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."wording" IS DISTINCT FROM (NEW."wording"))',
                            func='INSERT INTO "claims_citationevent" ("as_of", "as_of_range", "claim_id", "comparator", "created_at", "credibility", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "quote_prefix", "quote_suffix", "revision", "role", "scope", "source_id", "stance", "upper", "value", "wording") VALUES (NEW."as_of", NEW."as_of_range", NEW."claim_id", NEW."comparator", NEW."created_at", NEW."credibility", NEW."id", NEW."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."quote", NEW."quote_prefix", NEW."quote_suffix", NEW."revision", NEW."role", NEW."scope", NEW."source_id", NEW."stance", NEW."upper", NEW."value", NEW."wording"); RETURN NULL;',
                            hash="d99b61e88100b9288d5d18d8852219a198b818ca",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c0cc6",
                            table="claims_citation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_citationevent" ("as_of", "as_of_range", "claim_id", "comparator", "created_at", "credibility", "id", "locator", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "quote_prefix", "quote_suffix", "revision", "role", "scope", "source_id", "stance", "upper", "value", "wording") VALUES (OLD."as_of", OLD."as_of_range", OLD."claim_id", OLD."comparator", OLD."created_at", OLD."credibility", OLD."id", OLD."locator", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."quote", OLD."quote_prefix", OLD."quote_suffix", OLD."revision", OLD."role", OLD."scope", OLD."source_id", OLD."stance", OLD."upper", OLD."value", OLD."wording"); RETURN NULL;',
                            hash="734520905074213a334e866dee8fab664492f9c0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_35611",
                            table="claims_citation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLink",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contradicts", "Contradicts"),
                            ("updates", "Updates"),
                            ("part_of", "is part of"),
                            ("duplicates", "Duplicates"),
                            ("translates", "Translates"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "from_claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_out",
                        to="claims.claim",
                    ),
                ),
                (
                    "to_claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_in",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "contradicts",
                                    "updates",
                                    "part_of",
                                    "duplicates",
                                    "translates",
                                ],
                            )
                        ),
                        name="claimlink_kind_is_known",
                        violation_error_message="Choose one of: contradicts, updates, part_of, duplicates, translates.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_claim", models.F("to_claim")), _negated=True
                        ),
                        name="claimlink_joins_two_claims",
                        violation_error_message="A claim cannot be linked to itself.",
                    ),
                    models.UniqueConstraint(
                        fields=("from_claim", "kind", "to_claim"),
                        name="claimlink_is_made_once",
                        violation_error_message="These claims are linked so already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.from_claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.from_claim_id IS DISTINCT FROM OLD.from_claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.from_claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n        \n            IF NEW.to_claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.to_claim_id IS DISTINCT FROM OLD.to_claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.to_claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="f19101835996329d6de45ed3113f3895e1b05090",
                            operation='INSERT OR UPDATE OF "from_claim_id", "to_claim_id"',
                            pgid="pgtrigger_refers_to_what_stands_dcdda",
                            table="claims_claimlink",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimlinkevent" ("created_at", "from_claim_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_claim_id") VALUES (NEW."created_at", NEW."from_claim_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."to_claim_id"); RETURN NULL;',
                            hash="1dc598726ff8c9ce9bc2c9b19c7a352f858d0557",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c1565",
                            table="claims_claimlink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_claimlinkevent" ("created_at", "from_claim_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_claim_id") VALUES (NEW."created_at", NEW."from_claim_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."to_claim_id"); RETURN NULL;',
                            hash="3c7b90ed1a737c6aac31ddfe5cea2c70a2232715",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1826b",
                            table="claims_claimlink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimlinkevent" ("created_at", "from_claim_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_claim_id") VALUES (OLD."created_at", OLD."from_claim_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."to_claim_id"); RETURN NULL;',
                            hash="0a692b90daa1ee04efdc25552abc0680715b3759",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_adf39",
                            table="claims_claimlink",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
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
                (
                    "text",
                    claims.models.text.Prose(
                        help_text="Call somebody by @name.", max_length=10000
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="claims.claim",
                    ),
                ),
                (
                    "mentions",
                    models.ManyToManyField(
                        blank=True,
                        editable=False,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolved_comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("resolved_at", None)),
                        fields=["id"],
                        name="comment_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="comment_text_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("resolved_at__isnull", False),
                                ("resolved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="comment_resolved_at_and_by_go_together",
                        violation_error_message="Who settled it and when go together.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.claim_id IS DISTINCT FROM OLD.claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="7377e4b2c236e0750800e592319bf7c15d573e56",
                            operation='INSERT OR UPDATE OF "claim_id"',
                            pgid="pgtrigger_refers_to_what_stands_8732b",
                            table="claims_comment",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_commentevent" ("author_id", "claim_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text") VALUES (NEW."author_id", NEW."claim_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text"); RETURN NULL;',
                            hash="a2de81c8a50a39e522ee6116862f8b828bda6923",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3b7ba",
                            table="claims_comment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_commentevent" ("author_id", "claim_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text") VALUES (NEW."author_id", NEW."claim_id", NEW."created_at", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."resolved_at", NEW."resolved_by_id", NEW."text"); RETURN NULL;',
                            hash="32893c9079e4275c18a94cb122a723e927382241",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e1935",
                            table="claims_comment",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_commentevent" ("author_id", "claim_id", "created_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resolved_at", "resolved_by_id", "text") VALUES (OLD."author_id", OLD."claim_id", OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."resolved_at", OLD."resolved_by_id", OLD."text"); RETURN NULL;',
                            hash="410a42e2f51f7d19f42a668349b88525d6677529",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e4a2e",
                            table="claims_comment",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("updated", "Updated"),
                            ("corrected", "Corrected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("document", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("note", claims.models.text.Prose(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["sequence"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        fields=["by", "-at", "-sequence"],
                        name="claims_entr_by_id_bbcd51_idx",
                    ),
                    models.Index(
                        condition=models.Q(("version", 1)),
                        fields=["-at"],
                        include=("claim",),
                        name="entry_first_of_claim",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="entry_note_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                ["published", "updated", "corrected", "withdrawn"],
                            )
                        ),
                        name="entry_event_is_known",
                        violation_error_message="Choose one of: published, updated, corrected, withdrawn.",
                    ),
                    models.UniqueConstraint(
                        fields=("claim", "version"),
                        name="entry_is_one_version",
                        violation_error_message="This version of the claim exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("event__in", ["corrected", "withdrawn"]), _negated=True
                            ),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_correction_and_withdrawal_have_a_note",
                        violation_error_message="Say in public what changed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedClaim",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("topic_id", models.UUIDField(db_index=True)),
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
                ("published_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_claim",
                        to="claims.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(
                        fields=["-published_at", "-id"],
                        include=("entry",),
                        name="published_claim_page",
                    )
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PublishedTopic",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=100)),
                ("document", models.BinaryField()),
                ("claims", models.PositiveIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
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
                ("label", claims.models.text.Line(max_length=100, unique=True)),
                (
                    "definition",
                    claims.models.text.Prose(
                        help_text="When it is given, in words readers can check.",
                        max_length=2000,
                    ),
                ),
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
                        help_text="The verification status it gives a claim.",
                        max_length=20,
                    ),
                ),
                ("rating", models.SmallIntegerField(blank=True, null=True)),
                ("best", models.SmallIntegerField(blank=True, null=True)),
                ("worst", models.SmallIntegerField(blank=True, null=True)),
                (
                    "colour",
                    claims.models.text.Line(help_text="Such as #2e7d32.", max_length=7),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Order in lists."
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "label__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="verdict_label_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "definition__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="verdict_definition_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "verified",
                                    "partly_verified",
                                    "disputed",
                                    "misleading",
                                    "refuted",
                                    "unverifiable",
                                    "superseded",
                                ],
                            )
                        ),
                        name="verdict_status_is_known",
                        violation_error_message="Choose one of: unverified, verified, partly_verified, disputed, misleading, refuted, unverifiable, superseded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("colour__regex", "^#[0-9a-f]{6}$")),
                        name="verdict_colour_is_well_formed",
                        violation_error_message="Give a colour such as #2e7d32.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("best", None), ("rating", None), ("worst", None)),
                            models.Q(
                                ("best__isnull", False),
                                ("rating__isnull", False),
                                ("worst__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="verdict_is_on_the_scale_or_off_it",
                        violation_error_message="Give rating, best and worst together, or none of them.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", None),
                            models.Q(
                                ("rating__gte", models.F("worst")),
                                ("rating__lte", models.F("best")),
                                ("worst__gte", 1),
                                ("worst__lt", models.F("best")),
                            ),
                            _connector="OR",
                        ),
                        name="verdict_rating_is_between_worst_and_best",
                        violation_error_message="The rating lies between worst (1 or more) and best.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="6c2c40a509e7277c287400a9204b67ed22107db9",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_1a327",
                            table="claims_verdict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="meaning_is_kept_once_given",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.status <> OLD.status AND EXISTS (\n                        SELECT FROM claims_review WHERE verdict_id = NEW.id\n                    ) THEN\n                        RAISE EXCEPTION 'Reviews give this verdict: make another one'\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="306e7d8bcaa482b164dc78dd65537a8170fd5b86",
                            operation='UPDATE OF "status"',
                            pgid="pgtrigger_meaning_is_kept_once_given_d3762",
                            table="claims_verdict",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_verdictevent" ("best", "colour", "created_at", "definition", "id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rating", "revision", "status", "worst") VALUES (NEW."best", NEW."colour", NEW."created_at", NEW."definition", NEW."id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."position", NEW."rating", NEW."revision", NEW."status", NEW."worst"); RETURN NULL;',
                            hash="e7470f39482427378ea752e024e9635b724f2914",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3cb73",
                            table="claims_verdict",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_verdictevent" ("best", "colour", "created_at", "definition", "id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rating", "revision", "status", "worst") VALUES (NEW."best", NEW."colour", NEW."created_at", NEW."definition", NEW."id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."position", NEW."rating", NEW."revision", NEW."status", NEW."worst"); RETURN NULL;',
                            hash="da10635bd88fbfb2ef4b9b179331101c0c4cd40e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_05fe6",
                            table="claims_verdict",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_verdictevent" ("best", "colour", "created_at", "definition", "id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rating", "revision", "status", "worst") VALUES (OLD."best", OLD."colour", OLD."created_at", OLD."definition", OLD."id", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."position", OLD."rating", OLD."revision", OLD."status", OLD."worst"); RETURN NULL;',
                            hash="14f3939fba14df5119039e946e5915cb3343c197",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_83861",
                            table="claims_verdict",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Another publisher's rating in its own words.",
                        max_length=4000,
                    ),
                ),
                (
                    "summary",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The finding in a sentence or two.",
                        max_length=1000,
                    ),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        blank=True, help_text="How it was found.", max_length=50000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        default="en",
                        help_text="Of the review, such as en.",
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
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the review is published.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "reviewed",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was checked, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "reviewed_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "finding_low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The lowest figure the evidence allows.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "finding_best",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The best estimate.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "finding_high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The highest figure the evidence allows.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                ("returned_at", models.DateTimeField(editable=False, null=True)),
                (
                    "return_reason",
                    claims.models.text.Prose(
                        blank=True, editable=False, max_length=2000
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authored_reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="claims.claim",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for a review of ours.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="claims.agent",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "permissions": [
                    ("submit_review", "Can submit a review"),
                    ("approve_review", "Can approve and return reviews"),
                ],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("publisher", None), ("state", "submitted")),
                        fields=["submitted_at", "id"],
                        name="review_submitted",
                    ),
                    models.Index(
                        condition=models.Q(("publisher", None), ("state", "returned")),
                        fields=["author", "returned_at", "id"],
                        name="review_returned",
                    ),
                    models.Index(
                        condition=models.Q(("approved_at__isnull", False)),
                        fields=["-approved_at"],
                        name="review_approved",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reviewed__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_reviewed_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "label__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_label_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "summary__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_summary_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_text_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "return_reason__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="review_return_reason_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "returned",
                                    "approved",
                                    "superseded",
                                ],
                            )
                        ),
                        name="review_state_is_known",
                        violation_error_message="Choose one of: draft, submitted, returned, approved, superseded.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("language__regex", "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
                        ),
                        name="review_language_is_well_formed",
                        violation_error_message="Give a BCP 47 tag such as en or sr-Latn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__regex", "^https?://[^\\s]+$"),
                            ("url", ""),
                            _connector="OR",
                        ),
                        name="review_url_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at", None), ("submitted_by", None)),
                            models.Q(
                                ("submitted_at__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="review_submitted_at_and_by_go_together",
                        violation_error_message="Who and when are kept together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at", None), ("returned_by", None)),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="review_returned_at_and_by_go_together",
                        violation_error_message="Who and when are kept together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="review_approved_at_and_by_go_together",
                        violation_error_message="Who and when are kept together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finding_low", None),
                                ("finding_best", None),
                                ("finding_low__lte", models.F("finding_best")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("finding_best", None),
                                ("finding_high", None),
                                ("finding_best__lte", models.F("finding_high")),
                                _connector="OR",
                            ),
                            models.Q(
                                ("finding_low", None),
                                ("finding_high", None),
                                ("finding_low__lte", models.F("finding_high")),
                                _connector="OR",
                            ),
                        ),
                        name="review_finding_low_best_high_are_in_order",
                        violation_error_message="Give the finding in order: low, best, high.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publisher", None), ("label", "")),
                            models.Q(
                                models.Q(("publisher", None), _negated=True),
                                models.Q(("label", ""), _negated=True),
                                models.Q(("url", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_of_others_names_rating_and_address",
                        violation_error_message="A review of another publisher has its rating and its address; ours has a verdict.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publisher", None), ("state", "approved"), _connector="OR"
                        ),
                        name="review_of_others_is_not_worked_on",
                        violation_error_message="Another publisher's review is recorded as it stands, not drafted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publisher", None), _negated=True),
                            ("state__in", ["draft", "returned"]),
                            models.Q(
                                ("verdict__isnull", False),
                                models.Q(("summary", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_submitted_has_verdict_and_summary",
                        violation_error_message="Give a verdict and a summary before the review is submitted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publisher", None), _negated=True),
                            models.Q(
                                ("state__in", ["approved", "superseded"]), _negated=True
                            ),
                            models.Q(
                                ("approved_by__isnull", False),
                                models.Q(
                                    ("author", models.F("approved_by")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="review_of_ours_has_four_eyes",
                        violation_error_message="Somebody other than the author approves a review.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_returned_says_why",
                        violation_error_message="Say why the review goes back.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("publisher", None), ("state", "approved")),
                        fields=("claim",),
                        name="review_of_ours_stands_alone",
                        violation_error_message="This claim has an approved review of ours.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("publisher", None),
                            ("state__in", ["draft", "submitted", "returned"]),
                        ),
                        fields=("claim",),
                        name="review_of_ours_is_open_once",
                        violation_error_message="A review of this claim is being worked on already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("publisher", None), _negated=True),
                        fields=("claim", "publisher", "url"),
                        name="review_of_others_is_recorded_once",
                        violation_error_message="This review is recorded already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="115e76e21e305db4e340bb451b3a67a117bd716f",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_5f8ee",
                            table="claims_review",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="state_follows_the_table",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.state <> OLD.state\n                AND (OLD.state, NEW.state) NOT IN (('approved', 'superseded'), ('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'approved'), ('submitted', 'returned')) THEN\n                RAISE EXCEPTION 'A % cannot go from % to %',\n                    TG_TABLE_NAME, OLD.state, NEW.state\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="d3c2ab2c17239e3953a56a790cbc7d3e5ce3e1ee",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_state_follows_the_table_c865c",
                            table="claims_review",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="ours_starts_as_a_draft",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.publisher_id IS NULL AND NEW.state <> 'draft'\n                AND (TG_OP = 'INSERT' OR OLD.publisher_id IS NOT NULL) THEN\n                RAISE EXCEPTION 'A new review of ours is a draft'\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="ccd3dda5b15b7629808f4d6a22628591c956df38",
                            operation='INSERT OR UPDATE OF "publisher_id"',
                            pgid="pgtrigger_ours_starts_as_a_draft_3582f",
                            table="claims_review",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="ours_is_frozen_once_submitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF OLD.publisher_id IS NULL AND OLD.state NOT IN ('draft', 'returned')\n                AND (NEW.claim_id, NEW.verdict_id, NEW.publisher_id, NEW.author_id,\n                     NEW.summary, NEW.text, NEW.language, NEW.url, NEW.label,\n                     NEW.reviewed, NEW.finding_low, NEW.finding_best, NEW.finding_high)\n                IS DISTINCT FROM\n                    (OLD.claim_id, OLD.verdict_id, OLD.publisher_id, OLD.author_id,\n                     OLD.summary, OLD.text, OLD.language, OLD.url, OLD.label,\n                     OLD.reviewed, OLD.finding_low, OLD.finding_best, OLD.finding_high) THEN\n                RAISE EXCEPTION 'A % review of ours is not edited: return it, or draft another',\n                    OLD.state USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="1a01dc866151fc735565b3974acc7b6d267727e6",
                            operation="UPDATE",
                            pgid="pgtrigger_ours_is_frozen_once_submitted_a2c7c",
                            table="claims_review",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.claim_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.claim_id IS DISTINCT FROM OLD.claim_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_claim\n                    WHERE id = NEW.claim_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'claim'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n        \n            IF NEW.publisher_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.publisher_id IS DISTINCT FROM OLD.publisher_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_agent\n                    WHERE id = NEW.publisher_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'agent'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="5950b5c0f2289296bea3c4ca054bc06b56ca4459",
                            operation='INSERT OR UPDATE OF "claim_id", "publisher_id"',
                            pgid="pgtrigger_refers_to_what_stands_f911d",
                            table="claims_review",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_reviewevent" ("approved_at", "approved_by_id", "author_id", "claim_id", "created_at", "finding_best", "finding_high", "finding_low", "id", "label", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "return_reason", "returned_at", "returned_by_id", "reviewed", "reviewed_range", "revision", "state", "submitted_at", "submitted_by_id", "summary", "text", "url", "verdict_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."author_id", NEW."claim_id", NEW."created_at", NEW."finding_best", NEW."finding_high", NEW."finding_low", NEW."id", NEW."label", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."publisher_id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."reviewed", NEW."reviewed_range", NEW."revision", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."text", NEW."url", NEW."verdict_id"); RETURN NULL;',
                            hash="7323dbac1fc1fb962a95c252c2bc8827a0ac11dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8009a",
                            table="claims_review",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_reviewevent" ("approved_at", "approved_by_id", "author_id", "claim_id", "created_at", "finding_best", "finding_high", "finding_low", "id", "label", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "return_reason", "returned_at", "returned_by_id", "reviewed", "reviewed_range", "revision", "state", "submitted_at", "submitted_by_id", "summary", "text", "url", "verdict_id") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."author_id", NEW."claim_id", NEW."created_at", NEW."finding_best", NEW."finding_high", NEW."finding_low", NEW."id", NEW."label", NEW."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."publisher_id", NEW."return_reason", NEW."returned_at", NEW."returned_by_id", NEW."reviewed", NEW."reviewed_range", NEW."revision", NEW."state", NEW."submitted_at", NEW."submitted_by_id", NEW."summary", NEW."text", NEW."url", NEW."verdict_id"); RETURN NULL;',
                            hash="344996abfdd4d2b5edfe7256bff41ff82ed3326b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b7b96",
                            table="claims_review",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_reviewevent" ("approved_at", "approved_by_id", "author_id", "claim_id", "created_at", "finding_best", "finding_high", "finding_low", "id", "label", "language", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publisher_id", "return_reason", "returned_at", "returned_by_id", "reviewed", "reviewed_range", "revision", "state", "submitted_at", "submitted_by_id", "summary", "text", "url", "verdict_id") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."author_id", OLD."claim_id", OLD."created_at", OLD."finding_best", OLD."finding_high", OLD."finding_low", OLD."id", OLD."label", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."publisher_id", OLD."return_reason", OLD."returned_at", OLD."returned_by_id", OLD."reviewed", OLD."reviewed_range", OLD."revision", OLD."state", OLD."submitted_at", OLD."submitted_by_id", OLD."summary", OLD."text", OLD."url", OLD."verdict_id"); RETURN NULL;',
                            hash="98fd398bf98cefd7e40fc435432b8852dd843c5c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c19fa",
                            table="claims_review",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("fetched", "Fetched"), ("pasted", "Pasted")],
                        max_length=20,
                    ),
                ),
                (
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the bytes came from, after redirects.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                ("media_type", claims.models.text.Line(blank=True, max_length=200)),
                (
                    "title",
                    claims.models.text.Line(blank=True, max_length=500, quoted=True),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        blank=True, max_length=1000000, quoted=True
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "size",
                    models.PositiveIntegerField(help_text="Of what came, in bytes."),
                ),
                (
                    "archive_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Its copy in the Wayback Machine.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "archive_failure",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Why the Wayback Machine was asked for a copy and has none.",
                        max_length=2000,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["fetched", "pasted"])),
                        name="capture_kind_is_known",
                        violation_error_message="Choose one of: fetched, pasted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="capture_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "media_type__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="capture_media_type_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archive_url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="capture_archive_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029]",
                            ),
                            _negated=True,
                        ),
                        name="capture_title_is_clean_text",
                        violation_error_message="Leave out control characters and line breaks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f]",
                            ),
                            _negated=True,
                        ),
                        name="capture_text_is_clean_text",
                        violation_error_message="Leave out control characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "archive_failure__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="capture_archive_failure_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__regex", "^https?://[^\\s]+$"),
                            ("url", ""),
                            _connector="OR",
                        ),
                        name="capture_url_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("archive_url__regex", "^https?://[^\\s]+$"),
                            ("archive_url", ""),
                            _connector="OR",
                        ),
                        name="capture_archive_url_is_well_formed",
                        violation_error_message="Give a full address that starts with http.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="capture_digest_is_well_formed",
                        violation_error_message="Give 64 hexadecimal digits.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.source_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.source_id IS DISTINCT FROM OLD.source_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_source\n                    WHERE id = NEW.source_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'source'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="cbbd87bc6ab84ae7dc686b9adc030a4f11378a6d",
                            operation='INSERT OR UPDATE OF "source_id"',
                            pgid="pgtrigger_refers_to_what_stands_05acd",
                            table="claims_capture",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_captureevent" ("archive_failure", "archive_url", "by_id", "created_at", "digest", "id", "kind", "media_type", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source_id", "text", "title", "url") VALUES (NEW."archive_failure", NEW."archive_url", NEW."by_id", NEW."created_at", NEW."digest", NEW."id", NEW."kind", NEW."media_type", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."size", NEW."source_id", NEW."text", NEW."title", NEW."url"); RETURN NULL;',
                            hash="618ff125a2224c52d9bdfdd1126bb9309ad8bfef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8d7d7",
                            table="claims_capture",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_captureevent" ("archive_failure", "archive_url", "by_id", "created_at", "digest", "id", "kind", "media_type", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source_id", "text", "title", "url") VALUES (NEW."archive_failure", NEW."archive_url", NEW."by_id", NEW."created_at", NEW."digest", NEW."id", NEW."kind", NEW."media_type", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."size", NEW."source_id", NEW."text", NEW."title", NEW."url"); RETURN NULL;',
                            hash="3790cb84638b6987b7db037085b31fee4a11f8cb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f1fea",
                            table="claims_capture",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_captureevent" ("archive_failure", "archive_url", "by_id", "created_at", "digest", "id", "kind", "media_type", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "source_id", "text", "title", "url") VALUES (OLD."archive_failure", OLD."archive_url", OLD."by_id", OLD."created_at", OLD."digest", OLD."id", OLD."kind", OLD."media_type", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."size", OLD."source_id", OLD."text", OLD."title", OLD."url"); RETURN NULL;',
                            hash="66d89a384590998da154f1057f3becf27623c091",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2170e",
                            table="claims_capture",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureConflict",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="figure_conflict",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ["since"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["since"], name="figure_conflict_since")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                (
                    "key",
                    models.CharField(max_length=100, primary_key=True, serialize=False),
                ),
                ("spent_until", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name_plural": "guesses",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[],
            options={
                "ordering": ["-id"],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("procrastinate.procrastinatejob",),
        ),
        migrations.CreateModel(
            name="JobFailure",
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
                ("error", models.CharField(max_length=2000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "job",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="failures",
                        to="claims.job",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="LinkCheck",
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
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("ok", "as it was"),
                            ("changed", "Changed"),
                            ("gone", "Gone"),
                            ("quote_missing", "quote missing"),
                            ("unreachable", "Unreachable"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="HTTP status of the answer.", null=True
                    ),
                ),
                (
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where it led, after redirects.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "words",
                    claims.models.text.Prose(
                        blank=True, help_text="What was found.", max_length=2000
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_checks",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["source", "-id"], name="linkcheck_of_source")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "url__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="linkcheck_url_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "words__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="linkcheck_words_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "ok",
                                    "changed",
                                    "gone",
                                    "quote_missing",
                                    "unreachable",
                                ],
                            )
                        ),
                        name="linkcheck_outcome_is_known",
                        violation_error_message="Choose one of: ok, changed, gone, quote_missing, unreachable.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
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
                ("seen_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presence",
                        to="claims.claim",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["seen_at"], name="presence_seen")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "person"),
                        name="presence_is_noted_once",
                        violation_error_message="This page is noted as open already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "key",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("row", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RecheckReminder",
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
                ("recheck_on", models.DateField(help_text="The day that was reached.")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recheck_reminders",
                        to="claims.claim",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recheck_reminders",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": (),
                "indexes": [],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "recheck_on"),
                        name="recheckreminder_is_sent_once",
                        violation_error_message="Somebody was reminded of this day already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
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
                ("name", claims.models.text.Line(max_length=60)),
                ("query", claims.models.text.Line(max_length=2000)),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody at the desk sees it.",
                        verbose_name="shared",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "default_permissions": (),
                "indexes": [],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="savedfilter_name_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "query__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u000a\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="savedfilter_query_is_clean_text",
                        violation_error_message="Leave out control characters, line breaks and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "query__regex",
                                "^[a-z_0-9]+=[^&=\\s]*(&[a-z_0-9]+=[^&=\\s]*)*$",
                            )
                        ),
                        name="savedfilter_query_is_well_formed",
                        violation_error_message="Give the query string of a list, such as stage__exact=draft.",
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "name"),
                        name="saved_filter_has_its_name_once",
                        violation_error_message="You have a filter of this name already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="dbd3c2c3c4cac565f1fd21e77debcbb5bb156b75",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_24a13",
                            table="claims_savedfilter",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_savedfilterevent" ("created_at", "id", "is_shared", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "revision") VALUES (NEW."created_at", NEW."id", NEW."is_shared", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."query", NEW."revision"); RETURN NULL;',
                            hash="8ab776352da43e61baf1c6dd0de69a512a86f697",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_12ed8",
                            table="claims_savedfilter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_savedfilterevent" ("created_at", "id", "is_shared", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "revision") VALUES (NEW."created_at", NEW."id", NEW."is_shared", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."query", NEW."revision"); RETURN NULL;',
                            hash="5bc26bc2f71f3c6cc9cb3c761b90cefde9da6b8a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_05db7",
                            table="claims_savedfilter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_savedfilterevent" ("created_at", "id", "is_shared", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "revision") VALUES (OLD."created_at", OLD."id", OLD."is_shared", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."query", OLD."revision"); RETURN NULL;',
                            hash="61fcfc77847fc43609a259efbd3529d972775977",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6a8dc",
                            table="claims_savedfilter",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduledPublication",
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
                    "at",
                    models.DateTimeField(help_text="When it goes out; never before."),
                ),
                (
                    "note",
                    claims.models.text.Prose(
                        blank=True, help_text="What readers are told.", max_length=2000
                    ),
                ),
                (
                    "claim_revision",
                    models.PositiveIntegerField(
                        help_text="The claim's revision that was decided on."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("published", "Published"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "refusal",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Why it was not published.",
                        max_length=2000,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheduled_publications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scheduled_publications",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["at"],
                        name="scheduledpublication_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "note__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="scheduledpublication_note_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "refusal__regex",
                                "[\\u0001-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]",
                            ),
                            _negated=True,
                        ),
                        name="scheduledpublication_refusal_is_clean_text",
                        violation_error_message="Leave out control characters and marks that turn the direction of text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["waiting", "published", "refused", "cancelled"],
                            )
                        ),
                        name="scheduledpublication_state_is_known",
                        violation_error_message="Choose one of: waiting, published, refused, cancelled.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "refused"), ("refusal", ""), _connector="XOR"
                        ),
                        name="scheduledpublication_refused_says_why",
                        violation_error_message="Say why it was refused, and only then.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("claim",),
                        name="scheduledpublication_waits_once",
                        violation_error_message="This claim waits for its time already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="revision_moves_by_one",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.revision <> OLD.revision + 1 THEN\n                        RAISE EXCEPTION '% % is at revision %: this change was made on another',\n                            TG_TABLE_NAME, OLD.id, OLD.revision\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="55b7d838afe073216cd8785f705856ec3de6609c",
                            operation="UPDATE",
                            pgid="pgtrigger_revision_moves_by_one_7baac",
                            table="claims_scheduledpublication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="state_follows_the_table",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF NEW.state <> OLD.state\n                AND (OLD.state, NEW.state) NOT IN (('waiting', 'published'), ('waiting', 'refused'), ('waiting', 'cancelled')) THEN\n                RAISE EXCEPTION 'A % cannot go from % to %',\n                    TG_TABLE_NAME, OLD.state, NEW.state\n                    USING ERRCODE = 'restrict_violation';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="50dc02854a48f283afa4cc9465fe6b459f08a6af",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_state_follows_the_table_2f5c7",
                            table="claims_scheduledpublication",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "state") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."claim_revision", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."refusal", NEW."revision", NEW."state"); RETURN NULL;',
                            hash="8aba4411b01a8a179712632ca0cd4ea899b6f46b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b8cfd",
                            table="claims_scheduledpublication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "state") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."claim_revision", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."refusal", NEW."revision", NEW."state"); RETURN NULL;',
                            hash="1761a732bad2cdf45cbd1d8ae22a4f998a8139f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_246b0",
                            table="claims_scheduledpublication",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "state") VALUES (OLD."at", OLD."by_id", OLD."claim_id", OLD."claim_revision", OLD."created_at", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."refusal", OLD."revision", OLD."state"); RETURN NULL;',
                            hash="0f9434a0a80f95813ab1a79e79c06211ac98ba75",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67207",
                            table="claims_scheduledpublication",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnpublishedChange",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unpublished_change",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
            options={
                "ordering": ["since"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["since"], name="unpublished_change_since")
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="AgentEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("government", "government body"),
                            ("media", "news organisation"),
                            ("ngo", "non-governmental organisation"),
                            ("research", "research body"),
                            ("intergovernmental", "intergovernmental body"),
                            ("organisation", "other organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "site",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Its home page.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "wikidata",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Such as Q42.",
                        max_length=20,
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "country",
                    claims.models.text.Line(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2, such as AM.",
                        max_length=2,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.agent",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.agent",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="agent_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="1840ec51dc03e8309a8dd286973a6cbe5ecf7c1d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_899cb",
                            table="claims_agentevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="dc5a99f3543b9e976d05a8508aaee7e0eeaea01f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_2c40c",
                            table="claims_agentevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
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
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                            ("less_than", "less than"),
                            ("between", "between"),
                        ],
                        help_text="How the number is meant: more than, about, between …",
                        max_length=20,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The number; with “between”, the lower bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Only with “between”: the upper bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "wording",
                    claims.models.text.Line(
                        blank=True,
                        help_text="The figure in the words it was given in, such as “around 30,000”.",
                        max_length=300,
                        quoted=True,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("appearance", "the claim appears in it"),
                            ("evidence", "Evidence"),
                        ],
                        default="evidence",
                        max_length=20,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("neutral", "Neutral"),
                        ],
                        default="neutral",
                        max_length=20,
                    ),
                ),
                (
                    "quote",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The exact words.",
                        max_length=20000,
                        quoted=True,
                    ),
                ),
                (
                    "quote_prefix",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The words before the quote.",
                        max_length=500,
                        quoted=True,
                    ),
                ),
                (
                    "quote_suffix",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The words after the quote.",
                        max_length=500,
                        quoted=True,
                    ),
                ),
                (
                    "locator",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where in the source: page, table, minute.",
                        max_length=200,
                    ),
                ),
                (
                    "scope",
                    claims.models.text.Line(
                        blank=True,
                        help_text="What this source counts, where it differs from the measure.",
                        max_length=500,
                    ),
                ),
                (
                    "as_of",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The day its figure stands for, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "as_of_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "credibility",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Admiralty grade of the information: 1 confirmed … 6 cannot be judged.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(6),
                        ],
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.citation",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="citation_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="dc85acfeec55b62bdddb35375ceb02994adeb49d",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_195e8",
                            table="claims_citationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="f439a4a26227928b3ddb7f49b3e976ffa4cfdf48",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_0455d",
                            table="claims_citationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimEvent",
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
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("at_least", "at least"),
                            ("more_than", "more than"),
                            ("at_most", "at most"),
                            ("less_than", "less than"),
                            ("between", "between"),
                        ],
                        help_text="How the number is meant: more than, about, between …",
                        max_length=20,
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The number; with “between”, the lower bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "upper",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Only with “between”: the upper bound.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "wording",
                    claims.models.text.Line(
                        blank=True,
                        help_text="The figure in the words it was given in, such as “around 30,000”.",
                        max_length=300,
                        quoted=True,
                    ),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        help_text="One statement, in our words.", max_length=2000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        default="en",
                        help_text="Of the text, such as en.",
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
                    "claimed",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was said, as EDTF: 2022-05-22.",
                        max_length=100,
                    ),
                ),
                (
                    "claimed_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "as_of",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The day the figure stands for, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "as_of_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The time the claim is about, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                ("place", claims.models.text.Line(blank=True, max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "in review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
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
                        default="unverified",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "recheck_on",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="The day to look again whether the finding still holds.",
                        null=True,
                    ),
                ),
                (
                    "assignee",
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
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who says so; empty where nobody is named.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.agent",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.claim",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What the figure counts.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.measure",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="claim_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="f170ac78bb6aa999b73f4fe8ab9a0012c3de5030",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_517fb",
                            table="claims_claimevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="1ab3fb9317f182f41fba844a41f15efebddc18b3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_9857f",
                            table="claims_claimevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimLinkEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contradicts", "Contradicts"),
                            ("updates", "Updates"),
                            ("part_of", "is part of"),
                            ("duplicates", "Duplicates"),
                            ("translates", "Translates"),
                        ],
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "from_claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.claimlink",
                    ),
                ),
                (
                    "to_claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="claimlink_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="b070ab301311267201ced6c0b53aabb8c3fecea3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_9384d",
                            table="claims_claimlinkevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="a9ad49ea0abc03a3b2ad95253f606a53538a32b2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_88387",
                            table="claims_claimlinkevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimTagEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="claimtag_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="c583143570f43b01e3a320ae6f67140c5aab75b9",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_43476",
                            table="claims_claimtagevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="20788cd27e40ac8798153651f16041cb8fa62cc7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_450b0",
                            table="claims_claimtagevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentEvent",
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
                (
                    "text",
                    claims.models.text.Prose(
                        help_text="Call somebody by @name.", max_length=10000
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "resolved_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.comment",
                    ),
                ),
                (
                    "resolved_by",
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
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="comment_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="82d31697e6cb1a7bfcee90b02f4c916823d1ba36",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_ecdb4",
                            table="claims_commentevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="313b5ab54e0b22d1d7272710d9163d757be55b07",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_1957c",
                            table="claims_commentevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
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
                        help_text="Such as “people killed”.", max_length=200
                    ),
                ),
                (
                    "unit",
                    claims.models.text.Line(
                        help_text="Such as people, USD, %.", max_length=50
                    ),
                ),
                (
                    "scope",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Who or what is included, and what is not.",
                        max_length=500,
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="The time it covers, as EDTF: 1988/1994.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "counts_from",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the counting starts, where sources differ in it.",
                        max_length=300,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.measure",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="measure_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="6987a5d85af3ba71aea553fe420ebc875c4446d6",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_8798a",
                            table="claims_measureevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="8ff8eaf5f7dd69e413795be9cc19fce513e98248",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_3d707",
                            table="claims_measureevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewEvent",
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
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Another publisher's rating in its own words.",
                        max_length=4000,
                    ),
                ),
                (
                    "summary",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="The finding in a sentence or two.",
                        max_length=1000,
                    ),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        blank=True, help_text="How it was found.", max_length=50000
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        default="en",
                        help_text="Of the review, such as en.",
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
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the review is published.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "reviewed",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it was checked, as EDTF.",
                        max_length=100,
                    ),
                ),
                (
                    "reviewed_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "finding_low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The lowest figure the evidence allows.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "finding_best",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The best estimate.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "finding_high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="The highest figure the evidence allows.",
                        max_digits=24,
                        null=True,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("returned", "Returned"),
                            ("approved", "Approved"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("submitted_at", models.DateTimeField(editable=False, null=True)),
                ("returned_at", models.DateTimeField(editable=False, null=True)),
                (
                    "return_reason",
                    claims.models.text.Prose(
                        blank=True, editable=False, max_length=2000
                    ),
                ),
                ("approved_at", models.DateTimeField(editable=False, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
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
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.review",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for a review of ours.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.agent",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
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
                    "submitted_by",
                    models.ForeignKey(
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
                    "verdict",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="review_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="08d7f156d8b0715df1d66126c59eb7b9eabc059f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_5d949",
                            table="claims_reviewevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="a6a319abfa3334341fd948c8fa812c0efc63d336",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_36b3d",
                            table="claims_reviewevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAuthorEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "agent",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.agent",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="sourceauthor_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="487b908a068e88237640729f9cea069a51c3467b",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_150f2",
                            table="claims_sourceauthorevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="02caeca321e9b13a20ad978ad49fb133e0e9e7c2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_39312",
                            table="claims_sourceauthorevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "Article"),
                            ("report", "Report"),
                            ("dataset", "Dataset"),
                            ("statement", "Statement"),
                            ("post", "social media post"),
                            ("interview", "Interview"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", claims.models.text.Line(max_length=500)),
                (
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where it stands, or stood.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "canonical_url",
                    claims.models.addresses.CanonicalUrlField(
                        blank=True, editable=False, of="url"
                    ),
                ),
                (
                    "published",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it came out, as EDTF: 2021-09, 2020-11-10.",
                        max_length=100,
                    ),
                ),
                (
                    "published_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "accessed_on",
                    models.DateField(
                        blank=True, help_text="When it was read.", null=True
                    ),
                ),
                (
                    "language",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Of its text, such as en.",
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
                    "archive_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="A lasting copy, such as a capture of the Wayback Machine.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "archive_digest",
                    claims.models.text.Line(
                        blank=True,
                        help_text="SHA-256 of the copy, in hexadecimal.",
                        max_length=64,
                    ),
                ),
                (
                    "directness",
                    models.CharField(
                        blank=True,
                        choices=[("primary", "Primary"), ("secondary", "Secondary")],
                        max_length=20,
                    ),
                ),
                (
                    "reliability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "A: completely reliable"),
                            ("B", "B: usually reliable"),
                            ("C", "C: fairly reliable"),
                            ("D", "D: not usually reliable"),
                            ("E", "E: unreliable"),
                            ("F", "F: reliability cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "is_withheld",
                    models.BooleanField(
                        default=False,
                        help_text="Count it in public, but do not name it.",
                    ),
                ),
                (
                    "withheld_reason",
                    claims.models.text.Line(blank=True, max_length=500),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="The one that stands for it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.source",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.agent",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The source it merely repeats: the two count as one origin.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="source_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="9bf40ba1d4edd615359894771700e560bae7f12a",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_4020e",
                            table="claims_sourceevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="eaa057c5b628117ae8fcc8c1cee590734dc721f0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_7b6a9",
                            table="claims_sourceevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TagEvent",
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
                ("name", claims.models.text.Line(max_length=60)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="tag_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="d00134d72c728154d26c4a315ab7470a1b460b89",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_b616c",
                            table="claims_tagevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="2f4060612bee8b382513d7c034d139dc4ba884cd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_37f08",
                            table="claims_tagevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicEvent",
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
                    "slug",
                    models.SlugField(
                        db_index=False,
                        help_text="Its public address; keep it for ever.",
                        max_length=100,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("conflict", "Conflict"),
                            ("disaster", "Disaster"),
                            ("election", "Election"),
                            ("event", "other event"),
                            ("policy", "Policy"),
                            ("place", "Place"),
                            ("subject", "Subject"),
                        ],
                        max_length=20,
                    ),
                ),
                ("description", claims.models.text.Prose(blank=True, max_length=4000)),
                (
                    "wikidata",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Such as Q42.",
                        max_length=20,
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "period",
                    claims.models.dates.EdtfField(
                        blank=True,
                        help_text="When it happened, as EDTF: 1988/1994, 2020-23.",
                        max_length=100,
                    ),
                ),
                (
                    "period_range",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        editable=False, null=True
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The larger topic it is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.topic",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.topic",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="topic_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="4d16a772d7ac2d25e01554e8c1c4baa57612a69c",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_9bc8a",
                            table="claims_topicevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="651e927fe1370e654de0b2d54e2153b2804633de",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_2520f",
                            table="claims_topicevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictEvent",
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
                ("label", claims.models.text.Line(max_length=100)),
                (
                    "definition",
                    claims.models.text.Prose(
                        help_text="When it is given, in words readers can check.",
                        max_length=2000,
                    ),
                ),
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
                        help_text="The verification status it gives a claim.",
                        max_length=20,
                    ),
                ),
                ("rating", models.SmallIntegerField(blank=True, null=True)),
                ("best", models.SmallIntegerField(blank=True, null=True)),
                ("worst", models.SmallIntegerField(blank=True, null=True)),
                (
                    "colour",
                    claims.models.text.Line(help_text="Such as #2e7d32.", max_length=7),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Order in lists."
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="verdict_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="b20cf32e48a7758138d30e895b846d06006aeab3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_d050c",
                            table="claims_verdictevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="bd68b6f5495513d6cd6901ad772de25c62624703",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_89f16",
                            table="claims_verdictevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaptureEvent",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("fetched", "Fetched"), ("pasted", "Pasted")],
                        max_length=20,
                    ),
                ),
                (
                    "url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Where the bytes came from, after redirects.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                ("media_type", claims.models.text.Line(blank=True, max_length=200)),
                (
                    "title",
                    claims.models.text.Line(blank=True, max_length=500, quoted=True),
                ),
                (
                    "text",
                    claims.models.text.Prose(
                        blank=True, max_length=1000000, quoted=True
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "size",
                    models.PositiveIntegerField(help_text="Of what came, in bytes."),
                ),
                (
                    "archive_url",
                    claims.models.text.Line(
                        blank=True,
                        help_text="Its copy in the Wayback Machine.",
                        max_length=2048,
                        validators=[
                            django.core.validators.URLValidator(
                                schemes=["http", "https"]
                            )
                        ],
                    ),
                ),
                (
                    "archive_failure",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Why the Wayback Machine was asked for a copy and has none.",
                        max_length=2000,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="claims.capture",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="capture_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="e53dc4d9d97335407b3d6512f07acf3c0d175f00",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_6f13b",
                            table="claims_captureevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="2cdd5a057a6290587e17d70dd30495a567bee534",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_dad8f",
                            table="claims_captureevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommentMentionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "comment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.comment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_tablespace="",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="commentmention_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="8125070575c73cc9965fcaa14569685020a2f2e3",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_c78a6",
                            table="claims_commentmentionevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="9c62c8efacdbc0923bb3e9747a9d76e3f7fd33a7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_02df6",
                            table="claims_commentmentionevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilterEvent",
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
                ("name", claims.models.text.Line(max_length=60)),
                ("query", claims.models.text.Line(max_length=2000)),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody at the desk sees it.",
                        verbose_name="shared",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="claims.savedfilter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="savedfilter_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="4566bbbaa83c156ddfd6523b278c51c681d0fe54",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_c70e0",
                            table="claims_savedfilterevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="3eaada6be790e7c8836fe7464f1627deea312595",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_08523",
                            table="claims_savedfilterevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduledPublicationEvent",
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
                    "at",
                    models.DateTimeField(help_text="When it goes out; never before."),
                ),
                (
                    "note",
                    claims.models.text.Prose(
                        blank=True, help_text="What readers are told.", max_length=2000
                    ),
                ),
                (
                    "claim_revision",
                    models.PositiveIntegerField(
                        help_text="The claim's revision that was decided on."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("published", "Published"),
                            ("refused", "Refused"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "refusal",
                    claims.models.text.Prose(
                        blank=True,
                        help_text="Why it was not published.",
                        max_length=2000,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.scheduledpublication",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "user", "pgh_context"
                        ),
                        models.OrderBy(models.F("pgh_created_at"), descending=True),
                        models.OrderBy(models.F("pgh_id"), descending=True),
                        name="scheduledpublication_by_person",
                    )
                ],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_emptied",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="96963fe7f9343daa60df3d87596c4f2a8490a2d7",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_never_emptied_13a15",
                            table="claims_scheduledpublicationevent",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="never_changed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME\n            USING ERRCODE = 'restrict_violation';\n    ",
                            hash="121d07a3ecc9a20ef1c989816022da794dfe16e7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_never_changed_ab356",
                            table="claims_scheduledpublicationevent",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceAuthor",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="refers_to_what_stands",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond uuid;",
                            func="\n            IF NEW.agent_id IS NOT NULL\n                AND (TG_OP = 'INSERT' OR NEW.agent_id IS DISTINCT FROM OLD.agent_id) THEN\n                SELECT merged_into_id INTO beyond FROM claims_agent\n                    WHERE id = NEW.agent_id FOR KEY SHARE;\n                IF beyond IS NOT NULL THEN\n                    RAISE EXCEPTION 'That % was merged into another: take the one it became',\n                        'agent'\n                        USING ERRCODE = 'restrict_violation';\n                END IF;\n            END IF;\n         RETURN NEW;",
                            hash="ed790dd27bee4e266fe25a7e1a8bceef9f2e7c56",
                            operation='INSERT OR UPDATE OF "agent_id"',
                            pgid="pgtrigger_refers_to_what_stands_533a8",
                            table="claims_source_authors",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_sourceauthorevent" ("agent_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (NEW."agent_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."source_id"); RETURN NULL;',
                            hash="96ff90d589ecb3afcfc20c6d47eda41faea0212f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bc9f6",
                            table="claims_source_authors",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_sourceauthorevent" ("agent_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (NEW."agent_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."source_id"); RETURN NULL;',
                            hash="45c681a467f3d10e8c66612d8881ad3768b54f88",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_427ac",
                            table="claims_source_authors",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_sourceauthorevent" ("agent_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "source_id") VALUES (OLD."agent_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."source_id"); RETURN NULL;',
                            hash="05255bf16a315b1d18230273754bcd0aa6fb714a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_58778",
                            table="claims_source_authors",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            bases=("claims.source_authors",),
        ),
        migrations.CreateModel(
            name="ClaimTag",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimtagevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "tag_id") VALUES (NEW."claim_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."tag_id"); RETURN NULL;',
                            hash="8786af4326f867bf953df977be2417eacc547f02",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bcad7",
                            table="claims_claim_tags",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_claimtagevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "tag_id") VALUES (NEW."claim_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."tag_id"); RETURN NULL;',
                            hash="9a374d9bfac56854fb1f626738aff2563c63cac9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b54a",
                            table="claims_claim_tags",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_claimtagevent" ("claim_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "tag_id") VALUES (OLD."claim_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."tag_id"); RETURN NULL;',
                            hash="dd62121248c1e76284d08193102208a3a0683756",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e1d6d",
                            table="claims_claim_tags",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            bases=("claims.claim_tags",),
        ),
        migrations.CreateModel(
            name="CommentMention",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_commentmentionevent" ("comment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."comment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."user_id"); RETURN NULL;',
                            hash="1d72d8dc34a5e53be06f7b5e63a379a5e34fb70b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c2758",
                            table="claims_comment_mentions",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "claims_commentmentionevent" ("comment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (NEW."comment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."user_id"); RETURN NULL;',
                            hash="4e09b82db7fde122b8736ba3a5030b97271495ed",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2ff21",
                            table="claims_comment_mentions",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "claims_commentmentionevent" ("comment_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "user_id") VALUES (OLD."comment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."user_id"); RETURN NULL;',
                            hash="531320368edfa46cfd821bc5943ff06be83891cb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_41213",
                            table="claims_comment_mentions",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            bases=("claims.comment_mentions",),
        ),
        claims.sql.InstallTriggers(),
    ]
