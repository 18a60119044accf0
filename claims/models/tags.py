"""Tags: free words to group claims by."""

from django.db import models

from .base import DeskRow, matches
from .history import tracked


@tracked()
class Tag(DeskRow):
    """A word a newsroom groups its claims by."""

    name = models.CharField(max_length=60, unique=True)

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            matches(
                "name",
                r"^[^\s#,][^#,]*$",
                "Leave out #, commas and a leading space.",
                blank=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name
