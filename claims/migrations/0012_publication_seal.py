"""A digest of what is to go out at a time: what changed beside the claim is not let out."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0011_review_open_by_state"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="scheduledpublication",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="scheduledpublication",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="scheduledpublication",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="scheduledpublication",
            name="seal",
            field=models.CharField(
                blank=True,
                help_text="A digest of what was to go out; empty where it was not kept.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="scheduledpublicationevent",
            name="seal",
            field=models.CharField(
                blank=True,
                help_text="A digest of what was to go out; empty where it was not kept.",
                max_length=64,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheduledpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "seal", "state") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."claim_revision", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'insert\', NEW."id", NEW."refusal", NEW."revision", NEW."seal", NEW."state"); RETURN NULL;',
                    hash="68aacccd52dbf5c6c8237b923d6183b9a9a293a2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b8cfd",
                    table="claims_scheduledpublication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheduledpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "seal", "state") VALUES (NEW."at", NEW."by_id", NEW."claim_id", NEW."claim_revision", NEW."created_at", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'update\', NEW."id", NEW."refusal", NEW."revision", NEW."seal", NEW."state"); RETURN NULL;',
                    hash="0f20e2dfc0d4ce2e624dc4ee253ca53de96a96e5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_246b0",
                    table="claims_scheduledpublication",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheduledpublication",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_scheduledpublicationevent" ("at", "by_id", "claim_id", "claim_revision", "created_at", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refusal", "revision", "seal", "state") VALUES (OLD."at", OLD."by_id", OLD."claim_id", OLD."claim_revision", OLD."created_at", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, CLOCK_TIMESTAMP(), \'delete\', OLD."id", OLD."refusal", OLD."revision", OLD."seal", OLD."state"); RETURN NULL;',
                    hash="999bf98eb63cb0f0a9ef6fe114817cceb271ad11",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_67207",
                    table="claims_scheduledpublication",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduledpublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seal__regex", "^[0-9a-f]{64}$"), ("seal", ""), _connector="OR"
                ),
                name="scheduledpublication_seal_is_well_formed",
                violation_error_message="Give 64 hexadecimal digits.",
            ),
        ),
    ]
