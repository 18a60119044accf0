"""Hold new notes of the record to their kind; the old ones are never changed."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_hold_text_to_its_kind")]
    operations = [
        AddConstraintNotValid(
            model_name="entry",
            constraint=models.CheckConstraint(
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
        ),
    ]
