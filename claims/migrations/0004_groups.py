"""The newsroom's groups and what each may do."""

from django.db import migrations

READ = [
    "agent",
    "capture",
    "citation",
    "claim",
    "claimlink",
    "comment",
    "entry",
    "job",
    "linkcheck",
    "measure",
    "publishedclaim",
    "publishedtopic",
    "review",
    "scheduledpublication",
    "source",
    "tag",
    "topic",
    "verdict",
]
READER = {*(f"view_{model}" for model in READ), "add_comment"}
RESEARCHER = READER | {
    f"{action}_{model}"
    for model in ("agent", "citation", "claim", "measure", "source", "tag", "topic")
    for action in ("add", "change")
}
RESEARCHER |= {"delete_citation", "add_claimlink"}
FACT_CHECKER = RESEARCHER | {"add_review", "change_review", "submit_review"}
EDITOR = FACT_CHECKER | {
    "add_verdict",
    "change_verdict",
    "approve_review",
    "assign_claim",
    "publish_claim",
    "withdraw_claim",
    "change_job",
    "merge_agent",
    "merge_claim",
    "merge_source",
}
GROUPS = {
    "Researcher": RESEARCHER,
    "Fact-checker": FACT_CHECKER,
    "Editor": EDITOR,
    "Partner manager": READER,
}
SPECIAL = {
    "submit_review": "review",
    "approve_review": "review",
    "assign_claim": "claim",
    "publish_claim": "claim",
    "withdraw_claim": "claim",
}


def create(apps, schema_editor):
    database = schema_editor.connection.alias
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for name, codenames in GROUPS.items():
        group, _ = Group.objects.using(database).get_or_create(name=name)
        for codename in sorted(codenames):
            model = SPECIAL.get(codename) or codename.split("_", 1)[1]
            content_type, _ = ContentType.objects.using(database).get_or_create(
                app_label="claims", model=model
            )
            # Django makes permissions after all migrations; one that is there
            # already keeps the name it gives.
            permission, _ = Permission.objects.using(database).get_or_create(
                codename=codename,
                content_type=content_type,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)


def remove(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    groups.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_entry_continues_the_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create, remove)]
