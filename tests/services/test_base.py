import contextlib
import importlib
import inspect
import json
import pkgutil

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, connection, connections

from claims import services
from claims.models import STEPS, Claim, Review, Tag
from claims.services.base import ConflictError, edit
from claims.services.citations import remove_citation
from claims.services.claims import record_claim, revise_claim
from claims.services.publication import publish_claim
from claims.services.reviews import draft_review, revise_review
from tests.conftest import ROLES
from tests.factories import CitationFactory, ClaimFactory, TopicFactory, UserFactory
from tests.services.calls import SERVICES
from tests.stories import everything

BY_NAME = {"ids": lambda each: getattr(each, "name", each)}
WITH_REVISION = [each for each in SERVICES if each.takes_revision]


def test_every_service_is_called():
    # What other services are made of acts for somebody too, and is none itself. Who
    # may change whose account is no matter of groups alone: test_accounts has it.
    others = {f"claims.services.{name}" for name in ("accounts", "base", "record")}
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(services.__path__, f"{services.__name__}.")
        if found.name not in others
    ]
    written = {
        name
        for module in modules
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and "by" in inspect.signature(value).parameters
        and not name.startswith("_")
    }

    assert {service.name.split()[0] for service in SERVICES} == written
    assert set(STEPS) <= written


@pytest.fixture
def cast(people):
    """The people of the groups, and those at the edges."""
    inactive = UserFactory(is_active=False)
    inactive.groups.add(Group.objects.get(name="Editor"))
    unknown = UserFactory.build(pk=0, is_superuser=True)
    edges = {
        "inactive": inactive,
        "superuser": UserFactory(is_superuser=True),
        "unknown": unknown,
    }
    return {**people, **edges}


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*ROLES, "", "inactive", "superuser", "unknown"])
@pytest.mark.parametrize("service", SERVICES, **BY_NAME)
def test_service_is_open_to(newsroom, cast, service, who):
    call, _ = service.arrange(newsroom)

    if who in (*service.groups.split(", "), "superuser"):
        call(cast[who], 0)
    else:
        before = everything()
        with pytest.raises(PermissionDenied, match="lacks the permission"):
            call(cast[who], 0)
        assert everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("service", SERVICES, **BY_NAME)
def test_service_is_closed_once_the_right_is_taken(people, newsroom, service):
    by = people[service.caller]
    call, _ = service.arrange(newsroom)
    # The object that the request holds has its rights cached already.
    assert by.has_perm("claims.view_claim")
    User.objects.get(pk=by.pk).groups.clear()

    with pytest.raises(PermissionDenied):
        call(by, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize("service", WITH_REVISION, **BY_NAME)
def test_service_refuses_another_revision(people, newsroom, service, off):
    call, _ = service.arrange(newsroom)
    before = everything()

    with pytest.raises(ConflictError, match="Somebody changed this") as refused:
        call(people[service.caller], off)

    assert refused.value.code == "conflict"
    assert everything() == before


@contextlib.contextmanager
def held(row):
    """Hold a row from a second connection, so that its children may be inserted."""
    with contextlib.closing(connections["owner"].copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                f"SELECT FROM {row._meta.db_table} WHERE id = %s FOR NO KEY UPDATE",
                [row.pk],
            )
            yield
        other.rollback()


@contextlib.contextmanager
def short_of_patience():
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        try:
            yield
        finally:
            cursor.execute("RESET lock_timeout")


@pytest.mark.parametrize("service", SERVICES, **BY_NAME)
def test_service_locks_the_rows_it_decides_about(committed, people, newsroom, service):
    by = people[service.caller]
    call, locks = service.arrange(newsroom)
    before = everything()

    for row in locks:
        with (
            held(row),
            short_of_patience(),
            pytest.raises(OperationalError) as waited,
        ):
            call(by, 0)
        assert isinstance(waited.value.__cause__, psycopg.errors.LockNotAvailable)
    assert everything() == before
    call(by, 0)


@pytest.mark.django_db
def test_lock_of_a_row_that_is_gone_is_a_conflict(newsroom):
    citation = CitationFactory()
    remove_citation(citation, revision=1, by=newsroom.editor)

    with pytest.raises(ConflictError, match="Somebody removed this citation"):
        remove_citation(
            CitationFactory.build(pk=citation.pk, claim=citation.claim),
            revision=1,
            by=newsroom.editor,
        )


KEPT = [
    *(
        (Claim, field.name)
        for field in Claim._meta.fields
        if not field.editable and field.name not in ("interval", "revision")
    ),
    *(
        (Review, field.name)
        for field in Review._meta.fields
        if not field.editable and field.name != "revision"
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "name"), KEPT)
def test_person_cannot_set_what_only_a_step_sets(newsroom, model, name):
    row = newsroom.review().claim if model is Claim else newsroom.review()
    value = {name: getattr(row, name)}

    with pytest.raises(TypeError, match=f"Not for people to set: {name}"):
        if model is Claim:
            revise_claim(row, by=newsroom.editor, revision=1, **value)
        else:
            revise_review(row, by=newsroom.editor, revision=1, **value)


@pytest.mark.django_db
def test_person_cannot_draft_in_the_name_of_another(newsroom):
    with pytest.raises(TypeError, match="author"):
        draft_review(ClaimFactory(), by=newsroom.editor, author=newsroom.author)


@pytest.mark.django_db
def test_edit_sets_lists_and_checks_every_rule(newsroom):
    tags = [Tag.objects.create(name=name) for name in ("war", "peace")]
    claim = record_claim(text="A", topic=TopicFactory(), tags=tags, by=newsroom.author)

    with pytest.raises(ValidationError) as refused:
        edit(claim, comparator="about")

    assert set(claim.tags.all()) == set(tags)
    assert set(refused.value.error_dict) == {"comparator"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "kept"), [(" Wrong\r\nday. ", "Wrong\nday."), ("", ""), ("\u200b", "")]
)
def test_reason_is_kept_in_its_normal_form(people, given, kept):
    claim = revise_claim(
        ClaimFactory(), revision=1, by=people["Editor"], reason=given, place="Baku"
    )

    assert claim.events.last().pgh_context["reason"] == kept


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["a\0", "\ud800", "a\x1fb", "a\u202eb", "a" * 2001])
def test_reason_and_note_that_are_no_clean_text_are_refused_at_their_field(
    people, words
):
    claim, by = ClaimFactory(), people["Editor"]

    with pytest.raises(ValidationError) as reason:
        revise_claim(claim, revision=1, by=by, reason=words, place="Baku")
    with pytest.raises(ValidationError) as note:
        publish_claim(claim, revision=1, by=by, note=words)

    assert list(reason.value.message_dict) == ["reason"]
    assert list(note.value.message_dict) == ["note"]
    claim.refresh_from_db()
    assert (claim.revision, claim.stage) == (1, "draft")


@pytest.mark.django_db
def test_document_says_the_note_as_its_column_does(people):
    entry = publish_claim(
        ClaimFactory(), revision=1, by=people["Editor"], note=" e\u0301\r\n2 "
    )

    assert entry.note == json.loads(entry.document)["note"] == "é\n2"
