"""What of the record a partner may see."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """The topics and the languages that a partner may see; empty means every one.

    A claim is seen when both let it through. Languages are compared as they are
    written: a partner that may see ``en`` is not shown ``en-GB`` unasked.
    """

    topics: frozenset[uuid.UUID] = frozenset()
    languages: frozenset[str] = frozenset()

    def lets(self, topic_id: uuid.UUID, language: str) -> bool:
        """Tell whether a claim about a topic, in a language, may be seen."""
        return (not self.topics or topic_id in self.topics) and (
            not self.languages or language in self.languages
        )

    @property
    def is_all(self) -> bool:
        """Tell whether everything public may be seen."""
        return not self.topics and not self.languages


ALL = Allowed()
