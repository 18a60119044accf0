import pytest
from django.db import connections

from claims.models import WebhookAttempt
from tests import factories


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"is_delivered": False}, "webhookattempt_failed"),
        ({"message_id": "msg_7"}, "webhookattempt_of_message"),
    ],
)
def test_few_attempts_among_many_are_found_by_index(committed, asked, index):
    webhook = factories.WebhookFactory()
    WebhookAttempt.objects.bulk_create(
        WebhookAttempt(
            webhook=webhook,
            message_id=f"msg_{number}",
            type="claim.published",
            sequence=number,
            number=1,
            is_delivered=True,
            status=204,
            milliseconds=1,
        )
        for number in range(3000)
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE claims_webhookattempt")

    plan = webhook.attempts.filter(**asked).order_by("-id")[:51].explain()

    assert index in plan
