"""Sabotage twins of webhooks: each promise with its safeguard taken out."""

from tests.sabotage import Twin

DELIVERIES = "tests/services/test_deliveries.py"
SENDING = "tests/services/test_sending.py"
SIGNING = "tests/services/test_signing.py"
AUDIENCES = "tests/services/test_audiences.py"
JOBS = "tests/jobs/test_webhooks.py"

TWINS = (
    Twin(
        "P50",
        "a message counts as delivered before it is sent",
        "claims/services/deliveries.py",
        "                tries = webhook.cursor.tries + 1\n",
        "                tries = webhook.cursor.tries + 1\n"
        "                move_on(webhook.cursor, entry.sequence)\n",
        (
            f"{DELIVERIES}::test_failed_message_holds_up_those_after_it",
            f"{DELIVERIES}::test_every_try_of_an_entry_has_the_same_id_and_body",
        ),
    ),
    Twin(
        "P50",
        "a redirect acknowledges",
        "claims/services/sending.py",
        "200 <= self.status < 300",
        "200 <= self.status < 400",
        (f"{SENDING}::test_anything_but_2xx_is_a_failure[302]",),
    ),
    Twin(
        "P50",
        "a publication wakes the worker before it is committed",
        "claims/services/queue.py",
        '    return bool(waiting.select_for_update(of=("self",)).values_list("pk"))\n',
        '    return bool(waiting.values_list("pk"))\n',
        (f"{JOBS}::test_publication_that_is_not_committed_yet_wakes_nobody_too_early",),
    ),
    Twin(
        "P51",
        "messages do not say where in the record they stand",
        "claims/documents/messages.py",
        '"data": {"id": str(entry.claim_id), "sequence": entry.sequence, **data},',
        '"data": {"id": str(entry.claim_id), **data},',
        (
            f"{DELIVERIES}::test_endpoint_is_told_each_entry_in_order_once",
            f"{AUDIENCES}::test_each_event_is_told_with_where_the_claim_stands",
        ),
    ),
    Twin(
        "P51",
        "an endpoint is told a later entry while one before it fails",
        "claims/services/deliveries.py",
        "    ).update(tries=number, next_try_at=at, is_slow=True)\n",
        "    ).update(delivered_through=cursor.delivered_through + 1, is_slow=True)\n",
        (f"{DELIVERIES}::test_failed_message_holds_up_those_after_it",),
    ),
    Twin(
        "P52",
        "the body alone is signed",
        "claims/services/signing.py",
        "            message_id, at, body.decode()\n",
        '            "", at, body.decode()\n',
        (f"{SIGNING}::test_signature_verifies_and_nothing_changed_does[plain]",),
    ),
    Twin(
        "P52",
        "a new secret ends the one before at once",
        "claims/services/signing.py",
        "    ends_at = timezone.now() + overlap\n",
        "    ends_at = timezone.now()\n",
        (
            f"{SIGNING}::"
            "test_both_secrets_verify_while_one_takes_the_others_place[plain]",
        ),
    ),
    Twin(
        "P53",
        "Retry-After is not read",
        "claims/services/deliveries.py",
        "max(pause(number), asked_pause(outcome.retry_after))",
        "pause(number)",
        (f"{SENDING}::test_retry_after_is_honoured[120-120-121]",),
    ),
    Twin(
        "P53",
        "410 is tried again",
        "claims/services/deliveries.py",
        "    elif outcome.status == 410:\n",
        "    elif outcome.status == 0:\n",
        (f"{DELIVERIES}::test_410_disables_at_once",),
    ),
    Twin(
        "P53",
        "the last try disables nothing",
        "claims/services/sending.py",
        "    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),\n",
        "    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20)),\n",
        (f"{SENDING}::test_tries_keep_to_the_schedule_and_the_last_disables",),
    ),
    Twin(
        "P54",
        "all endpoints stand in one line",
        "claims/services/deliveries.py",
        'return enqueue(Task.DELIVER, {"webhook": webhook}, at=at, lane=lane, anew=True)',
        "return enqueue(\n"
        '        Task.DELIVER, {"webhook": webhook}, at=at, lane=lane, anew=True, turn="all"\n'
        "    )",
        (f"{JOBS}::test_receiver_that_hangs_holds_nobody_else_up",),
    ),
    Twin(
        "P55",
        "a replay leaves out the first entry",
        "claims/services/webhooks.py",
        "        cursor.delivered_through = after\n",
        "        cursor.delivered_through = after + 1\n",
        (f"{DELIVERIES}::test_replay_tells_all_again_with_the_same_ids",),
    ),
    Twin(
        "P55",
        "an endpoint that is enabled again goes on with the newest",
        "claims/services/webhooks.py",
        '        write(fresh, state=WebhookState.ACTIVE, reason="")\n        begin_anew(fresh)\n',
        '        write(fresh, state=WebhookState.ACTIVE, reason="")\n'
        "        WebhookCursor.objects.filter(pk=fresh.pk).update(\n"
        "            delivered_through=newest_sequence(), tries=0, next_try_at=None\n"
        "        )\n",
        (
            "tests/services/test_webhooks.py::"
            "test_disabled_endpoint_goes_on_where_it_was",
        ),
    ),
    Twin(
        "P20",
        "an endpoint is told what its partner may not see",
        "claims/services/audiences.py",
        "return self.allowed.lets(topic, language) and self.chosen.lets(topic, language)",
        "return self.chosen.lets(topic, language)",
        (
            f"{AUDIENCES}::"
            "test_claim_that_leaves_is_told_as_unavailable_and_not_where_it_went"
            "[thin-topic-allowed]",
        ),
    ),
    Twin(
        "P24",
        "a webhook is found by its id alone",
        "claims/api/v1/webhooks.py",
        'own = self.partner().webhooks.standing().select_related("cursor", "partner")',
        'own = Webhook.objects.standing().select_related("cursor", "partner")',
        (
            "tests/api/v1/test_webhooks.py::"
            "test_another_partners_webhook_is_answered_as_one_that_is_not[GET--None]",
        ),
    ),
    Twin(
        "P28",
        "the secret of a webhook is kept in the clear",
        "claims/services/signing.py",
        "sealed=seal(secret.encode()).decode()",
        "sealed=secret",
        (f"{SIGNING}::test_secret_is_long_random_and_kept_sealed",),
    ),
)
