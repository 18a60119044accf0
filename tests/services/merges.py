"""What a merge makes of two rows: the tables, and the call."""

from claims.models import Agent, Claim, Source
from claims.services.merging import merge_agents, merge_claims, merge_sources
from tests import factories
from tests.stories import now

MERGES = {
    Agent: (merge_agents, factories.AgentFactory),
    Claim: (merge_claims, factories.ClaimFactory),
    Source: (merge_sources, factories.SourceFactory),
}

STAY = {
    # The record, and what is derived from it.
    ("entry", "claim"),
    ("acknowledgement", "claim"),
    ("unpublishedchange", "claim"),
    ("figureconflict", "claim"),
    # Copies say what a source said; they are found by way of the merged one.
    ("capture", "source"),
    ("linkcheck", "source"),
    # What was decided or told of one claim is nothing for the other.
    ("scheduledpublication", "claim"),
    ("recheckreminder", "claim"),
    # What came by import is taken back with the claim it was made for, or not at all.
    ("importedreview", "claim"),
    # Soon over by itself.
    ("presence", "claim"),
    # What is taken is chosen, field by field.
    ("claimtag", "claim"),
    ("claim_tags", "claim"),
    ("sourceauthor", "source"),
    ("source_authors", "source"),
    # The proxy is what moves.
    ("source_authors", "agent"),
    # Merged rows lead on by themselves.
    ("claim", "merged_into"),
    ("source", "merged_into"),
    ("agent", "merged_into"),
}


def merge(service, kept, merged, by, **values):
    seen = (now(kept).revision, now(merged).revision)
    given = {"reason": "They are one.", **values}
    return service(kept, merged, revisions=seen, by=by, **given)


# Reviews of ours on the claim that stays (columns) and the one that goes (rows), and
# what a merge does: how the reviews stand afterwards on the one that stays, or why it
# is refused.
EYES = """
            none        draft       submitted   returned    approved
none        -           draft       submitted   returned    approved
draft       draft       both        both        both        approved+draft
submitted   waits       waits       waits       waits       waits
returned    returned    both        both        both        approved+returned
approved    approved!   approved!   approved!   approved!   approved
superseded  approved!   approved!   approved!   approved!   approved
"""
REFUSALS = {
    "both": "Both claims have a review of ours",
    "waits": "waits for approval",
    "approved!": "Only the claim that goes has an approved review",
}


def eyes():
    header, *lines = EYES.strip("\n").splitlines()
    for line in lines:
        state, *cells = line.split()
        for column, cell in zip(header.split(), cells, strict=True):
            yield column, state, cell


# By the stages of the claim that stays (columns) and the one that goes (rows).
PUBLIC = """
            draft       in_review   published   withdrawn
draft       merged      merged      merged      merged
published   refused     refused     withdrawn   refused
withdrawn   merged      merged      merged      merged
"""


def public():
    header, *lines = PUBLIC.strip("\n").splitlines()
    for line in lines:
        stage, *cells = line.split()
        for column, cell in zip(header.split(), cells, strict=True):
            yield column, stage, cell
