"""Fill the canonical addresses of the sources there are; the first of each has it."""

from django.db import migrations
from django.db.models import F

from claims.addresses import NotAnAddressError, canonical


def fill(apps, schema_editor):
    Source = apps.get_model("claims", "Source")
    rows = Source._base_manager.using(schema_editor.connection.alias)
    taken = set()
    found = rows.exclude(url="").order_by("id").values_list("id", "url", "archive_url")
    for key, url, archive_url in found:
        try:
            address = canonical(url)
        except NotAnAddressError:
            continue
        if (address, archive_url) in taken:
            # Found, and to be merged, when somebody next saves it.
            continue
        taken.add((address, archive_url))
        rows.filter(pk=key).update(canonical_url=address, revision=F("revision") + 1)


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_merging")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
