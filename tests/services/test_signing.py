"""Signatures, as three verifiers read them: the library's, a plain one and Node's."""

import base64
import datetime
import hashlib
import hmac
import json
import shutil
import subprocess

import pytest
from django.utils import timezone
from standardwebhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from claims.models import WebhookSecret
from claims.services.deliveries import deliver
from claims.services.signing import make_secret
from claims.services.webhooks import rotate_secret
from tests import factories
from tests.receiving import receiving, secrets_of

pytestmark = pytest.mark.django_db

NODE = """
const crypto = require("crypto");
const { secret, headers, body } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const key = Buffer.from(secret.slice("whsec_".length), "base64");
const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
const wanted = crypto.createHmac("sha256", key).update(signed).digest();
const fresh = Math.abs(Date.now() / 1000 - headers["webhook-timestamp"]) < 300;
const found = headers["webhook-signature"].split(" ").some((each) => {
  const [version, signature] = each.split(",");
  const given = Buffer.from(signature, "base64");
  return version === "v1" && given.length === wanted.length
    && crypto.timingSafeEqual(given, wanted);
});
console.log(fresh && found);
"""


def library(secret, headers, body):
    try:
        Verifier(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


def plain(secret, headers, body):
    """Verify as the specification says it, with the standard library alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join(
        [headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body]
    )
    wanted = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    age = abs(timezone.now().timestamp() - int(headers["webhook-timestamp"]))
    given = [each.split(",", 1) for each in headers["webhook-signature"].split(" ")]
    return age < 300 and any(
        version == "v1" and hmac.compare_digest(wanted, signature)
        for version, signature in given
    )


def node(secret, headers, body):
    said = json.dumps({"secret": secret, "headers": headers, "body": body.decode()})
    run = subprocess.run(
        ["node", "-e", NODE], input=said, capture_output=True, text=True, check=True
    )
    return run.stdout.strip() == "true"


VERIFIERS = [
    library,
    plain,
    pytest.param(
        node,
        marks=pytest.mark.skipif(not shutil.which("node"), reason="no Node here"),
    ),
]


def change_body(headers, body):
    return headers, body.replace(b"claim.published", b"claim.withdrawn")


def change_id(headers, body):
    return {**headers, "webhook-id": f"{headers['webhook-id']}0"}, body


def change_time(headers, body):
    later = int(headers["webhook-timestamp"]) + 1
    return {**headers, "webhook-timestamp": str(later)}, body


def keep_for_an_hour(headers, body):
    earlier = int(headers["webhook-timestamp"]) - 3600
    return {**headers, "webhook-timestamp": str(earlier)}, body


CHANGES = [change_body, change_id, change_time, keep_for_an_hour]


def delivered(newsroom, act=lambda webhook: None):
    """Deliver one message, and give its secrets, headers and body."""
    with receiving() as receiver:
        webhook = receiver.webhook()
        act(webhook)
        newsroom.claim("published")
        deliver(webhook)
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    headers = {name: receiver.headers[0][name] for name in names}
    return secrets_of(webhook), headers, receiver.bodies[0]


@pytest.mark.parametrize("verifies", VERIFIERS)
def test_signature_verifies_and_nothing_changed_does(newsroom, verifies):
    [secret], headers, body = delivered(newsroom)

    assert verifies(secret, headers, body)
    assert [
        change for change in CHANGES if verifies(secret, *change(headers, body))
    ] == []
    other = f"whsec_{base64.b64encode(b'x' * 32).decode()}"
    assert not verifies(other, headers, body)


@pytest.mark.parametrize("verifies", VERIFIERS)
def test_both_secrets_verify_while_one_takes_the_others_place(
    newsroom, people, verifies
):
    secrets, headers, body = delivered(
        newsroom, lambda webhook: rotate_secret(webhook, by=people["Partner manager"])
    )

    assert len(secrets) == 2
    assert all(verifies(secret, headers, body) for secret in secrets)


def test_secret_ends_with_its_overlap(newsroom, people, later):
    webhook = factories.WebhookFactory()
    [old] = secrets_of(webhook)
    new = rotate_secret(
        webhook, by=people["Partner manager"], overlap=datetime.timedelta(hours=1)
    )
    assert secrets_of(webhook) == [new, old]

    later(3601)

    assert len(webhook.secrets.valid()) == 1


def test_second_rotation_without_overlap_ends_both_before_it():
    webhook = factories.WebhookFactory()
    make_secret(webhook, overlap=datetime.timedelta(hours=1))

    newest = make_secret(webhook)

    assert [each.expires_at for each in webhook.secrets.valid()] == [None]
    assert secrets_of(webhook)[0] == newest


def test_secret_is_long_random_and_kept_sealed():
    webhook = factories.WebhookFactory()

    made = {make_secret(webhook) for _ in range(3)}

    assert len(made) == 3
    for secret in made:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        assert 24 <= len(key) <= 64
    kept = "".join(WebhookSecret.objects.values_list("sealed", flat=True))
    assert all(secret.removeprefix("whsec_") not in kept for secret in made)
