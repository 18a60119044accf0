"""Stories: what a group of made-up claims has in common, rendered once.

The claims of a story share sources, figures and findings, and differ in their
words and keys. So the public serializer renders one of them, and the documents
of the others are that text with other words and keys in their places.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

import rfc8785

from claims.documents.claims import ClaimContent
from claims.models import (
    Agent,
    Citation,
    Claim,
    Directness,
    Reliability,
    Review,
    ReviewState,
    Role,
    Source,
    SourceKind,
    Stance,
    Tag,
)

from .clock import Clock
from .figures import around_figure, draw_figure
from .words import LANGUAGES, around
from .world import World

# How many citations a claim has, 2 to 12: four as the median, with a long tail.
CITATIONS = (16, 20, 19, 14, 10, 7, 5, 3, 3, 2, 1)
DATES = ("2020-11-10", "2020-11", "2020", "2020-23", "2022-05-22", "1991~", "")
PERIODS = ("2020-09-27/2020-11-10", "1988/1994", "2020-23", "2022", "", "")


class Story:
    """One claim with all that hangs on it, in memory, and its document in pieces."""

    def __init__(self, world: World, clock: Clock, approved_at: datetime) -> None:
        self.world, self.clock, self.rng = world, clock, clock.rng
        self.approved_at = approved_at
        language = self.rng.choices(
            list(LANGUAGES), [share for share, _ in LANGUAGES.values()]
        )[0]
        self.speech = world.speech[language]
        self.claim = self.make_claim(language)
        self.sources: list[Source] = []
        self.authors: dict[uuid.UUID, list[Agent]] = {}
        self.citations = [
            self.make_citation(number)
            for number in range(self.rng.choices(range(2, 13), CITATIONS)[0])
        ]
        self.tags: list[Tag] = sorted(
            self.rng.sample(world.tags, self.rng.choice((0, 1, 2, 2, 3, 5))),
            key=lambda tag: tag.name,
        )
        self.reviews = self.make_reviews()
        self.pieces = self.render()

    @property
    def review(self) -> Review | None:
        """The newsroom's own review, where there is one."""
        return next((each for each in self.reviews if not each.publisher), None)

    def words(self) -> str:
        """Say a claim: one statement of the length that real ones have."""
        words = around(self.rng, 17, 90, 0.45)
        return self.speech.sentence(self.rng, words)

    def make_claim(self, language: str) -> Claim:
        topic = self.world.topics[self.world.popularity.draw(self.rng)]
        claim = Claim(
            id=self.clock.key(),
            text=self.words(),
            language=language,
            topic=topic,
            claimed=self.rng.choice(DATES),
            period=self.rng.choice(PERIODS),
            place=self.rng.choice(("", "", self.speech.sentence(self.rng, 2)[:-1])),
        )
        if self.rng.random() < 0.8:
            claim.claimant = self.world.agents[self.world.renown.draw(self.rng)]
        if self.rng.random() < 0.8:
            claim.measure = self.rng.choice(self.world.measures[topic.pk])
            claim.as_of = self.rng.choice(DATES)
            draw_figure(claim, self.rng)
        return claim

    def make_source(self) -> Source:
        rng = self.rng
        key = self.clock.key()
        slug = f"{key.hex[-12:]}/{rng.getrandbits(120):x}"
        is_archived = rng.random() < 0.6
        source = Source(
            id=key,
            kind=rng.choices(SourceKind.values, (50, 14, 6, 12, 12, 6))[0],
            title=self.speech.sentence(rng, around(rng, 10, 40))[:-1],
            publisher=rng.choice(self.world.agents) if rng.random() < 0.9 else None,
            url=f"https://news.example/{slug}",
            published=rng.choice(DATES),
            accessed_on=self.clock.now.date(),
            language=self.claim.language,
            archive_url=f"https://archive.example/web/{slug}" if is_archived else "",
            archive_digest=f"{rng.getrandbits(256):064x}" if is_archived else "",
            directness=rng.choice([*Directness.values, ""]),
            reliability=rng.choice([*Reliability.values, "", ""]),
        )
        if self.sources and rng.random() < 0.15:
            source.repeats = rng.choice(self.sources)
        if rng.random() < 0.02:
            source.is_withheld = True
            source.withheld_reason = "The person in it asked for it."
        authors = rng.sample(self.world.agents, rng.choice((0, 1, 1, 2)))
        self.authors[key] = sorted(authors, key=lambda agent: (agent.name, agent.id))
        self.sources.append(source)
        return source

    def make_citation(self, number: int) -> Citation:
        rng = self.rng
        citation = Citation(
            id=self.clock.key(),
            claim=self.claim,
            source=self.make_source(),
            role=Role.APPEARANCE if number == 0 else Role.EVIDENCE,
            stance=rng.choices(Stance.values, (60, 20, 20))[0],
            locator=rng.choice(("", "", f"p. {rng.randrange(1, 300)}")),
            scope=rng.choice(("", "", "", self.speech.sentence(rng, 5)[:-1])),
            as_of=rng.choice(DATES),
            credibility=rng.choice((None, 1, 2, 2, 3, 6)),
        )
        if rng.random() < 0.7:
            citation.quote = self.speech.prose(rng, around(rng, 140, 2000))
            citation.quote_prefix = self.speech.sentence(rng, 5)
            citation.quote_suffix = self.speech.sentence(rng, 5)
        if self.claim.value is not None and rng.random() < 0.85:
            around_figure(citation, self.claim.value, rng)
        return citation

    def make_reviews(self) -> list[Review]:
        rng = self.rng
        reviews = []
        if rng.random() < 0.75:
            best = self.claim.value
            reviews.append(
                Review(
                    verdict=rng.choice(self.world.verdicts),
                    approved_at=self.approved_at,
                    finding_low=best and best - 1,
                    finding_best=best,
                    finding_high=best and best + 1,
                )
            )
        if rng.random() < 0.3:
            publisher = rng.choice(self.world.agents)
            reviews.append(
                Review(
                    publisher=publisher,
                    label=self.speech.sentence(rng, around(rng, 2, 12))[:-1],
                    url=f"https://checks.example/{rng.getrandbits(100):x}",
                )
            )
        for review in reviews:
            review.id = self.clock.key()
            review.claim = self.claim
            review.author = self.world.author
            review.language = self.claim.language
            review.reviewed = "2022-05-22"
            review.summary = self.speech.prose(rng, around(rng, 180, 900))
            review.text = self.speech.prose(rng, around(rng, 900, 12_000, 0.9))
            review.state = ReviewState.APPROVED
        return reviews

    def render(self) -> dict[str, list[str]]:
        """Render the content as canonical JSON, cut where claims of a story differ."""
        for source in self.sources:
            source._prefetched_objects_cache = {"authors": self.authors[source.pk]}  # type: ignore[attr-defined]
        self.claim._prefetched_objects_cache = {  # type: ignore[attr-defined]
            "tags": self.tags,
            "citations": self.citations,
        }
        self.claim.approved_reviews = self.reviews  # type: ignore[attr-defined]
        review = self.review
        if review is not None and review.verdict is not None:
            self.claim.status = review.verdict.status
        content = ClaimContent(self.claim).data
        own = [self.claim.text, *(str(row.pk) for row in self.own_rows)]
        cut = re.compile(f"({'|'.join(map(re.escape, own))})")
        return {
            name: cut.split(rfc8785.dumps(value).decode())
            for name, value in content.items()
        }

    @property
    def own_rows(self) -> list[Citation | Review]:
        """The rows that each claim has of its own."""
        return [*self.citations, *self.reviews]

    def fill(self, places: Mapping[str, str]) -> dict[str, str]:
        """Give the content of another claim of this story, JSON by name."""
        return {
            name: "".join(places.get(piece, piece) for piece in pieces)
            for name, pieces in self.pieces.items()
        }
