"""The steps of the desk API: what can be done with a row, each at an address below it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import transaction
from rest_framework import serializers

from claims.models import STEPS, Agent, Claim, ScheduledPublication, Source
from claims.services.base import lock
from claims.services.claims import assign, plan_recheck
from claims.services.comments import resolve_comment
from claims.services.merging import merge_agents, merge_claims, merge_sources
from claims.services.publication import correct_claim, publish_claim, withdraw_claim
from claims.services.reviews import approve_review, return_review, submit_review
from claims.services.schedules import cancel_publication, schedule_publication

from . import nouns
from .documents import words_member
from .members import DayMember, MomentMember, RowMember, TextMember, WholeMember

Words = dict[str, Any]


class NoWords(serializers.Serializer):
    """A step that says nothing more."""


class Reason(serializers.Serializer):
    """A step with a reason for the history."""

    reason = words_member("Why, for the history.")


def seal_member() -> TextMember:
    """Make a member for the seal of the preview that was seen."""
    column = ScheduledPublication._meta.get_field("seal")
    return TextMember(
        column=column,
        write_only=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", "Give 64 hexadecimal digits.")],
        help_text="That of the preview which you saw: nothing else goes out.",
    )


class Publication(serializers.Serializer):
    """What goes out, and a note to readers."""

    seal = seal_member()
    note = words_member("What readers are told.")


class Correction(serializers.Serializer):
    """What goes out, and what was wrong."""

    seal = seal_member()
    note = words_member("What readers are told of the correction.", required=True)


class Withdrawal(serializers.Serializer):
    """Why a claim is taken back."""

    note = words_member("What readers are told.", required=True)
    reason = words_member("Why, for the desk.", required=True)


class Return(serializers.Serializer):
    """Why a review goes back to its author."""

    reason = words_member("Why, for its author.", required=True)


class Schedule(serializers.Serializer):
    """What is to go out, and when."""

    seal = seal_member()
    at = MomentMember(help_text="When it goes out; never before.")
    note = words_member("What readers are told then.")


class Assignment(serializers.Serializer):
    """Who works on a claim next."""

    assignee = RowMember(
        queryset=User.objects.filter(is_active=True, is_staff=True),
        allow_null=True,
        help_text="A person, or null for nobody.",
    )
    due_on = DayMember(
        required=False,
        allow_null=True,
        help_text="The day it is due; without it that stays as it is.",
    )


class Recheck(serializers.Serializer):
    """When to look at a claim again."""

    recheck_on = DayMember(allow_null=True, help_text="The day, or null for none.")


class ClaimMerge(serializers.Serializer):
    """The claim that goes: this one stands for it from now on."""

    merged = RowMember(queryset=Claim.objects.all(), help_text="The one that goes.")
    merged_revision = WholeMember(
        min_value=1, max_value=2**31 - 1, help_text="Its revision, as you saw it."
    )
    reason = words_member("Why they are one, for the desk.", required=True)
    note = words_member("What readers are told, where the one that goes is public.")


class SourceMerge(serializers.Serializer):
    """The source that goes: this one stands for it from now on."""

    merged = RowMember(queryset=Source.objects.all(), help_text="The one that goes.")
    merged_revision = WholeMember(
        min_value=1, max_value=2**31 - 1, help_text="Its revision, as you saw it."
    )
    reason = words_member("Why they are one, for the desk.", required=True)


class AgentMerge(serializers.Serializer):
    """The agent that goes: this one stands for it from now on."""

    merged = RowMember(queryset=Agent.objects.all(), help_text="The one that goes.")
    merged_revision = WholeMember(
        min_value=1, max_value=2**31 - 1, help_text="Its revision, as you saw it."
    )
    reason = words_member("Why they are one, for the desk.", required=True)


@dataclass(frozen=True)
class Step:
    """A step: ``take`` is called with the row, its revision, who, and the words.

    ``says`` names it in the contract, and ``names`` the members that a service
    calls otherwise.
    """

    name: str
    noun: nouns.Noun
    take: Callable[[Any, int, User, Words], Any]
    permission: str
    body: type[serializers.Serializer]
    says: str
    names: tuple[tuple[str, str], ...] = ()


def step(
    name: str,
    noun: nouns.Noun,
    service: Callable[..., Any],
    body: type[serializers.Serializer],
    says: str,
    **names: str,
) -> Step:
    """Make the step of a service that takes the revision seen and the words as they are."""

    def take(row: Any, revision: int, by: User, words: Words) -> Any:
        return service(row, revision=revision, by=by, **words)

    permission = STEPS[service.__name__].permission
    return Step(name, noun, take, permission, body, says, tuple(names.items()))


def hand_on(claim: Claim, revision: int, by: User, words: Words) -> Any:
    """Assign a claim; a day that is not named stays."""
    given = {"due_on": claim.due_on, **words}
    to = given.pop("assignee")
    return assign(claim, to=to, revision=revision, by=by, **given)


def look_again(claim: Claim, revision: int, by: User, words: Words) -> Any:
    """Plan a re-check."""
    return plan_recheck(claim, on=words["recheck_on"], revision=revision, by=by)


def call_off(claim: Claim, revision: int, by: User, words: Words) -> None:
    """Cancel a planned publication of the claim that was seen."""
    with transaction.atomic():
        cancel_publication(lock(claim, revision), by=by, **words)


def settle(comment: Any, revision: int, by: User, words: Words) -> Any:
    """Call a comment settled."""
    return resolve_comment(comment, by=by)


def merging(service: Callable[..., Any]) -> Callable[[Any, int, User, Words], Any]:
    """Make the step that merges another row into the one of the address."""

    def take(row: Any, revision: int, by: User, words: Words) -> Any:
        merged, seen = words.pop("merged"), words.pop("merged_revision")
        return service(row, merged, revisions=(revision, seen), by=by, **words)

    return take


TAKEN = (
    step(
        "publish",
        nouns.CLAIMS,
        publish_claim,
        Publication,
        "Make the claim public as the desk holds it, or publish its changes.",
    ),
    step(
        "correct",
        nouns.CLAIMS,
        correct_claim,
        Correction,
        "Publish the claim's changes as a correction.",
    ),
    step(
        "withdraw",
        nouns.CLAIMS,
        withdraw_claim,
        Withdrawal,
        "Take a published claim back; its versions keep their addresses.",
    ),
    step(
        "schedule",
        nouns.CLAIMS,
        schedule_publication,
        Schedule,
        "Have the claim published at a time, if it is then as it is now.",
    ),
    Step(
        "unschedule",
        nouns.CLAIMS,
        call_off,
        STEPS["cancel_publication"].permission,
        Reason,
        "Leave the claim unpublished at the time it waits for.",
    ),
    Step(
        "assign",
        nouns.CLAIMS,
        hand_on,
        STEPS["assign"].permission,
        Assignment,
        "Hand the claim to somebody, or to nobody.",
    ),
    Step(
        "recheck",
        nouns.CLAIMS,
        look_again,
        STEPS["plan_recheck"].permission,
        Recheck,
        "Name the day to look at the claim again.",
    ),
    step(
        "submit",
        nouns.REVIEWS,
        submit_review,
        NoWords,
        "Hand the review to a second person; its words are frozen from now on.",
    ),
    step(
        "return",
        nouns.REVIEWS,
        return_review,
        Return,
        "Send the review back to its author.",
        return_reason="reason",
    ),
    step(
        "approve",
        nouns.REVIEWS,
        approve_review,
        NoWords,
        "Approve another person's review: the claim takes its status.",
    ),
    Step(
        "settle",
        nouns.COMMENTS,
        settle,
        STEPS["resolve_comment"].permission,
        NoWords,
        "Call what the comment says settled.",
    ),
    Step(
        "merge",
        nouns.CLAIMS,
        merging(merge_claims),
        STEPS["merge_claims"].permission,
        ClaimMerge,
        "Make one claim of two: what hangs on the other moves here.",
    ),
    Step(
        "merge",
        nouns.SOURCES,
        merging(merge_sources),
        "merge_source",
        SourceMerge,
        "Make one source of two: what cites the other cites this one.",
    ),
    Step(
        "merge",
        nouns.AGENTS,
        merging(merge_agents),
        "merge_agent",
        AgentMerge,
        "Make one agent of two.",
    ),
)
