"""A stale save shows both sides field by field, and loses neither."""

from datetime import date

import pytest
from django.urls import reverse

from claims.models import Citation, Comparator
from claims.services.citations import revise_citation
from claims.services.claims import record_claim, revise_claim
from claims.services.reviews import submit_review
from claims.services.rows import revise_row
from tests import factories
from tests.admin.posts import post_of
from tests.stories import now

LONG = "The earlier war over the region claimed around thirty thousand lives in all."


def page_of(row):
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def open_page(client, row, **typed):
    """Open a page as a person would, and type."""
    response = client.get(page_of(row))
    assert response.status_code == 200
    return post_of(response, **typed)


def lines_of(response):
    return {
        line.control: line
        for conflict in response.context["conflicts"]
        for line in conflict.lines
    }


def sides(line):
    return line.before, line.theirs.words, line.mine.words, line.whose


@pytest.mark.django_db
def test_stale_save_shows_what_stood_what_stands_and_what_was_typed(client, people):
    topic, other = factories.TopicFactory(), factories.TopicFactory()
    claim = record_claim(by=people["Editor"], text=LONG, topic=topic, place="Shusha")
    client.force_login(people["Researcher"])
    post = open_page(
        client, claim, text=LONG.replace("thirty", "twenty"), period="2020"
    )
    revise_claim(
        claim,
        revision=1,
        by=people["Editor"],
        reason="Counted anew.",
        text=LONG.replace("thirty", "forty"),
        topic=other,
    )

    response = client.post(page_of(claim), post)

    lines = lines_of(response)
    assert response.status_code == 409
    assert set(lines) == {"text", "topic", "period"}
    assert lines["text"].whose == "both"
    assert ("in", "forty") in lines["text"].theirs.pieces
    assert ("in", "twenty") in lines["text"].mine.pieces
    assert sides(lines["topic"]) == (topic.name, other.name, topic.name, "theirs")
    assert sides(lines["period"]) == ("", "", "2020", "mine")
    change = lines["text"].change
    assert (change.who, change.why) == (people["Editor"].username, "Counted anew.")
    assert lines["period"].change is None
    # The form below holds the proposal.
    assert post_of(response)["topic"] == [str(other.pk)]
    assert post_of(response)["seen"] == ["2"]
    assert b"twenty" in response.content
    assert now(claim).revision == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "text"), [("theirs", "Theirs."), ("mine", "Mine.")])
def test_choice_is_saved_on_top_of_what_stands(client, people, choice, text):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="Mine.", place="Mine")
    revise_claim(claim, revision=1, by=people["Editor"], text="Theirs.", period="2020")
    refused = client.post(page_of(claim), post)

    response = client.post(page_of(claim), post_of(refused, **{"take-text": choice}))

    assert response.status_code == 302
    fresh = now(claim)
    assert (fresh.text, fresh.place, fresh.period) == (text, "Mine", "2020")
    assert fresh.revision == 3


@pytest.mark.django_db
def test_conflict_that_nobody_decided_is_asked_again(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="Mine.")
    revise_claim(claim, revision=1, by=people["Editor"], text="Theirs.")
    refused = client.post(page_of(claim), post)

    response = client.post(page_of(claim), post_of(refused))

    assert response.status_code == 200
    assert b"Say which of the two stays: theirs or yours." in response.content
    assert lines_of(response)["text"].theirs.words == "Theirs."
    assert b"Mine." in response.content
    assert now(claim).text == "Theirs."
    again = client.post(page_of(claim), post_of(response, **{"take-text": "mine"}))
    assert again.status_code == 302
    assert now(claim).text == "Mine."


@pytest.mark.django_db
def test_conflict_may_come_twice(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="Mine.")
    revise_claim(claim, revision=1, by=people["Editor"], text="Theirs.")
    refused = client.post(page_of(claim), post)
    chosen = post_of(refused, **{"take-text": "mine"})
    revise_claim(claim, revision=2, by=people["Editor"], text="Theirs, again.")

    response = client.post(page_of(claim), chosen)

    assert response.status_code == 409
    assert sides(lines_of(response)["text"]) == (
        "Theirs.",
        "Theirs, again.",
        "Mine.",
        "both",
    )


@pytest.mark.django_db
def test_deliberate_return_to_what_stood_is_kept(client, people):
    claim = factories.ClaimFactory(place="Old")
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="Mine.")
    revise_claim(claim, revision=1, by=people["Editor"], place="Theirs")
    refused = client.post(page_of(claim), post)

    response = client.post(page_of(claim), post_of(refused, place="Old"))

    assert response.status_code == 302
    assert (now(claim).place, now(claim).text) == ("Old", "Mine.")


@pytest.mark.django_db
def test_page_on_which_nothing_was_changed_writes_nothing_back(client, people):
    claim = factories.ClaimFactory(place="Old")
    client.force_login(people["Researcher"])
    post = open_page(client, claim)
    revise_claim(claim, revision=1, by=people["Editor"], place="Theirs")

    response = client.post(page_of(claim), post)

    assert response.status_code == 302
    assert (now(claim).place, now(claim).revision) == ("Theirs", 2)


@pytest.mark.django_db
def test_same_change_by_both_is_no_conflict_to_decide(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, place="Baku", period="2020")
    revise_claim(claim, revision=1, by=people["Editor"], place="Baku")

    refused = client.post(page_of(claim), post)

    assert lines_of(refused)["place"].whose == "theirs"
    assert client.post(page_of(claim), post_of(refused)).status_code == 302
    assert (now(claim).place, now(claim).period) == ("Baku", "2020")


@pytest.mark.django_db
def test_tags_of_both_are_joined(client, people):
    kept, dropped, theirs, mine = factories.TagFactory.create_batch(4)
    by = people["Editor"]
    claim = record_claim(
        by=by, text="A", topic=factories.TopicFactory(), tags=[kept, dropped]
    )
    client.force_login(people["Researcher"])
    post = open_page(client, claim, tags=[kept.pk, dropped.pk, mine.pk])
    revise_claim(claim, revision=1, by=by, tags=[kept, theirs])

    refused = client.post(page_of(claim), post)

    line = lines_of(refused)["tags"]
    assert (line.whose, line.change.who) == ("joined", by.username)
    assert client.post(page_of(claim), post_of(refused)).status_code == 302
    assert set(claim.tags.all()) == {kept, theirs, mine}


@pytest.mark.django_db
def test_every_kind_of_control_takes_theirs(client, people):
    source = factories.SourceFactory(accessed_on=date(2020, 1, 1))
    agent = factories.AgentFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, source, title="Mine")
    theirs = {
        "accessed_on": date(2021, 2, 3),
        "is_withheld": True,
        "withheld_reason": "Safety.",
        "publisher": agent,
        "kind": "dataset",
        "authors": [agent],
    }
    revise_row(source, revision=1, by=people["Editor"], **theirs)

    refused = client.post(page_of(source), post)

    lines = lines_of(refused)
    assert sides(lines["is_withheld"]) == ("no", "yes", "no", "theirs")
    assert sides(lines["kind"]) == ("article", "Dataset", "article", "theirs") or sides(
        lines["kind"]
    ) == ("Article", "Dataset", "Article", "theirs")
    assert client.post(page_of(source), post_of(refused)).status_code == 302
    fresh = now(source)
    assert fresh.title == "Mine"
    assert list(fresh.authors.all()) == [agent]
    for name in ("accessed_on", "is_withheld", "withheld_reason", "publisher", "kind"):
        assert getattr(fresh, name) == theirs[name]


@pytest.mark.django_db
def test_theirs_may_be_no_value(client, people):
    source = factories.SourceFactory(
        is_withheld=True, withheld_reason="Safety.", publisher=factories.AgentFactory()
    )
    client.force_login(people["Researcher"])
    post = open_page(client, source, title="Mine")
    revise_row(
        source,
        revision=1,
        by=people["Editor"],
        is_withheld=False,
        withheld_reason="",
        publisher=None,
    )

    refused = client.post(page_of(source), post)

    assert client.post(page_of(source), post_of(refused)).status_code == 302
    fresh = now(source)
    assert (fresh.is_withheld, fresh.publisher, fresh.title) == (False, None, "Mine")


@pytest.mark.django_db
def test_figures_are_compared_as_numbers(client, people):
    claim = factories.FigureClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, value="30000", comparator="")
    revise_claim(
        claim,
        revision=1,
        by=people["Editor"],
        value=6800,
        comparator=Comparator.ABOUT,
    )

    lines = lines_of(client.post(page_of(claim), post))

    assert sides(lines["value"]) == ("6,500", "6,800", "30,000", "both")
    assert sides(lines["comparator"]) == ("more than", "about", "", "both")


@pytest.mark.django_db
def test_typed_value_that_is_none_is_shown_as_typed(client, people):
    claim = factories.FigureClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, value="many", place="X")
    revise_claim(claim, revision=1, by=people["Editor"], value=6800)

    response = client.post(page_of(claim), post)

    assert response.status_code == 409
    assert lines_of(response)["value"].mine.words == "many"
    assert response.context["adminform"].form.errors["value"]
    assert now(claim).value == 6800


@pytest.mark.django_db
def test_page_without_the_revision_seen_shows_what_differs(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="Mine.", seen="99999")

    response = client.post(page_of(claim), post)

    assert response.status_code == 409
    assert sides(lines_of(response)["text"]) == ("", claim.text, "Mine.", "both")


@pytest.mark.django_db
def test_line_ends_of_a_browser_are_no_change(client, people):
    claim = factories.ClaimFactory(text="One.\nTwo.")
    client.force_login(people["Researcher"])
    post = open_page(client, claim, text="One.\r\nTwo.")
    revise_claim(claim, revision=1, by=people["Editor"], text="Theirs.")

    response = client.post(page_of(claim), post)

    assert response.status_code == 302
    assert now(claim).text == "Theirs."


@pytest.mark.django_db
def test_review_that_was_submitted_meanwhile_keeps_what_was_typed(client, people):
    author = people["Fact-checker"]
    review = factories.ReviewFactory(author=author)
    client.force_login(author)
    post = open_page(client, review, summary="Mine, at length.")
    submit_review(review, revision=1, by=author)

    refused = client.post(page_of(review), post)
    again = client.post(page_of(review), post_of(refused))

    assert refused.status_code == 409
    assert b"Mine, at length." in refused.content
    assert b"You cannot revise review while the review is Submitted" in again.content
    assert b"Mine, at length." in again.content


@pytest.mark.django_db
def test_citation_somebody_changed_is_met_field_by_field(client, people):
    citation = factories.CitationFactory(locator="page 1")
    claim = citation.claim
    client.force_login(people["Researcher"])
    post = open_page(client, claim, place="Baku", **{"citations-0-locator": "page 2"})
    revise_citation(
        citation, revision=1, by=people["Editor"], locator="page 9", scope="soldiers"
    )

    refused = client.post(page_of(claim), post)

    line = lines_of(refused)["citations-0-locator"]
    assert refused.status_code == 409
    assert sides(line) == ("page 1", "page 9", "page 2", "both")
    assert (now(claim).place, now(citation).locator) == ("", "page 9")
    response = client.post(
        page_of(claim), post_of(refused, **{"take-citations-0-locator": "mine"})
    )
    assert response.status_code == 302
    fresh = now(citation)
    assert (fresh.locator, fresh.scope, now(claim).place) == (
        "page 2",
        "soldiers",
        "Baku",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("choice", "left"), [("theirs", 1), ("mine", 0), (None, 1)])
def test_removing_a_citation_somebody_changed_is_asked(client, people, choice, left):
    citation = factories.CitationFactory()
    claim = citation.claim
    client.force_login(people["Researcher"])
    post = open_page(client, claim, **{"citations-0-DELETE": "on"})
    revise_citation(citation, revision=1, by=people["Editor"], locator="page 9")
    refused = client.post(page_of(claim), post)
    chosen = {"take-citations-0-DELETE": choice} if choice else {}
    posted = post_of(refused, **chosen)
    posted["citations-0-DELETE"] = "on"

    response = client.post(page_of(claim), posted)

    assert refused.status_code == 409
    assert response.status_code == 302
    assert Citation.objects.count() == left
