"""The agents that a file names: those who are known by name, and new ones."""

import uuid
from collections.abc import Iterable

from claims.intake.claim_reviews import Named
from claims.models import Agent, AgentKind


def agents_named(named: Iterable[Named]) -> dict[str, uuid.UUID]:
    """Give the agents of these names, and write down those who are not known.

    One that was merged is the one it became. Of several of a name the oldest is
    taken; what sort of body a new one is, other than a person, nobody has said.
    """
    wanted = {each.name: each for each in named}
    found = known(wanted)
    missing = sorted(wanted.keys() - found.keys())
    if missing:
        # In order: two imports that name the same wait for one another.
        Agent.objects.bulk_create(
            (
                Agent(
                    name=name,
                    kind=AgentKind.PERSON
                    if wanted[name].is_person
                    else AgentKind.ORGANISATION,
                    site=wanted[name].site,
                )
                for name in missing
            ),
            ignore_conflicts=True,
        )
        found |= known(missing)
    return found


def known(names: Iterable[str]) -> dict[str, uuid.UUID]:
    """Find agents by name, those that stand before those that were merged."""
    found: dict[str, uuid.UUID] = {}
    agents = Agent.with_merged.filter(name__in=list(names))
    for agent in agents.order_by("-merged_into", "-id"):
        standing = Agent.with_merged.standing_for(agent)
        found[agent.name] = standing.pk
    return found
