import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F
from pghistory.models import Event as HistoryEvent

from claims.models import ClaimTag, DeskRow, SourceAuthor, Tag, Webhook
from claims.services.claims import record_claim, revise_claim
from claims.services.rows import record_row
from tests import factories

EVENTS = {
    model.pgh_tracked_model: model
    for model in apps.get_app_config("claims").get_models()
    if issubclass(model, HistoryEvent)
}
DESK = {
    each._meta.model: each
    for each in reversed(vars(factories).values())
    if isinstance(each, type)
    and getattr(each, "_meta", None)
    and each._meta.model in EVENTS
}
# What a row comes with, where its deletion in SQL would leave that behind.
ALONE: dict[type, dict] = {Webhook: {"cursor": None, "secret": None}}
BY_NAME = {"ids": lambda model: model.__name__}


def history(row_or_model, **where):
    model = EVENTS[
        row_or_model if isinstance(row_or_model, type) else type(row_or_model)
    ]
    if not isinstance(row_or_model, type):
        where["id"] = row_or_model.pk
    events = model.objects.filter(**where).order_by("pgh_id")
    return [event.pgh_label for event in events]


def test_every_desk_table_has_a_history():
    derived = {
        "Entry",
        "FigureConflict",
        "Guess",
        "KeptAnswer",
        "Presence",
        "PublishedClaim",
        "PublishedFigures",
        "PublishedNoun",
        "PublishedShare",
        "PublishedTerm",
        "Receipt",
        "UnpublishedChange",
    }
    worker = {"Job", "JobFailure", "LinkCheck", "RecheckReminder"}
    told = {"Acknowledgement", "WebhookAttempt", "WebhookCursor"}
    # A secret that has gone is nowhere; use is counted, many times a second.
    gone = {"DailyUse", "Quota", "WebhookSecret"}
    # What became of a file; what it wrote has a history.
    imports = {"Import", "ImportBatch", "ImportProblem", "ImportedReview"}
    tracked = {model.__name__ for model in EVENTS}
    models = {
        model.__name__
        for model in apps.get_app_config("claims").get_models()
        if not issubclass(model, HistoryEvent)
    }

    lists = {
        "ClaimTag",
        "CommentMention",
        "PartnerTopic",
        "SourceAuthor",
        "WebhookTopic",
    }
    assert models - tracked == derived | worker | told | gone | imports
    assert tracked - {model.__name__ for model in DESK} == lists


@pytest.mark.django_db
@pytest.mark.parametrize("model", DESK, **BY_NAME)
def test_history_of_a_row_from_insert_to_delete(model):
    row = DESK[model](**ALONE.get(model, {}))
    table = model._meta.db_table
    bump = "revision = revision + 1" if issubclass(model, DeskRow) else "id = id"
    revision = {"revision": F("revision") + 1} if issubclass(model, DeskRow) else {}

    model.objects.filter(pk=row.pk).update(created_at="2020-01-01T00:00Z", **revision)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {bump}, created_at = now() WHERE id = %s", [row.pk]
        )
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row.pk])

    assert history(row) == ["insert", "update", "update", "delete"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", DESK, **BY_NAME)
def test_history_of_a_list_of_rows(model):
    row = DESK[model]()
    key = row.pk
    row.delete()
    row.pk = key
    model.objects.bulk_create([row])

    assert history(row) == ["insert", "delete", "insert"]


@pytest.mark.django_db
def test_history_of_rows_upserted_and_written_in_sql():
    row = factories.TagFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_tag (id, name, revision, created_at)"
            " VALUES (%s, 'x', 1, now()) ON CONFLICT (id)"
            " DO UPDATE SET name = 'else', revision = claims_tag.revision + 1",
            [row.pk],
        )
        with cursor.copy(
            "COPY claims_tag (id, name, revision, created_at) FROM STDIN"
        ) as copied:
            copied.write_row(
                ("01a00000-0000-7000-8000-000000000000", "copied", 1, "2022-01-01")
            )

    assert history(row) == ["insert", "update"]
    assert history(Tag, name="copied") == ["insert"]


@pytest.mark.django_db
def test_history_of_tags_and_authors():
    claim, tag = factories.ClaimFactory(), factories.TagFactory()
    source, author = factories.SourceFactory(), factories.AgentFactory()

    claim.tags.add(tag)
    claim.tags.clear()
    source.authors.set([author])
    source.authors.set([])

    assert history(ClaimTag, claim_id=claim.pk, tag_id=tag.pk) == ["insert", "delete"]
    assert history(SourceAuthor, source_id=source.pk, agent_id=author.pk) == [
        "insert",
        "delete",
    ]


@pytest.mark.django_db
def test_history_says_who_and_why(newsroom):
    by = newsroom.author
    tag = record_row(Tag(), name="war", by=by, reason="Wanted.")
    topic = factories.TopicFactory()
    claim = record_claim(text="A", topic=topic, tags=[tag], by=by, reason="Heard.")
    revise_claim(claim, revision=1, by=newsroom.editor, reason="Typo.", text="B")

    told = [
        (event.pgh_label, event.pgh_context["user"], event.pgh_context["reason"])
        for event in EVENTS[type(claim)].objects.order_by("pgh_id")
    ]
    [tagged] = EVENTS[ClaimTag].objects.all()

    assert told == [
        ("insert", by.pk, "Heard."),
        ("update", newsroom.editor.pk, "Typo."),
    ]
    assert tagged.pgh_context["username"] == by.username
    assert tagged.pgh_context["reason"] == "Heard."


@pytest.mark.django_db
def test_history_outside_a_service_names_nobody():
    tag = factories.TagFactory()

    [event] = EVENTS[Tag].objects.filter(id=tag.pk)

    assert event.pgh_context is None
