"""What services of rating labels are called on."""

from typing import Any

from django.contrib.auth.models import User

from claims.services.rating_labels import apply_rating_label, revise_rating_label
from claims.services.reviews import record_review
from tests import factories
from tests.services.arranging import Arranged
from tests.stories import Newsroom


def a_rating_label(newsroom: Newsroom) -> Arranged:
    row = factories.RatingLabelFactory()

    def call(by: User, off: int) -> Any:
        return revise_rating_label(row, label="Else", revision=1 + off, by=by)

    return call, [row]


def a_label_of_an_import(newsroom: Newsroom) -> Arranged:
    publisher, claim = factories.AgentFactory(), factories.ClaimFactory()
    told = {"label": "False", "url": "https://a.example/", "by": newsroom.author}
    review = record_review(claim, publisher, **told)
    factories.ImportedReviewFactory(claim=claim, review=review, rating="false")
    label = factories.RatingLabelFactory(label="False!", verdict=newsroom.verdict)

    return (lambda by, off: apply_rating_label(label, by=by)), [claim, review]
