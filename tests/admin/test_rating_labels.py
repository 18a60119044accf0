import pytest
from django.urls import reverse

from claims.models import RatingLabel
from claims.services.reviews import record_review
from tests import factories
from tests.stories import now

pytestmark = pytest.mark.django_db


def test_label_is_mapped_and_carried_to_earlier_imports(client, newsroom):
    client.force_login(newsroom.editor)
    publisher = factories.AgentFactory()
    told = {"label": "Odd", "url": "https://a.example/", "by": newsroom.editor}
    review = record_review(factories.ClaimFactory(), publisher, **told)
    factories.ImportedReviewFactory(claim=review.claim, review=review, rating="odd")
    label = factories.RatingLabelFactory(label="Odd")

    page = reverse("admin:claims_ratinglabel_change", args=[label.pk])
    values = {"label": "Odd", "publisher": "", "verdict": newsroom.verdict.pk}
    answer = client.post(page, {**values, "seen": 1})
    act = [label.pk, "apply_rating_label"]

    assert answer.status_code == 302
    assert now(review).verdict is None
    assert b"Apply to earlier imports" in client.get(page).content
    client.post(reverse("admin:claims_ratinglabel_act", args=act))
    assert now(review).verdict == newsroom.verdict
    assert RatingLabel.objects.get().revision == 2
