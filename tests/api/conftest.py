"""Claims to ask the API for, and a check of its answers against its contract."""

import json
import re
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from claims.models import Claim, Comparator, Reliability, Review, Stance
from claims.services.citations import cite_source
from claims.services.claims import assign, record_claim, revise_claim
from claims.services.comments import comment
from claims.services.merging import merge_claims
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.reviews import (
    approve_review,
    draft_review,
    record_review,
    return_review,
    revise_review,
    submit_review,
)
from tests import factories
from tests.api.submitting import Submitter

CONTRACT = Path(__file__).parents[2] / "claims/api/v1/openapi.yaml"


@cache
def committed_contract():
    """Read the contract; by libyaml, which takes a tenth of the time."""
    return yaml.load(CONTRACT.read_text(), yaml.CSafeLoader)


# What only some answers have.
AT_TIMES = {"Idempotency-Replayed"}

# Stands in everything that must not leave the desk.
SECRET = "canary"
SECRET_FIGURE = Decimal(987654321)


@pytest.fixture
def api(committed):
    """A client that gets the answer 500 rather than the exception."""
    return Client(raise_request_exception=False)


def headers_of(response):
    """An answer's headers, but for what the requests before it have spent."""
    return {k: v for k, v in response.headers.items() if k != "RateLimit"}


@pytest.fixture
def publish(committed, people):
    """Publish a claim as it stands, once more where it is public."""

    def publish(claim=None, **values):
        claim = claim or factories.ClaimFactory(**values)
        claim.refresh_from_db()
        return publish_claim(claim, revision=claim.revision, by=people["Editor"])

    return publish


@pytest.fixture
def change(people):
    """Change a claim at the desk."""

    def change(claim, **values):
        claim.refresh_from_db()
        by = people["Editor"]
        return revise_claim(claim, revision=claim.revision, by=by, **values)

    return change


@pytest.fixture
def withdraw(people):
    """Withdraw a published claim."""

    def withdraw(claim, note="It was wrong."):
        claim.refresh_from_db()
        withdraw_claim(
            claim,
            revision=claim.revision,
            by=people["Editor"],
            reason=f"{SECRET} reason",
            note=note,
        )

    return withdraw


class World(NamedTuple):
    """A newsroom with something in every state."""

    public: Claim
    bare: Claim
    withdrawn: Claim
    draft: Claim
    withheld_source: str


@pytest.fixture
def world(publish, change, withdraw, people):
    """Publish a claim with everything, one with nothing, withdraw one, keep secrets."""
    for name, user in people.items():
        user.username = f"{SECRET}-{name}"
        user.save()
    editor, checker = people["Editor"], people["Fact-checker"]
    public, withheld = everything(editor, checker)
    publish(public)
    bare = factories.ClaimFactory()
    publish(bare)
    withdrawn = factories.ClaimFactory()
    publish(withdrawn)
    withdraw(withdrawn)
    draft = record_claim(
        by=editor, text=f"{SECRET} draft", topic=public.topic, reason=f"{SECRET} reason"
    )
    keep_secrets(public, editor, checker)
    change(public, text=f"{SECRET} edit", reason=f"{SECRET} reason")
    return World(public, bare, withdrawn, draft, withheld)


def everything(editor, checker):
    """Make a claim with every field filled, and cite a withheld source on it."""
    topic = factories.TopicFactory(
        name="The autumn war",
        description="Fought in 2020.",
        wikidata="Q42",
        period="2020-23",
        parent=factories.TopicFactory(),
    )
    measure = factories.MeasureFactory(
        topic=topic, scope="both sides", period="2020", counts_from="27 September"
    )
    agent = factories.AgentFactory(
        site="https://example.org/", wikidata="Q1", country="AM"
    )
    claim = factories.FigureClaimFactory(
        topic=topic,
        measure=measure,
        claimant=agent,
        claimed="2022-05-22",
        as_of="2020-11",
        period="2020-09-27/2020-11-10",
        place="Nagorno-Karabakh",
    )
    claim.tags.add(factories.TagFactory(), factories.TagFactory())
    withheld = factories.SourceFactory(
        title=f"{SECRET} title",
        publisher=factories.AgentFactory(name=f"{SECRET} publisher"),
        url=f"https://example.org/{SECRET}",
        archive_url=f"https://example.org/{SECRET}/archive",
        is_withheld=True,
        withheld_reason=f"{SECRET} reason",
    )
    withheld.authors.add(factories.AgentFactory(name=f"{SECRET} author"))
    named = factories.SourceFactory(
        publisher=agent,
        url="https://example.org/report",
        published="2021-09",
        accessed_on="2022-05-22",
        language="en",
        archive_url="https://example.org/archive",
        archive_digest="0" * 64,
        directness="primary",
        reliability=Reliability.B,
        repeats=withheld,
    )
    named.authors.add(factories.AgentFactory(), factories.AgentFactory())
    cite_source(
        claim,
        withheld,
        by=editor,
        quote=f"{SECRET} quote",
        comparator=Comparator.EXACTLY,
        value=SECRET_FIGURE,
        wording=f"{SECRET} wording",
    )
    cite_source(
        claim,
        named,
        by=editor,
        reason=f"{SECRET} reason",
        stance=Stance.SUPPORTS,
        quote="between 7,300 and 7,700",
        quote_prefix="It was ",
        quote_suffix=" in all.",
        locator="page 3",
        comparator=Comparator.BETWEEN,
        value=Decimal(7300),
        upper=Decimal(7700),
        wording="between 7,300 and 7,700",
        as_of="2021",
        credibility=2,
    )
    cite_source(
        claim,
        factories.SourceFactory(),
        by=editor,
        comparator=Comparator.ABOUT,
        value=Decimal(4000),
        scope="soldiers",
    )
    cite_source(claim, factories.SourceFactory(), by=editor, role="appearance")
    approve(
        draft_review(
            claim,
            by=checker,
            reason=f"{SECRET} reason",
            verdict=factories.VerdictFactory(rating=5, best=5, worst=1),
            summary="The sources agree.",
            text="We added them up.",
            url="https://example.org/ours",
            reviewed="2022-06-01",
            finding_low=Decimal(7300),
            finding_best=Decimal("7500.5"),
            finding_high=Decimal(7700),
        ),
        editor,
        checker,
    )
    record_review(
        claim,
        factories.AgentFactory(),
        label="Mostly true",
        url="https://example.org/theirs",
        by=checker,
        reason=f"{SECRET} reason",
    )
    return claim, str(withheld.pk)


def approve(review: Review, editor, checker) -> None:
    """Take a draft review through: returned once, revised, approved."""
    review = submit_review(review, revision=review.revision, by=checker)
    review = return_review(
        review, revision=review.revision, by=editor, reason=f"{SECRET} reason"
    )
    review = revise_review(review, revision=review.revision, by=checker)
    review = submit_review(review, revision=review.revision, by=checker)
    approve_review(review, revision=review.revision, by=editor)


def keep_secrets(claim: Claim, editor, checker) -> None:
    """Say, on a public claim, all that stays at the desk."""
    comment(claim, text=f"{SECRET} comment", by=editor)
    claim.refresh_from_db()
    assign(claim, to=checker, revision=claim.revision, by=editor)
    review = draft_review(
        claim,
        by=checker,
        verdict=factories.VerdictFactory(label=f"{SECRET} verdict"),
        summary=f"{SECRET} summary",
    )
    submit_review(review, revision=review.revision, by=checker)


@pytest.fixture
def correct(people):
    """Publish a claim's changes as a correction."""

    def correct(claim, note="It was wrong."):
        claim.refresh_from_db()
        by = people["Editor"]
        return correct_claim(claim, revision=claim.revision, by=by, note=note)

    return correct


@pytest.fixture
def merge(publish, people):
    """Publish two claims and merge the second into the first."""

    def merge(merged=(), **kept):
        kept = factories.ClaimFactory(**kept)
        merged = factories.ClaimFactory(**dict(merged))
        publish(kept)
        publish(merged)
        merge_claims(
            kept,
            merged,
            revisions=(2, 2),
            by=people["Editor"],
            reason="One.",
            note="Recorded twice.",
        )
        return kept, merged

    return merge


@pytest.fixture
def key(committed):
    """Make a partner that sees some topics and languages, and give its headers."""

    def key(*topics, languages=()):
        partner = factories.PartnerFactory(languages=list(languages))
        partner.topics.set(topics)
        secret = f"cb_{partner.pk.hex[-8:]}_{'0' * 43}"
        factories.ApiKeyFactory(partner=partner, key=secret)
        return {"Authorization": f"Bearer {secret}"}

    return key


@pytest.fixture(scope="session")
def contract():
    """The committed contract, with fields it does not name forbidden."""
    document = deepcopy(committed_contract())
    for schema in document["components"]["schemas"].values():
        if schema.get("type") == "object":
            schema["additionalProperties"] = False
    return document


@pytest.fixture
def agrees(contract):
    """Check an answer against what the contract says of its path, status and type."""

    def agrees(response):
        path = next(
            each
            for each in contract["paths"]
            if re.fullmatch(
                re.sub(r"\{\w+\}", "[^/]+", each), response.request["PATH_INFO"]
            )
        )
        method = response.request.get("REQUEST_METHOD", "GET").lower()
        responses = contract["paths"][path][method]["responses"]
        status = str(response.status_code)
        told = responses.get(status, responses["default"])
        body = told["content"][response["Content-Type"]]["schema"]
        Draft202012Validator(
            {**body, "components": contract["components"]},
            format_checker=FormatChecker(),
        ).validate(json.loads(response.content))
        for header in told["headers"]:
            assert header in response or header in AT_TIMES, header

    return agrees


@pytest.fixture
def submitter(committed):
    """A partner that may submit."""
    return Submitter(factories.ApiKeyFactory(scopes=["submit"]))


@pytest.fixture
def other(committed):
    """Another partner that may."""
    return Submitter(factories.ApiKeyFactory(scopes=["submit"]))
