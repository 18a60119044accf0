"""Tags: free words to group claims by."""

from .base import DeskRow, clean_text, matches
from .history import tracked
from .text import Line


@tracked()
class Tag(DeskRow):
    """A word a newsroom groups its claims by."""

    name = Line(max_length=60, unique=True)

    class Meta(DeskRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            *clean_text("name"),
            matches(
                "name",
                r"^[^\s#,][^#,]*$",
                "Leave out #, commas and a leading space.",
                blank=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name
