"""The History tab tells every change, by whom and why, and brings back what it took."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Citation, Review, Source, Tag
from claims.services.citations import cite_source, remove_citation, revise_citation
from claims.services.claims import record_claim, revise_claim
from claims.services.publication import publish_claim
from claims.services.reviews import revise_review, submit_review
from claims.services.rows import record_row, revise_row
from tests import factories
from tests.stories import now


def history_url(row):
    name = f"admin:claims_{row._meta.model_name}_history"
    return reverse(name, args=[row.pk])


def history_of(client, row, **query):
    return client.get(history_url(row), query)


def changes_of(response):
    return [line.change for line in response.context["lines"]]


def restores_of(response):
    return [line.restore_url for line in response.context["lines"] if line.restore_url]


@pytest.mark.django_db
def test_history_tells_who_changed_what_and_why_newest_first(client, people):
    by = people["Researcher"]
    topic, other = factories.TopicFactory(), factories.TopicFactory(name="The other")
    claim = record_claim(by=by, text="As first told.", topic=topic)
    revise_claim(
        claim, revision=1, by=people["Editor"], reason="It is about", topic=other
    )
    client.force_login(by)

    response = history_of(client, claim)

    newest, oldest = changes_of(response)
    assert (newest.who, newest.why) == (people["Editor"].username, "It is about")
    assert newest.what == "claim changed"
    assert newest.differences == [("Topic", topic.name, "The other", "topic")]
    assert (oldest.who, oldest.what) == (by.username, "claim added")
    assert b"As first told." in response.content


@pytest.mark.django_db
def test_history_of_a_claim_tells_its_parts_and_links_its_versions(client, people):
    claim = factories.ClaimFactory()
    publish_claim(claim, revision=1, by=people["Editor"], note="First.")
    client.force_login(people["Editor"])

    response = history_of(client, claim)

    version = next(
        line for line in response.context["lines"] if "version" in line.change.what
    )
    assert version.change.what == "version 1 published"
    assert version.url.endswith(f"/api/v1/claims/{claim.pk}/versions/1/")


@pytest.mark.django_db
def test_history_is_filtered_by_person(client, people):
    by = people["Researcher"]
    claim = record_claim(by=by, text="A", topic=factories.TopicFactory())
    revise_claim(claim, revision=1, by=people["Editor"], text="B")
    client.force_login(by)

    mine = history_of(client, claim, by=by.pk)
    nonsense = history_of(client, claim, by="x", before="x")

    assert [each.who for each in changes_of(mine)] == [by.username]
    assert mine.context["people"] == sorted(
        [(by.pk, by.username), (people["Editor"].pk, people["Editor"].username)],
        key=lambda each: each[1],
    )
    assert len(changes_of(nonsense)) == 2


@pytest.mark.django_db
def test_history_is_paged_and_costs_the_same_on_each_page(client, people):
    tag = record_row(Tag(), by=people["Editor"], name="word 0")
    for n in range(1, 61):
        revise_row(tag, revision=n, by=people["Editor"], name=f"word {n}")
    client.force_login(people["Editor"])
    history_of(client, tag)

    with CaptureQueriesContext(connection) as first_queries:
        first = history_of(client, tag)
    with CaptureQueriesContext(connection) as second_queries:
        second = client.get(f"{history_url(tag)}?{first.context['more']}")

    told = [*changes_of(first), *changes_of(second)]
    assert [each.differences[0].after for each in told] == [
        f"word {n}" for n in range(60, -1, -1)
    ]
    assert second.context["more"] is None
    assert len(first_queries) == len(second_queries)


@pytest.mark.django_db
def test_history_of_a_row_that_is_not_there_leads_back(client, people):
    client.force_login(people["Editor"])

    response = history_of(client, factories.TagFactory.build())

    assert response.status_code == 302


@pytest.mark.django_db
def test_history_needs_the_right_to_view(client, people):
    tag = record_row(Tag(), by=people["Editor"], name="war")
    client.force_login(people[""])

    assert history_of(client, tag).status_code == 403


@pytest.mark.django_db
def test_words_that_turn_the_direction_are_isolated(client, people):
    citation = factories.CitationFactory(quote="a\u202eb")
    client.force_login(people["Researcher"])

    url = reverse("admin:claims_claim_history", args=[citation.claim_id])
    html = client.get(url).content.decode()

    assert "<bdi>a\u202eb</bdi>" in html
    assert html.count("\u202e") == 1


@pytest.mark.django_db
def test_overwritten_value_is_restored_from_the_history(client, people):
    by = people["Researcher"]
    claim = record_claim(by=by, text="A", topic=factories.TopicFactory(), place="Baku")
    revise_claim(claim, revision=1, by=people["Editor"], text="B", place="")
    client.force_login(by)
    [url] = restores_of(history_of(client, claim))

    asked = client.get(url)
    response = client.post(
        url, {"revision": 2, "names": ["place"], "reason": "It was right."}
    )

    assert asked.status_code == 200
    assert b"Place: Baku" in asked.content
    assert response.status_code == 302
    fresh = now(claim)
    assert (fresh.text, fresh.place, fresh.revision) == ("B", "Baku", 3)
    newest, *others = changes_of(history_of(client, claim))
    assert (newest.who, newest.why) == (by.username, "It was right.")
    assert len(others) == 2


@pytest.mark.django_db
def test_removed_parts_are_restored_from_the_history(client, people):
    by = people["Researcher"]
    tag, author = factories.TagFactory(), factories.AgentFactory()
    source = record_row(Source(), by=by, title="S", kind="article", authors=[author])
    claim = record_claim(by=by, text="A", topic=factories.TopicFactory(), tags=[tag])
    citation = cite_source(claim, source, by=by, locator="page 1")
    remove_citation(citation, revision=1, by=by)
    revise_claim(claim, revision=1, by=by, tags=[])
    revise_row(source, revision=1, by=by, authors=[])
    client.force_login(by)

    for row in (claim, source):
        for url in restores_of(history_of(client, row)):
            assert client.get(url).status_code == 200
            response = client.post(url, {"revision": now(row).revision})
            assert response.status_code == 302, response.context["form"].errors

    assert Citation.objects.get().locator == "page 1"
    assert list(claim.tags.all()) == [tag]
    assert list(source.authors.all()) == [author]


@pytest.mark.django_db
def test_value_of_a_part_is_restored_on_the_part(client, people):
    by = people["Researcher"]
    citation = factories.CitationFactory(locator="page 1")
    revise_citation(citation, revision=1, by=by, locator="page 2")
    client.force_login(by)
    [url] = restores_of(history_of(client, citation.claim))

    response = client.post(url, {"revision": 2, "names": ["locator"]})

    assert response.status_code == 302
    assert now(citation).locator == "page 1"
    remove_citation(citation, revision=3, by=by)
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_restoring_what_somebody_changed_meanwhile_is_a_conflict(client, people):
    by = people["Researcher"]
    tag = record_row(Tag(), by=by, name="war")
    revise_row(tag, revision=1, by=by, name="wars")
    client.force_login(by)
    [url] = restores_of(history_of(client, tag))

    response = client.post(
        url, {"revision": 1, "names": ["name"], "reason": "As typed."}
    )

    assert response.status_code == 409
    assert b"As typed." in response.content
    assert now(tag).name == "wars"


@pytest.mark.django_db
def test_frozen_review_refuses_to_be_restored_with_the_services_words(client, people):
    by = people["Fact-checker"]
    review = factories.ReviewFactory(author=by)
    revise_review(review, revision=1, by=by, summary="Else.")
    submit_review(review, revision=2, by=by)
    client.force_login(by)
    [url] = restores_of(history_of(client, review))

    response = client.post(url, {"revision": 3, "names": ["summary"]})

    assert response.status_code == 200
    assert b"You cannot revise review while the review is Submitted" in response.content
    assert Review.objects.get().summary == "Else."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "allowed"),
    [("Researcher", True), ("Editor", True), ("Partner manager", False)],
)
def test_restore_is_open_to_whom_the_change_is(client, people, role, allowed):
    tag = record_row(Tag(), by=people["Editor"], name="war")
    revise_row(tag, revision=1, by=people["Editor"], name="wars")
    event = tag.events.last().pk
    client.force_login(people[role])
    url = reverse("admin:claims_tag_restore", args=[tag.pk, "tag", event])

    assert bool(restores_of(history_of(client, tag))) is allowed
    assert client.get(url).status_code == (200 if allowed else 403)
    response = client.post(url, {"revision": 2, "names": ["name"]})
    assert response.status_code == (302 if allowed else 403)
    assert now(tag).name == ("war" if allowed else "wars")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "event"), [("tag", 0), ("agent", 1), ("entry", 1), ("tag", "insert")]
)
def test_restore_of_what_took_nothing_is_not_found(client, people, part, event):
    tag = record_row(Tag(), by=people["Editor"], name="war")
    client.force_login(people["Editor"])
    if event == "insert":
        event = tag.events.last().pk

    response = client.get(
        reverse("admin:claims_tag_restore", args=[tag.pk, part, event])
    )

    assert response.status_code in (403, 404)


@pytest.mark.django_db
def test_restore_of_a_row_that_is_not_there_is_not_found(client, people):
    client.force_login(people["Editor"])
    tag = factories.TagFactory.build()
    url = reverse("admin:claims_tag_restore", args=[tag.pk, "tag", 1])

    assert client.get(url).status_code == 404


def person_url(person):
    return reverse("admin:auth_user_changes", args=[person.pk])


@pytest.mark.django_db
def test_page_of_a_person_tells_what_they_changed_anywhere(client, people):
    by = people["Editor"]
    source = record_row(Source(), by=by, title="A count", kind="article")
    claim = record_claim(
        by=by, text="A", topic=factories.TopicFactory(), tags=[factories.TagFactory()]
    )
    cite_source(claim, source, by=by)
    publish_claim(claim, revision=1, by=by)
    revise_claim(claim, revision=2, by=people["Researcher"], text="B")
    client.force_login(people["Partner manager"])

    response = client.get(person_url(by))

    told = [(each.what, each.subject) for each in changes_of(response)]
    assert told[:2] == [("claim changed", "A"), ("version 1 published", "B")]
    assert ("citation added", "A count · B") in told
    assert ("source added", "A count") in told
    assert {each.user for each in changes_of(response)} == {by.pk}
    links = re.findall(r"/admin/claims/(\w+)/[0-9a-f-]+/change/", str(response.content))
    assert (
        {"claim", "source"}
        <= set(links)
        <= {"citation", "claim", "source", "tag", "topic"}
    )


@pytest.mark.django_db
def test_page_of_a_person_tells_only_what_its_reader_may_view(client, people):
    from django.contrib.auth.models import Permission

    by = people["Editor"]
    record_row(Tag(), by=by, name="war")
    record_row(Source(), by=by, title="A count", kind="article")
    reader = people[""]
    client.force_login(reader)
    nothing = client.get(person_url(by))
    reader.user_permissions.add(Permission.objects.get(codename="view_tag"))
    reader = type(reader).objects.get(pk=reader.pk)
    client.force_login(reader)

    response = client.get(person_url(by))

    assert nothing.status_code == 403
    assert [each.what for each in changes_of(response)] == ["tag added"]


@pytest.mark.django_db
def test_page_of_a_person_who_is_not_there_is_not_found(client, people):
    client.force_login(people["Editor"])

    response = client.get(reverse("admin:auth_user_changes", args=[0]))

    assert response.status_code == 404
