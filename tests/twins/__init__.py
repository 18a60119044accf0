"""Sabotage twins: each promise's test is shown to fail with its safeguard taken out.

``uv run python -m tests.twins [P46 …]`` copies the checkout, changes the copy, and
runs the tests that must then fail. A twin whose lines are no longer there has
failed itself: the code moved, and the tables here have to follow.
"""

from . import (
    changes,
    desk,
    deskapi,
    details,
    foundation,
    google,
    imports,
    lists,
    nouns,
    partners,
    submissions,
    webhooks,
)

PARTS = (
    foundation,
    desk,
    lists,
    details,
    nouns,
    changes,
    partners,
    submissions,
    deskapi,
    webhooks,
    google,
    imports,
)
TWINS = tuple(twin for part in PARTS for twin in part.TWINS)
