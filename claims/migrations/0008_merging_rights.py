"""Editors may merge claims, sources and agents."""

from django.db import migrations

MODELS = ("agent", "claim", "source")


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    editors = apps.get_model("auth", "Group").objects.using(database).get(name="Editor")
    for model in MODELS:
        content_type, _ = ContentType.objects.using(database).get_or_create(
            app_label="claims", model=model
        )
        permission, _ = Permission.objects.using(database).get_or_create(
            codename=f"merge_{model}",
            content_type=content_type,
            defaults={"name": f"Can merge {model}s"},
        )
        editors.permissions.add(permission)


def revoke(apps, schema_editor):
    database = schema_editor.connection.alias
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.using(database).filter(
        codename__in=[f"merge_{model}" for model in MODELS],
        content_type__app_label="claims",
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_canonical_addresses")]
    operations = [migrations.RunPython(grant, revoke)]
