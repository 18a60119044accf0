"""kill -9 in the middle of publications: each is there as a whole, or not at all."""

import contextlib
import json
import random
import threading
import time

import httpx
import pytest

from tests.site import Site, post

pytestmark = pytest.mark.unmeasured

CLAIMS = 20

RECORD_CLAIMS = f"""
from django.contrib.auth.models import User
from claims.models import Topic
from claims.services.claims import record_claim
from claims.services.rows import record_row
admin = User.objects.get(username="admin")
topic = Topic.objects.first() or record_row(
    Topic(), by=admin, name="A war", slug="a-war", kind="conflict"
)
for number in range({CLAIMS}):
    print(record_claim(by=admin, topic=topic, text=f"Claim {{number}}").pk)
"""

PUBLIC = """
import json
from claims.models import Claim, PublishedClaim
stages = {str(claim.pk): claim.stage for claim in Claim.objects.all()}
public = {str(each.claim_id) for each in PublishedClaim.objects.standing()}
print(json.dumps({key: [stage, key in public] for key, stage in stages.items()}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("crash") / "data")
    site.start()
    yield site
    site.kill()


def publish_all(site: Site, client: httpx.Client, keys: list[str]) -> set[str]:
    """Publish claims one after the other; return those the desk said are published."""
    acknowledged = set()
    for key in keys:
        with contextlib.suppress(httpx.TransportError):
            answer = post(
                client,
                f"/admin/claims/claim/{key}/do/publish_claim/",
                revision=1,
                note="",
            )
            if answer.headers.get("Location", "").endswith(f"{key}/change/"):
                acknowledged.add(key)
    return acknowledged


def crash_round(site: Site, kill) -> None:
    keys = site.run("shell", "-v0", script=RECORD_CLAIMS).split()
    # Somewhere in the middle: a publication takes some 30 ms.
    killer = threading.Timer(random.uniform(0.05, 0.7), kill)

    with site.logged_in() as client:
        killer.start()
        acknowledged = publish_all(site, client, keys)
        killer.join()

    return keys, acknowledged


def assert_whole(site: Site, keys: list[str], acknowledged: set[str]) -> None:
    site.run("verify_record")
    site.run("fsck")
    stands = json.loads(site.run("shell", "-v0", script=PUBLIC))
    for key in keys:
        stage, is_public = stands[key]
        assert (stage == "published") == is_public
        answer = httpx.get(f"{site.base}/api/v1/claims/{key}/")
        assert answer.status_code == (200 if is_public else 404)
    lost = {key for key in acknowledged if not stands[key][1]}
    assert not lost


def killed_server(site: Site) -> None:
    keys, acknowledged = crash_round(site, site.kill)
    site.start()
    assert_whole(site, keys, acknowledged)


def killed_postgres(site: Site) -> None:
    keys, acknowledged = crash_round(site, site.kill_postgres)
    deadline = time.monotonic() + 15
    while httpx.get(f"{site.base}/readyz").status_code != 200:
        assert time.monotonic() < deadline, "not back within 15 s"
        time.sleep(0.1)
    assert_whole(site, keys, acknowledged)


def test_killed_server_leaves_whole_publications(site):
    killed_server(site)


def test_killed_postgres_leaves_whole_publications(site):
    killed_postgres(site)


@pytest.mark.drill
def test_twenty_crashes_of_each_kind(site):
    for _ in range(20):
        killed_server(site)
        killed_postgres(site)
