"""What the newsroom's groups may see of the worker, and who may steer it."""

from django.db import migrations

READER = {"view_job", "view_linkcheck", "view_scheduledpublication"}
EDITOR = READER | {"change_job"}
GROUPS = {
    "Researcher": READER,
    "Fact-checker": READER,
    "Editor": EDITOR,
    "Partner manager": READER,
}


def grant(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for name, codenames in GROUPS.items():
        group = Group.objects.using(database).get(name=name)
        for codename in sorted(codenames):
            content_type, _ = ContentType.objects.using(database).get_or_create(
                app_label="claims", model=codename.split("_", 1)[1]
            )
            permission, _ = Permission.objects.using(database).get_or_create(
                codename=codename,
                content_type=content_type,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)


def revoke(apps, schema_editor):
    database = schema_editor.connection.alias
    for group in apps.get_model("auth", "Group").objects.using(database).all():
        group.permissions.remove(
            *group.permissions.filter(codename__in=GROUPS.get(group.name, []))
        )


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_link_checks_and_reminders")]
    operations = [migrations.RunPython(grant, revoke)]
