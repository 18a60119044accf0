"""Files that are imported."""

import json

import pytest

from claims.services.imports import import_claim_reviews
from tests.intake.claim_reviews.dirt import with_


def numbered(count, **changes):
    """Give so many reviews, each of a claim of its own."""
    return [
        with_(
            claimReviewed=f"Claim {number}",
            url=f"https://checks.example/{number}",
            **changes,
        )
        for number in range(count)
    ]


@pytest.fixture
def bring(tmp_path, newsroom):
    """Import values as a file of JSON, as the editor."""

    def bring(*values, by=None, name="reviews.json", **told):
        path = tmp_path / name
        path.write_text(json.dumps(list(values)))
        return import_claim_reviews(path, by=by or newsroom.editor, **told)

    return bring
