"""What the made-up claims share: people, topics, measures, agents, tags, verdicts."""

from dataclasses import dataclass
from random import Random

from django.contrib.auth.models import Group, User

from claims.models import (
    Agent,
    AgentKind,
    Claim,
    Measure,
    Status,
    Tag,
    Topic,
    TopicKind,
    Verdict,
)

from .clock import Clock
from .words import LANGUAGES, LATIN, Speech, Zipf, around

AUTHOR, EDITOR = "bench-author", "bench-editor"
TOPICS, AGENTS, TAGS = 400, 300, 120
COUNTED = [
    ("people killed", "people"),
    ("people displaced", "people"),
    ("cost of the damage", "USD"),
    ("share of the vote", "%"),
]
SCALE = [
    ("True", Status.VERIFIED, 5),
    ("Mostly true", Status.PARTLY_VERIFIED, 4),
    ("Disputed", Status.DISPUTED, 3),
    ("Misleading", Status.MISLEADING, 2),
    ("False", Status.REFUTED, 1),
    ("Unproven", Status.UNVERIFIABLE, None),
]


class ForeignRowsError(Exception):
    """The database holds claims that the benchmark did not make."""


@dataclass
class World:
    """The shared rows, the languages they speak, and what is spoken of most.

    A few topics have most claims, and a few agents make most.
    """

    author: User
    editor: User
    topics: list[Topic]
    measures: dict[object, list[Measure]]
    agents: list[Agent]
    tags: list[Tag]
    verdicts: list[Verdict]
    speech: dict[str, Speech]
    popularity: Zipf
    renown: Zipf


def refuse_foreign_claims() -> None:
    """Raise ``ForeignRowsError`` unless every claim is one the benchmark published."""
    claims = Claim.objects.using("owner")
    if claims.exclude(entries__by__username=EDITOR).exists():
        raise ForeignRowsError(
            "This database holds claims of a newsroom. Name another data folder "
            "(CLAIMBOOK_DATA_DIR) or another DATABASE_URL for the benchmark."
        )


def found_world(rng: Random) -> World:
    """Make the shared rows where they are missing, and read them."""
    speech = {tag: Speech(script, rng) for tag, (_, script) in LANGUAGES.items()}
    if not User.objects.using("owner").filter(username=EDITOR).exists():
        fill(Speech(LATIN, rng), rng)
    measures: dict[object, list[Measure]] = {}
    for measure in Measure.objects.using("owner").order_by("name", "id"):
        measures.setdefault(measure.topic_id, []).append(measure)
    topics = Topic.objects.using("owner").select_related("parent").order_by("slug")
    agents = list(Agent.objects.using("owner").order_by("name", "id"))
    people = User.objects.using("owner")
    return World(
        author=people.get(username=AUTHOR),
        editor=people.get(username=EDITOR),
        topics=list(topics),
        measures=measures,
        agents=agents,
        tags=list(Tag.objects.using("owner").order_by("name")),
        verdicts=list(Verdict.objects.using("owner").order_by("position", "id")),
        speech=speech,
        popularity=Zipf(len(topics)),
        renown=Zipf(len(agents)),
    )


def fill(speech: Speech, rng: Random) -> None:
    """Write the shared rows; nobody can log in as the people among them."""
    clock = Clock(rng)
    for username, group in ((AUTHOR, "Fact-checker"), (EDITOR, "Editor")):
        user = User(username=username, is_staff=True)
        user.set_unusable_password()
        user.save(using="owner")
        user.groups.add(Group.objects.using("owner").get(name=group))
    topics = [
        Topic(
            id=clock.key(),
            name=f"{speech.sentence(rng, 3)[:-1]} {number}",
            slug=f"topic-{number:04}",
            kind=rng.choice(TopicKind.values),
            description=speech.prose(rng, around(rng, 180, 1500)),
            wikidata=f"Q{rng.randrange(1, 10**8)}",
            period=rng.choice(("2020", "2020-23", "1988/1994", "2022-02-24/..", "")),
        )
        for number in range(TOPICS)
    ]
    for number, topic in enumerate(topics[20:], start=20):
        if rng.random() < 0.3:
            topic.parent = topics[rng.randrange(number // 2)]
    Topic.objects.using("owner").bulk_create(topics)
    Measure.objects.using("owner").bulk_create(
        Measure(
            id=clock.key(),
            topic=topic,
            name=name,
            unit=unit,
            scope=speech.line(rng, around(rng, 60, 300)),
            period=topic.period,
        )
        for topic in topics
        for name, unit in rng.sample(COUNTED, 2)
    )
    Agent.objects.using("owner").bulk_create(
        Agent(
            id=clock.key(),
            name=f"{speech.sentence(rng, 2)[:-1]} {number}",
            kind=rng.choice(AgentKind.values),
            site=f"https://agent-{number}.example/",
            wikidata=f"Q{rng.randrange(1, 10**8)}" if rng.random() < 0.6 else "",
            country=rng.choice(("AM", "AZ", "RU", "FR", "US", "GB", "TR", "")),
        )
        for number in range(AGENTS)
    )
    Tag.objects.using("owner").bulk_create(
        Tag(id=clock.key(), name=f"{speech.sentence(rng, 1)[:-1].lower()} {number}")
        for number in range(TAGS)
    )
    if not Verdict.objects.using("owner").exists():
        Verdict.objects.using("owner").bulk_create(
            Verdict(
                id=clock.key(),
                label=label,
                definition=speech.prose(rng, 160),
                status=status,
                rating=rating,
                best=5 if rating else None,
                worst=1 if rating else None,
                colour=f"#{40 * (rating or 3):02x}7d32",
                position=position,
            )
            for position, (label, status, rating) in enumerate(SCALE)
        )
