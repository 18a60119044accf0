"""How every form of the desk saves, refuses and answers."""

import time
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError
from django.urls import reverse
from pghistory.models import Event

from claims.admin.base import RefusedError, refusals
from claims.models import Citation, Claim, Tag, Topic, Verdict
from claims.services.claims import revise_claim
from claims.services.comments import comment
from claims.services.rows import revise_row
from tests import factories
from tests.admin.interleavings import KINDS, losses
from tests.admin.posts import post_of
from tests.browser import at_the_desk, chromium, serving, session_of
from tests.stories import now

WAR = "The earlier war over the region claimed around thirty thousand lives in all."

UNREGISTERED = {
    # Commands import and undo, and say what became of a file.
    "Import",
    "ImportBatch",
    "ImportProblem",
    "ImportedReview",
    # Parts of a claim: they are seen and written on its page.
    "Capture",
    "ClaimLink",
    # Proxies that keep the history of many-to-many tables.
    "ClaimTag",
    "CommentMention",
    "PartnerTopic",
    "SourceAuthor",
    "WebhookTopic",
    # Rows of the worker: a claim's page, a job's and a source's show them.
    "JobFailure",
    "LinkCheck",
    "RecheckReminder",
    "ScheduledPublication",
    # Which published claims differ: the claims' own list and page show it.
    "Presence",
    "UnpublishedChange",
    # Which claims have sources in conflict: their list shows it.
    "FigureConflict",
    # Lists that people named: they have a page below the list of claims.
    "SavedFilter",
    # Projections with nothing to see that the published claims do not show.
    "PublishedFigures",
    "PublishedNoun",
    "PublishedShare",
    "PublishedTerm",
    # Of partners: their pages show the keys, the use by day, and how far they are told.
    "ApiKey",
    "DailyUse",
    "WebhookCursor",
    # What is nobody's to read.
    "KeptAnswer",
    "WebhookSecret",
    # A counter that means nothing an hour later.
    "Guess",
    "Quota",
    # Which forms were saved: nothing for people to see.
    "Receipt",
}


def test_every_model_is_on_the_desk_or_listed_here():
    models = {
        model
        for model in apps.get_app_config("claims").get_models()
        if not issubclass(model, Event)
    }

    missing = {model.__name__ for model in models - set(admin.site._registry)}

    assert missing == UNREGISTERED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", [model._meta.label_lower for model in admin.site._registry]
)
def test_nobody_deletes(client, people, model):
    model = apps.get_model(model)
    person = factories.UserFactory(is_superuser=True)
    client.force_login(person)

    response = client.get(
        reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    )

    assert response.status_code == 200
    assert b"delete_selected" not in response.content
    assert not admin.site._registry[model].has_delete_permission(response.wsgi_request)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "values"),
    [
        ("agent", {"name": "UN", "kind": "intergovernmental"}),
        ("source", {"title": "A count", "kind": "report"}),
        ("tag", {"name": "casualties"}),
        ("topic", {"name": "A war", "slug": "a-war", "kind": "conflict"}),
        (
            "verdict",
            {
                "label": "Mixed",
                "definition": "Both.",
                "status": "disputed",
                "colour": "#aa0000",
            },
        ),
    ],
)
def test_save_model_records_a_new_row_with_its_author(client, people, model, values):
    client.force_login(people["Editor"])
    url = reverse(f"admin:claims_{model}_add")

    response = client.post(url, post_of(client.get(url), **values))

    assert response.status_code == 302
    row = apps.get_model("claims", model).objects.get()
    event = row.events.get()
    assert event.pgh_context["user"] == people["Editor"].pk
    assert event.pgh_context["username"] == people["Editor"].username
    assert LogEntry.objects.get().object_id == str(row.pk)


@pytest.mark.django_db
def test_save_model_passes_only_what_was_changed(client, people):
    topic = factories.TopicFactory(description="Old.")
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_topic_change", args=[topic.pk])

    response = client.post(url, post_of(client.get(url), description="New."))

    assert response.status_code == 302
    topic.refresh_from_db()
    assert (topic.description, topic.revision) == ("New.", 2)


@pytest.mark.django_db
def test_save_model_without_a_change_writes_nothing(client, people):
    topic = factories.TopicFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_topic_change", args=[topic.pk])

    response = client.post(url, post_of(client.get(url)))

    assert response.status_code == 302
    topic.refresh_from_db()
    assert topic.revision == 1


@pytest.mark.django_db
def test_save_model_takes_many_to_many_values_to_the_service(client, people):
    source = factories.SourceFactory()
    author = factories.AgentFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_source_change", args=[source.pk])

    response = client.post(url, post_of(client.get(url), authors=[author.pk]))

    assert response.status_code == 302
    source.refresh_from_db()
    assert list(source.authors.all()) == [author]
    assert source.revision == 2


@pytest.mark.django_db
def test_stale_save_of_a_row_is_refused_and_keeps_what_was_typed(client, people):
    topic = factories.TopicFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_topic_change", args=[topic.pk])
    post = post_of(client.get(url), description="Mine.")
    revise_row(topic, revision=1, by=people["Editor"], description="Theirs.")

    response = client.post(url, post)

    assert response.status_code == 409
    assert b"Somebody changed this topic while you worked on it" in response.content
    assert b"Mine." in response.content
    topic.refresh_from_db()
    assert topic.description == "Theirs."


@pytest.mark.django_db
def test_save_without_the_revision_seen_is_refused(client, people):
    topic = factories.TopicFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_topic_change", args=[topic.pk])
    post = post_of(client.get(url), description="Mine.")
    del post["seen"]

    response = client.post(url, post)

    assert response.status_code == 409


@pytest.mark.django_db
def test_words_of_a_trigger_are_shown_in_the_form(client, people):
    review = factories.ReviewFactory()
    client.force_login(people["Editor"])
    url = reverse("admin:claims_verdict_change", args=[review.verdict.pk])

    response = client.post(url, post_of(client.get(url), status="refuted"))

    assert response.status_code == 200
    assert b"Reviews give this verdict: make another one" in response.content
    assert Verdict.objects.get().status == "verified"


@pytest.mark.django_db
def test_refusals_says_what_the_database_says():
    factories.TagFactory(name="war")

    with pytest.raises(RefusedError) as refused, refusals():
        Tag.objects.create(name="war")

    assert isinstance(refused.value.__cause__, IntegrityError)
    assert "claims_tag_name" in refused.value.error.messages[0]


@pytest.mark.django_db
def test_refusals_says_which_permission_is_lacking(people):
    claim = factories.ClaimFactory()

    with pytest.raises(RefusedError) as refused, refusals("main"):
        comment(claim, text="No right.", by=people[""])

    assert "lacks the permission add_comment" in refused.value.error.messages[0]
    assert refused.value.prefix == "main"


@pytest.mark.django_db
def test_error_of_a_field_stands_at_the_field(client, people):
    factories.TopicFactory(name="A war")
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_topic_add")
    post = post_of(client.get(url), name="Another", slug="Not A Slug", kind="conflict")

    response = client.post(url, post)

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["slug"]
    assert Topic.objects.count() == 1


@pytest.mark.django_db
def test_claim_and_citations_are_saved_together_or_not_at_all(client, people):
    citation = factories.CitationFactory()
    claim = citation.claim
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    post = post_of(client.get(url), text="Mine.", **{"citations-0-locator": "page 2"})
    stale = Citation.objects.get()
    from claims.services.citations import revise_citation

    revise_citation(stale, revision=1, by=people["Editor"], locator="page 9")

    response = client.post(url, post)

    assert response.status_code == 409
    assert b"Somebody changed this citation" in response.content
    assert b"Mine." in response.content
    assert b"page 2" in response.content
    fresh = Claim.objects.get(pk=claim.pk)
    assert (fresh.text, fresh.revision) == (claim.text, 1)
    assert Citation.objects.get().locator == "page 9"


@pytest.mark.django_db
def test_two_people_save_one_claim_and_the_second_is_told(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    post = post_of(client.get(url), text="The second's.", place="Stepanakert")
    revise_claim(claim, revision=1, by=people["Editor"], text="The first's.")

    response = client.post(url, post)

    assert response.status_code == 409
    assert b"Somebody changed this claim while you worked on it" in response.content
    assert b"The second&#x27;s." in response.content
    claim.refresh_from_db()
    assert (claim.text, claim.place) == ("The first's.", "")


@pytest.mark.django_db
def test_text_of_ten_megabytes_is_refused_at_its_field(client, people):
    claim = factories.ClaimFactory()
    client.force_login(people["Researcher"])
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    post = post_of(client.get(url), text="a" * 10 * 2**20)
    form = "application/x-www-form-urlencoded"

    started = time.process_time()
    response = client.post(url, urlencode(post, doseq=True), form)
    took = time.process_time() - started

    assert response.status_code == 200
    assert response.context["adminform"].form.errors["text"] == [
        "Ensure this value has at most 2000 characters (it has 10485760)."
    ]
    assert took < 5
    claim.refresh_from_db()
    assert claim.revision == 1


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_is_lost_when_two_work_at_once(kind):
    assert [losses(kind, seed) for seed in range(2)] == [[], []]


@pytest.mark.drill
@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("kind", KINDS)
def test_drill_nothing_typed_is_lost_in_200_interleavings(kind):
    lost = {seed: losses(kind, seed) for seed in range(200)}

    assert {seed: each for seed, each in lost.items() if each} == {}


def press(page, control, *keys):
    """Go to a control and press keys, as somebody without a mouse does."""
    page.locator(control).focus()
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.usefixtures("committed")
def test_two_people_in_two_browsers_lose_nothing():
    people = [factories.UserFactory(is_superuser=True) for _ in range(2)]
    claim = factories.ClaimFactory(text=WAR, place="Shusha")
    sessions = [session_of(person) for person in people]
    url = reverse("admin:claims_claim_change", args=[claim.pk])
    said = []

    with serving() as port, chromium() as browser:
        windows = [at_the_desk(browser, port, session) for session in sessions]
        first, second = (window.new_page() for window in windows)
        for page in (first, second):
            page.set_default_timeout(60_000)
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(url)
        first.locator("#id_text").fill(WAR.replace("thirty", "forty"))
        first.locator("#id_place").fill("Baku")
        press(first, "[name=_continue]", "Enter")
        first.get_by_text("was changed successfully").first.wait_for()
        second.locator("#id_text").fill(WAR.replace("thirty", "twenty"))
        second.locator("#id_period").fill("2020")
        press(second, "[name=_continue]", "Enter")
        second.locator("#conflicts-title").wait_for()
        asked = second.locator("section[aria-labelledby=conflicts-title]").inner_text()
        kept = second.locator("#id_text").input_value()
        press(second, "[name=take-text][value=theirs]", "Space", "ArrowRight")
        press(second, "[name=_continue]", "Enter")
        second.locator("#conflicts-title").wait_for(state="detached")

    assert "forty" in asked
    assert "twenty" in asked
    assert people[0].username in asked
    assert kept == WAR.replace("thirty", "twenty")
    fresh = now(claim)
    assert fresh.text == WAR.replace("thirty", "twenty")
    assert (fresh.place, fresh.period, fresh.revision) == ("Baku", "2020", 3)
    assert said == []
