"""Steps over the API: one decision, no way round the table of steps, four eyes."""

import pytest
from django.contrib.auth.models import Group

from claims.api.v1.desk.steps import TAKEN
from claims.models import STEPS, Entry, ReviewState, ScheduleState, Stage
from claims.services.claims import revise_claim
from claims.services.invariants import faults
from claims.services.preview import preview_claim
from tests import factories
from tests.api.v1.desk.operations import STEPS as ARRANGED
from tests.api.v1.desk.operations import key, scheduled
from tests.api.v1.desk.tools import Tool, desk_rows, pointers, token_of, tool_of
from tests.factories import UserFactory
from tests.models.test_workflow import CLAIMS, REVIEWS
from tests.services.test_publication import race
from tests.stories import now

# The steps of the table that the desk's API takes, by its address.
ACTIONS = {
    "claims-publish": "publish_claim",
    "claims-correct": "correct_claim",
    "claims-withdraw": "withdraw_claim",
    "claims-schedule": "schedule_publication",
    "claims-unschedule": "cancel_publication",
    "claims-assign": "assign",
    "claims-recheck": "plan_recheck",
    "claims-merge": "merge_claims",
    "reviews-submit": "submit_review",
    "reviews-return": "return_review",
    "reviews-approve": "approve_review",
    "comments-settle": "resolve_comment",
}
OTHERS = {"sources-merge", "agents-merge"}
SEAL = "a" * 64
# Where the row's own history says no more than the table does.
ON_CLAIMS = ("publish", "correct", "withdraw", "assign", "recheck")


def test_every_step_of_the_table_is_an_operation():
    taken = {f"{each.noun.name}-{each.name}": each for each in TAKEN}

    assert set(taken) == set(ACTIONS) | OTHERS == set(ARRANGED)
    for name, action in ACTIONS.items():
        assert taken[name].permission == STEPS[action].permission


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage.values)
@pytest.mark.parametrize("step", ON_CLAIMS)
def test_step_with_a_claim_follows_the_table(newsroom, editor, step, stage):
    claim = newsroom.claim(stage)
    if stage == Stage.PUBLISHED:
        claim = revise_claim(
            claim, revision=claim.revision, by=newsroom.author, text="Else."
        )
    _, say = ARRANGED[f"claims-{step}"]
    becomes = CLAIMS[ACTIONS[f"claims-{step}"]][stage]
    if (step, stage) == ("publish", Stage.IN_REVIEW):
        # The review that brought it there waits for a second person.
        becomes = "-"
    before = desk_rows()

    answer = editor.post(f"claims/{claim.pk}/{step}/", say(claim), match=claim.revision)

    if becomes == "-":
        assert answer.status_code == 409, answer.content
        assert desk_rows() == before
    else:
        assert answer.status_code == 200, answer.content
        assert answer.json()["stage"] == becomes == now(claim).stage
    assert list(faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", ReviewState.values)
@pytest.mark.parametrize("step", ["submit", "return", "approve"])
def test_step_with_a_review_follows_the_table(newsroom, editor, step, state):
    review = newsroom.review(state)
    _, say = ARRANGED[f"reviews-{step}"]
    becomes = REVIEWS[f"{step}_review"][state]

    answer = editor.post(
        f"reviews/{review.pk}/{step}/", say(review), match=review.revision
    )

    if becomes == "-":
        assert answer.status_code == 409, answer.content
        assert now(review).revision == review.revision
    else:
        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == becomes == now(review).state
    assert list(faults()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", ReviewState.values)
def test_frozen_review_is_not_changed(newsroom, editor, state):
    review = newsroom.review(state)

    answer = editor.patch(
        f"reviews/{review.pk}/", {"summary": "Else."}, match=review.revision
    )

    allowed = state in STEPS["revise_review"].review
    assert answer.status_code == (200 if allowed else 409)
    assert (now(review).summary == "Else.") == allowed


@pytest.mark.django_db
def test_nothing_new_is_not_published(newsroom, editor):
    claim = newsroom.claim("published")

    _, say = ARRANGED["claims-publish"]

    answer = editor.post(
        f"claims/{claim.pk}/publish/", say(claim), match=claim.revision
    )

    assert answer.status_code == 409
    assert "Nothing has changed" in answer.json()["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["writes it", "takes it over", "is made an editor"])
def test_author_does_not_approve_by_any_way(newsroom, people, way):
    author = people["Editor" if way != "is made an editor" else "Fact-checker"]
    tool, second = tool_of(author), tool_of(people["Fact-checker"])
    verdict, claim = newsroom.verdict, factories.ClaimFactory()
    sent = {"claim": key(claim), "verdict": key(verdict), "summary": "So."}
    first = second if way == "takes it over" else tool
    review = first.post("reviews/", sent).json()
    where = f"reviews/{review['id']}/"
    if way == "takes it over":
        review = tool.patch(where, {"summary": "So it is."}, match=1).json()
    review = second.post(f"{where}submit/", {}, match=review["revision"]).json()
    if way == "is made an editor":
        author.groups.set(Group.objects.filter(name="Editor"))

    refused = tool.post(f"{where}approve/", {}, match=review["revision"])

    assert refused.status_code == 403, refused.content
    assert "somebody else approves it" in refused.json()["detail"]
    assert tool.get(where).json()["state"] == "submitted"
    assert now(claim).status == "unverified"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "body", "places"),
    [
        ("claims-withdraw", {"note": "Wrong."}, ["/reason"]),
        ("claims-withdraw", {"note": " ", "reason": "So."}, ["/note"]),
        ("claims-withdraw", {"note": "", "reason": ""}, ["/note", "/reason"]),
        ("claims-publish", {}, ["/seal"]),
        ("claims-publish", {"seal": ""}, ["/seal"]),
        ("claims-publish", {"seal": "a" * 63}, ["/seal"]),
        ("claims-publish", {"seal": None}, ["/seal"]),
        ("claims-correct", {}, ["/seal", "/note"]),
        ("claims-schedule", {}, ["/seal", "/at"]),
        ("claims-schedule", {"at": "tomorrow"}, ["/seal", "/at"]),
        ("claims-assign", {"assignee": 999_999}, ["/assignee"]),
        ("claims-assign", {"assignee": "anna"}, ["/assignee"]),
        ("claims-recheck", {"recheck_on": "2026"}, ["/recheck_on"]),
        ("claims-publish", {"seal": SEAL, "note": "a\u0001"}, ["/note"]),
        ("claims-publish", {"seal": SEAL, "note": "a" * 2001}, ["/note"]),
        ("claims-publish", {"seal": SEAL, "stage": "published"}, ["/stage"]),
        ("reviews-return", {"reason": " "}, ["/reason"]),
        ("reviews-submit", {"verdict": None}, ["/verdict"]),
        ("claims-merge", {"merged_revision": 1, "reason": "One."}, ["/merged"]),
    ],
)
def test_words_of_a_step_are_refused_by_name(newsroom, editor, step, body, places):
    row = ARRANGED[step][0](newsroom)
    noun, _, name = step.partition("-")

    refused = editor.post(f"{noun}/{row.pk}/{name}/", body, match=now(row).revision)

    assert pointers(refused) == places
    assert now(row).revision == row.revision


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "name", "wrong"),
    [("schedule", "at", "2020-01-01T00:00:00Z"), ("correct", "note", "\u200b")],
)
def test_words_for_what_was_seen_are_refused_by_name(
    newsroom, editor, step, name, wrong
):
    make, say = ARRANGED[f"claims-{step}"]
    claim = make(newsroom)
    body = {**say(claim), name: wrong}

    refused = editor.post(f"claims/{claim.pk}/{step}/", body, match=claim.revision)

    assert pointers(refused) == [f"/{name}"]


@pytest.mark.django_db
def test_review_without_a_verdict_is_not_submitted(newsroom, editor):
    review = factories.ReviewFactory(verdict=None, author=newsroom.author)

    refused = editor.post(f"reviews/{review.pk}/submit/", {}, match=1)

    # The verdict is no member of what a step says: all of it is at fault.
    assert pointers(refused) == [""]
    assert "Give a verdict" in refused.json()["errors"][0]["detail"]


@pytest.mark.django_db
def test_claim_is_merged_into_itself_never(newsroom, editor):
    claim = newsroom.claim()
    body = {"merged": key(claim), "merged_revision": 1, "reason": "One."}

    refused = editor.post(f"claims/{claim.pk}/merge/", body, match=1)

    assert pointers(refused) == ["/merged"]


@pytest.mark.django_db
def test_merge_of_a_claim_that_changed_is_stale(newsroom, editor):
    kept, merged = newsroom.claim(), newsroom.claim()
    revise_claim(merged, revision=1, by=newsroom.author, text="Else.")
    body = {"merged": key(merged), "merged_revision": 1, "reason": "One."}

    stale = editor.post(f"claims/{kept.pk}/merge/", body, match=1)
    done = editor.post(
        f"claims/{kept.pk}/merge/", {**body, "merged_revision": 2}, match=1
    )

    assert (stale.status_code, done.status_code) == (412, 200)
    assert editor.get(f"claims/{merged.pk}/").json()["merged_into"] == key(kept)


@pytest.mark.django_db
def test_day_that_is_not_named_stays(newsroom, editor):
    claim, somebody = newsroom.claim(), UserFactory()
    where = f"claims/{claim.pk}/assign/"

    editor.post(where, {"assignee": somebody.pk, "due_on": "2027-01-01"}, match=1)
    kept = editor.post(where, {"assignee": None}, match=2).json()
    gone = editor.post(where, {"assignee": None, "due_on": None}, match=3).json()

    assert (kept["assignee"], kept["due_on"]) == (None, "2027-01-01")
    assert gone["due_on"] is None


@pytest.mark.django_db
def test_publication_is_planned_and_called_off(newsroom, editor):
    claim = scheduled(newsroom)
    where = f"schedules/?claim={claim.pk}&state=waiting"
    waiting = editor.get(where).json()["results"]

    off = editor.post(f"claims/{claim.pk}/unschedule/", {"reason": "No."}, match=1)
    again = editor.post(f"claims/{claim.pk}/unschedule/", {}, match=1)

    assert [each["claim_revision"] for each in waiting] == [1]
    assert off.status_code == 200
    assert editor.get(where).json()["results"] == []
    assert claim.scheduled_publications.get().state == ScheduleState.CANCELLED
    assert again.status_code == 409


@pytest.mark.django_db
def test_comment_is_settled_once(newsroom, editor):
    remark = factories.CommentFactory()
    where = f"comments/{remark.pk}/settle/"

    done = editor.post(where, {}, match=1)
    stale = editor.post(where, {}, match=1)
    again = editor.post(where, {}, match=2)

    assert (done.status_code, done["ETag"], done.json()["revision"]) == (200, '"2"', 2)
    assert (stale.status_code, again.status_code) == (412, 409)


@pytest.mark.parametrize("tries", [16, pytest.param(1000, marks=pytest.mark.drill)])
def test_many_decisions_at_once_are_won_by_one(committed, newsroom, tries):
    claim, review = newsroom.claim(), newsroom.review("submitted")
    seen = preview_claim(claim).seal
    people = UserFactory.create_batch(8, is_superuser=True)
    keys = [token_of(person) for person in people]

    def decide(number, where, revision, **said):
        return Tool(keys[number % 8]).post(where, said, match=revision)

    published = race(
        [
            lambda n=n: decide(n, f"claims/{claim.pk}/publish/", 1, seal=seen)
            for n in range(tries)
        ],
        threads=16,
    )
    approved = race(
        [
            lambda n=n: decide(n, f"reviews/{review.pk}/approve/", 2)
            for n in range(tries)
        ],
        threads=16,
    )

    for answers in (published, approved):
        codes = sorted(each.status_code for each in answers)
        assert codes == [200] + [412] * (tries - 1)
    assert Entry.objects.using("default").count() == 1
    assert now(review).approved_by in people
    assert list(faults()) == []
