"""One broken row for each named constraint of webhooks and what they were told."""

from tests.factories import (
    WebhookAttemptFactory,
    WebhookCursorFactory,
    WebhookFactory,
    WebhookSecretFactory,
)
from tests.models.broken import AGAIN, WHEN, Broken

SPEAKS = "webhook_languages_are_well_formed"
TOLD = "webhook_is_told_something"
WHY = "webhook_disabled_says_why"

WEBHOOKS = [
    Broken("webhook_has_an_address", WebhookFactory, {"url": ""}, "url"),
    Broken("webhook_url_is_well_formed", WebhookFactory, {"url": "ftp://a.b"}, "url"),
    Broken(SPEAKS, WebhookFactory, {"languages": ["e"]}, "languages"),
    Broken(SPEAKS, WebhookFactory, {"languages": ["en", "en gb"]}, "languages"),
    Broken(TOLD, WebhookFactory, {"event_types": []}, "event_types"),
    Broken(TOLD, WebhookFactory, {"event_types": ["claim.read"]}, "event_types"),
    Broken("webhook_payload_is_known", WebhookFactory, {"payload": "fat"}, "payload"),
    Broken("webhook_state_is_known", WebhookFactory, {"state": "asleep"}, "state"),
    Broken(WHY, WebhookFactory, {"state": "disabled"}, "reason"),
    Broken(WHY, WebhookFactory, {"reason": "It is slow."}, "reason"),
    Broken(
        "webhooksecret_one_is_lasting",
        WebhookSecretFactory,
        {AGAIN: ["webhook"]},
        "__all__",
    ),
    Broken(
        "webhookcursor_is_within_the_log",
        WebhookCursorFactory,
        {"delivered_through": -1},
        "__all__",
    ),
    Broken(
        "webhookcursor_waits_after_a_try",
        WebhookCursorFactory,
        {"next_try_at": WHEN},
        "__all__",
    ),
    *(
        Broken(
            "webhookattempt_delivered_is_2xx",
            WebhookAttemptFactory,
            {"is_delivered": True, "status": status},
            "is_delivered",
        )
        for status in (199, 300, None)
    ),
]
