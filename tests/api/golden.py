"""A small newsroom that comes out the same to the byte, whenever it is made.

The clock stands at one day and moves a second a look, and ids are counted: what is
left of chance in a document, its digests and its addresses is gone.
"""

import datetime
import itertools
import uuid
from decimal import Decimal

from django.utils import timezone

from claims import models
from claims.services.citations import cite_source
from claims.services.claims import revise_claim
from claims.services.merging import merge_claims
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.reviews import (
    approve_review,
    draft_review,
    record_review,
    submit_review,
)
from tests import factories
from tests.stories import now

START = datetime.datetime(2026, 11, 24, 10, tzinfo=datetime.UTC)


def stop_chance(monkeypatch):
    """Count ids and seconds from a start that is always the same."""
    ids, seconds = itertools.count(1), itertools.count()
    stamp = int(START.timestamp() * 1000) << 80
    monkeypatch.setattr(
        "claims.models.base.uuid7",
        lambda: uuid.UUID(int=stamp | 7 << 76 | 2 << 62 | next(ids)),
    )
    monkeypatch.setattr(
        timezone, "now", lambda: START + datetime.timedelta(seconds=next(seconds))
    )


class Newsroom:
    """One claim with everything, corrected; one withdrawn; one merged into the first."""

    def __init__(self, author, editor) -> None:
        self.author, self.editor = author, editor
        self.topic = factories.TopicFactory(
            name="The autumn war",
            slug="autumn-war",
            description="Fought in 2020.",
            wikidata="Q42",
            period="2020-23",
        )
        self.agency = factories.AgentFactory(
            name="An agency", site="https://agency.example/", country="AM"
        )
        self.main = self.figure()
        self.publish(self.main)
        revise_claim(
            now(self.main),
            revision=now(self.main).revision,
            by=editor,
            value=Decimal(6800),
            wording="more than 6,800",
        )
        correct_claim(
            now(self.main),
            revision=now(self.main).revision,
            by=editor,
            note="The second count gives more.",
        )
        self.withdrawn = self.published("The war ended in a day.")
        withdraw_claim(
            now(self.withdrawn),
            revision=now(self.withdrawn).revision,
            by=editor,
            reason="Wrong.",
            note="It went on for six weeks.",
        )
        self.merged = self.published("More than 6,800 died in the war.")
        merge_claims(
            now(self.main),
            now(self.merged),
            revisions=(now(self.main).revision, now(self.merged).revision),
            by=editor,
            reason="One.",
            note="Recorded twice.",
        )

    def publish(self, claim):
        claim = now(claim)
        publish_claim(claim, revision=claim.revision, by=self.editor)

    def published(self, text):
        claim = factories.ClaimFactory(text=text, topic=self.topic)
        self.publish(claim)
        return claim

    def figure(self):
        """Make a claim with a figure, sources and reviews."""
        claim = factories.FigureClaimFactory(
            text="The war claimed more than 6,500 lives.",
            topic=self.topic,
            claimant=self.agency,
            claimed="2022-05-22",
            as_of="2020-11",
            place="Nagorno-Karabakh",
            measure=factories.MeasureFactory(topic=self.topic, scope="both sides"),
        )
        claim.tags.add(factories.TagFactory(name="casualties"))
        report = factories.SourceFactory(
            title="A report", publisher=self.agency, url="https://agency.example/1"
        )
        count = factories.SourceFactory(
            title="A count",
            kind=models.SourceKind.DATASET,
            published="2021",
            directness="primary",
            reliability="B",
        )
        cite_source(
            claim,
            report,
            by=self.author,
            role="appearance",
            quote="more than 6,500 lives",
        )
        cite_source(
            claim,
            count,
            by=self.author,
            stance="supports",
            comparator="between",
            value=Decimal(7300),
            upper=Decimal(7700),
            wording="7,300 to 7,700",
            credibility=2,
        )
        self.review(claim)
        return claim

    def review(self, claim):
        """Have a claim reviewed, by the newsroom and by another."""
        review = draft_review(
            claim,
            by=self.author,
            verdict=factories.VerdictFactory(label="True", rating=5, best=5, worst=1),
            summary="The counts agree.",
            finding_low=Decimal(7300),
            finding_high=Decimal("7700.5"),
        )
        review = submit_review(review, revision=review.revision, by=self.author)
        approve_review(review, revision=review.revision, by=self.editor)
        record_review(
            claim,
            factories.AgentFactory(name="Other Checks", site="https://other.example/"),
            label="Mostly true",
            url="https://other.example/checks/1",
            by=self.author,
        )


def addresses(newsroom):
    """Name what is asked of the API."""
    main, withdrawn, merged = (
        f"/api/v1/claims/{claim.pk}/"
        for claim in (newsroom.main, newsroom.withdrawn, newsroom.merged)
    )
    return {
        "claims": "/api/v1/claims/",
        "claim": main,
        "claim as of": f"{main}?as_of=1",
        "claim withdrawn": withdrawn,
        "claim merged": merged,
        "claim unknown": f"/api/v1/claims/{uuid.UUID(int=0)}/",
        "claim asked wrongly": f"{main}?as_of=yesterday",
        "citations": f"{main}citations/?page_size=1",
        "claimreview": f"{main}claimreview/",
        "versions": f"{main}versions/",
        "version": f"{main}versions/1/",
        "version withdrawn": f"{withdrawn}versions/2/",
        "diff": f"{main}versions/1/diff/2/",
        "topics": "/api/v1/topics/",
    }
