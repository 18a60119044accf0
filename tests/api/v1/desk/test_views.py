import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, events_of
from claims.services.merging import merge_claims
from claims.services.preview import preview_claim
from claims.services.publication import publish_claim
from claims.services.rows import revise_row
from tests import factories
from tests.api.v1.desk.operations import (
    NAMED,
    NEW,
    OPERATIONS,
    ROWS,
    arrange,
    key,
    theirs,
)
from tests.api.v1.desk.tools import Tool, desk_rows, pointers, tool_of
from tests.services.test_publication import race
from tests.stories import now

PROBLEM = "application/problem+json"


@pytest.mark.django_db
def test_row_is_made_changed_and_read(newsroom, editor):
    made = editor.post("topics/", {**NEW["topics"](), "reason": "A new war."})
    where = f"topics/{made.json()['id']}/"

    changed = editor.patch(where, {"period": "2020", "reason": "Known."}, match=1)
    read = editor.get(where)

    assert (made.status_code, made["ETag"]) == (201, '"1"')
    assert made["Location"] == f"/api/v1/desk/{where}"
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert read.json() == {**made.json(), "revision": 2, "period": "2020"}
    assert read.content == changed.content
    events = events_of(NAMED["topics"].model).objects.order_by("pgh_id")
    assert [each.pgh_context["reason"] for each in events] == ["A new war.", "Known."]
    assert {each.pgh_context["user"] for each in events} == {newsroom.editor.pk}


@pytest.mark.django_db
def test_change_without_a_member_writes_nothing(newsroom, editor):
    tag = factories.TagFactory()
    where = f"tags/{tag.pk}/"

    answers = [editor.patch(where, body, match=1) for body in ({}, {"reason": "So."})]

    assert [each.status_code for each in answers] == [200, 200]
    assert now(tag).revision == 1


@pytest.mark.django_db
def test_answer_is_kept_nowhere_and_304_while_the_row_stands(newsroom, editor):
    tag = factories.TagFactory()
    known = {"If-None-Match": editor.get(f"tags/{tag.pk}/")["ETag"]}

    same = editor.get(f"tags/{tag.pk}/", **known)
    revise_row(tag, revision=1, by=newsroom.editor, name="else")
    other = editor.get(f"tags/{tag.pk}/", **known)

    assert (same.status_code, other.status_code) == (304, 200)
    answers = [
        same,
        other,
        editor.get("tags/"),
        editor.get("tags/x/"),
        Tool().get("tags/"),
    ]
    assert {each["Cache-Control"] for each in answers} == {"no-store"}


@pytest.mark.django_db
def test_citation_is_removed_and_its_history_stays(newsroom, editor):
    citation = factories.CitationFactory()
    where = f"citations/{citation.pk}/"
    wrong = editor.delete(f"{where}?reason=%0b", match=1)

    gone = editor.delete(f"{where}?reason=Twice.", match=1)

    assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (
        400,
        "reason",
    )
    assert (gone.status_code, gone.content) == (204, b"")
    assert editor.get(where).status_code == 404
    assert editor.delete(where, match=1).status_code == 404
    history = editor.get(f"claims/{citation.claim_id}/history/").json()["results"]
    assert (history[0]["what"], history[0]["why"]) == ("citation removed", "Twice.")


@pytest.mark.django_db
def test_review_of_another_publisher_is_written_down(newsroom, editor):
    claim, publisher = factories.ClaimFactory(), factories.AgentFactory()

    made = editor.post("reviews/", theirs(claim, publisher))
    bare = editor.post(
        "reviews/", {"claim": key(claim), "publisher": key(factories.AgentFactory())}
    )

    assert made.json()["state"] == "approved"
    assert made.json()["publisher"] == key(publisher)
    assert bare.json()["errors"] == [
        {
            "pointer": "/publisher",
            "detail": "A review of another publisher has its rating and its address; "
            "ours has a verdict.",
        }
    ]


@pytest.mark.django_db
def test_merged_row_is_read_and_left_as_it_is(newsroom, editor):
    kept, merged = factories.ClaimFactory.create_batch(2)
    merge_claims(kept, merged, revisions=(1, 1), by=newsroom.editor, reason="One.")
    where = f"claims/{merged.pk}/"

    read = editor.get(where)
    change = editor.patch(where, {"text": "Else."}, match=read.json()["revision"])
    stale = editor.patch(where, {"text": "Else."}, match=1)

    assert read.json()["merged_into"] == key(kept)
    assert change.status_code == 409
    assert key(kept) in change.json()["detail"]
    assert stale.status_code == 412
    assert [each["id"] for each in editor.get("claims/").json()["results"]] == [
        key(kept)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("[]", [""]),
        ("5", [""]),
        ('{"text": 5}', ["/text"]),
        ('{"text": ""}', ["/text"]),
        ('{"text": null}', ["/text"]),
        ('{"txt": "A"}', ["/txt"]),
        ('{"a/b~c": 1}', ["/a~1b~0c"]),
        ('{"revision": 2, "stage": "published"}', ["/revision", "/stage"]),
        ('{"tags": ["x", 5]}', ["/tags/0", "/tags/1"]),
        ('{"claimed": "soon"}', ["/claimed"]),
        ('{"text": "a\\u0001"}', ["/text"]),
        ('{"value": "5", "comparator": ""}', ["/comparator", "/measure"]),
        ('{"comparator": "exactly", "value": "5"}', ["/measure"]),
        ('{"topic": "01234567-89ab-7def-8123-456789abcdef"}', ["/topic"]),
        ('{"language": "english!"}', ["/language"]),
        ('{"reason": 5}', ["/reason"]),
    ],
)
def test_body_that_is_not_taken_is_refused_by_name(newsroom, editor, body, places):
    claim = factories.ClaimFactory()

    refused = editor.patch(f"claims/{claim.pk}/", body, match=1)

    assert pointers(refused) == places
    assert now(claim).revision == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        ('{"text": ', "application/json", 400),
        ('{"text": "a", "text": "b"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        ("text=Else", "application/x-www-form-urlencoded", 415),
        ("{}", "application/xml", 415),
    ],
)
def test_body_that_cannot_be_read(newsroom, editor, body, media_type, status):
    claim = factories.ClaimFactory()
    where = f"/api/v1/desk/claims/{claim.pk}/"

    answers = [
        editor.client.generic(
            method, address, body, media_type, headers={**editor.headers, **headers}
        )
        for method, address, headers in (
            ("PATCH", where, {"If-Match": '"1"'}),
            ("POST", f"{where}publish/", {"If-Match": '"1"', "Idempotency-Key": "1"}),
        )
    ]

    assert [each.status_code for each in answers] == [status, status]
    assert {each["Content-Type"] for each in answers} == {PROBLEM}


@pytest.mark.django_db
def test_unknown_parameter_is_refused_everywhere(newsroom, editor):
    for operation in OPERATIONS.values():
        arranged = arrange(operation, newsroom)
        arranged.where += "?nonsense=1"
        response = arranged.ask(editor)
        assert response.status_code == 400, operation
        assert response.json()["errors"][0]["parameter"] == "nonsense"


@pytest.mark.django_db
def test_methods_there_is_no_service_for_are_405(newsroom, editor):
    names = {each.name: each for each in OPERATIONS.values()}
    for name, operation in names.items():
        where = operation.at(uuid.uuid4())
        allowed = {each.method for each in OPERATIONS.values() if each.name == name}
        allowed |= {"OPTIONS"} | ({"HEAD"} if "GET" in allowed else set())
        told = editor.ask("OPTIONS", where)
        assert (told.status_code, told.content) == (204, b"")
        assert set(told["Allow"].split(", ")) == allowed
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - allowed:
            refused = editor.ask(method, where)
            assert refused.status_code == 405, (name, method)
            assert refused["Content-Type"] == PROBLEM


@pytest.mark.django_db
def test_post_that_is_sent_again_happens_once(newsroom, editor):
    again = {"Idempotency-Key": "one"}
    claim = newsroom.claim()
    step = f"claims/{claim.pk}/publish/"
    said = {"seal": preview_claim(claim).seal}

    made = [editor.post("tags/", {"name": "war"}, **again) for _ in "12"]
    taken = [editor.post(step, said, match=1, **again) for _ in "12"]
    other = editor.post("tags/", {"name": "peace"}, **again)
    without = editor.post("tags/", {"name": "peace"}, **{"Idempotency-Key": ""})

    assert [each.status_code for each in made] == [201, 201]
    assert made[0].content == made[1].content
    assert made[1]["Location"] == made[0]["Location"]
    assert [each.status_code for each in taken] == [200, 200]
    assert taken[1]["ETag"] == '"2"'
    assert (other.status_code, without.status_code) == (422, 400)


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NAMED)
def test_list_is_walked_newest_first(newsroom, editor, noun):
    for _ in range(5):
        ROWS[noun](newsroom)
    rows = NAMED[noun].rows().order_by("-pk")
    expected = [str(each.pk) for each in rows]
    found, where = [], f"{noun}/?page_size=2"

    while where:
        page = editor.get(where)
        assert len(page.json()["results"]) <= 2
        found += [str(each["id"]) for each in page.json()["results"]]
        following = page.json()["next"]
        where = following and following.partition("/api/v1/desk/")[2]

    assert found == expected
    assert len(found) >= 5


@pytest.mark.django_db
@pytest.mark.parametrize("noun", NAMED)
def test_list_of_many_takes_the_queries_of_one(newsroom, editor, noun):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = editor.get(f"{noun}/?page_size=200")
        return len(captured), len(response.json()["results"])

    ROWS[noun](newsroom)
    # The first request of a person's opens an account of what they ask.
    queries()
    of_one, few = queries()
    for _ in range(10):
        ROWS[noun](newsroom)
    of_many, many = queries()

    assert many >= few + 10
    assert of_many == of_one


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", ["x", "1", "%00", "A" * 3000, "01234567", "-1", ""])
@pytest.mark.parametrize("noun", ["claims", "people"])
def test_cursor_that_is_not_ours_is_refused(newsroom, editor, noun, cursor):
    if (noun, cursor) == ("people", "1") or (noun, cursor) == ("people", "01234567"):
        cursor = "1" * 20

    assert editor.get(f"{noun}/?cursor={cursor}").status_code == 400


@pytest.mark.django_db
def test_history_is_walked_newest_first(newsroom, editor):
    claim = newsroom.claim("withdrawn")
    where, found = f"claims/{claim.pk}/history/?page_size=2", []

    while where:
        page = editor.get(where).json()
        found += page["results"]
        where = page["next"] and page["next"].partition("/api/v1/desk/")[2]

    assert [each["what"] for each in found] == [
        "claim changed",
        "version 2 published: the claim is withdrawn",
        "claim changed",
        "version 1 published",
        "claim added",
    ]
    assert found[0]["differences"] == [
        {"member": "stage", "before": "Published", "after": "Withdrawn"}
    ]
    assert found[0]["by"] == newsroom.editor.username
    assert editor.get(f"claims/{claim.pk}/history/?cursor=x").status_code == 400


@pytest.mark.django_db
def test_person_does_by_a_tool_what_they_may_do_by_now(newsroom, people, editor):
    claim = newsroom.claim()
    people["Editor"].groups.clear()

    refused = editor.post(f"claims/{claim.pk}/publish/", {}, match=1)

    assert refused.status_code == 403
    assert "lacks the permission publish_claim" in refused.json()["detail"]


def test_right_taken_between_the_look_and_the_step_is_missed(
    committed, newsroom, monkeypatch
):
    """The view asks at its start, and the service once more in its transaction."""
    from claims.api.v1.desk import views

    claim, tool = newsroom.claim(), tool_of(newsroom.editor)
    said = {"seal": preview_claim(claim).seal}
    before = desk_rows()
    wait = views.RowStep.sent

    def later(*args):
        newsroom.editor.groups.clear()
        return wait(*args)

    monkeypatch.setattr(views.RowStep, "sent", later)

    refused = tool.post(f"claims/{claim.pk}/publish/", said, match=1)

    assert refused.status_code == 403
    assert desk_rows() == before


@pytest.mark.parametrize("tries", [50, pytest.param(1000, marks=pytest.mark.drill)])
def test_many_changes_at_once_are_won_by_one(committed, newsroom, tries):
    claim = newsroom.claim()
    tool = tool_of(newsroom.editor)

    def change(number):
        return Tool.patch(
            Tool(tool.headers["Authorization"].removeprefix("Bearer ")),
            f"claims/{claim.pk}/",
            {"text": f"Text {number}."},
            match=1,
        )

    answers = race([lambda n=n: change(n) for n in range(tries)], threads=16)

    codes = [each.status_code for each in answers]
    assert sorted(codes) == [200] + [412] * (tries - 1)
    [winner] = [each for each in answers if each.status_code == 200]
    assert now(claim).text == winner.json()["text"]
    assert now(claim).revision == 2
    assert events_of(Claim).objects.filter(pgh_obj_id=claim.pk).count() == 2


@pytest.mark.django_db
def test_published_claim_stays_public_as_it_was(newsroom, editor):
    claim = newsroom.claim()
    publish_claim(claim, revision=1, by=newsroom.editor)

    changed = editor.patch(f"claims/{claim.pk}/", {"text": "Else."}, match=2)

    assert (changed.status_code, changed.json()["stage"]) == (200, "published")
    assert claim.entries.using("default").count() == 1
