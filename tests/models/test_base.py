import copy

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, models, transaction
from django.db.models import F
from pghistory.models import Event as HistoryEvent

from claims.models import RECORD_MODELS, DeskRow, Entry, Prose
from claims.models.base import Rule, new_id
from tests import factories
from tests.factories import ClaimFactory
from tests.models.broken import BROKEN, broken, halves
from tests.models.broken_imports import IMPORTS
from tests.models.broken_partners import PARTNERS
from tests.models.broken_submissions import BROKEN_SUBMISSIONS
from tests.models.broken_webhooks import WEBHOOKS
from tests.models.rows import pairs, texts

PAIRS = pairs()
CASES = [
    *BROKEN,
    *IMPORTS,
    *PARTNERS,
    *BROKEN_SUBMISSIONS,
    *WEBHOOKS,
    *(half for pair in PAIRS for half in halves(*pair)),
]
NAMED = [f"{n}-{case.constraint}" for n, case in enumerate(CASES)]


def named_constraints():
    """Find the rules of all that is filled in; a projection is written in SQL alone."""
    projections = {*RECORD_MODELS} - {Entry}
    return {
        constraint.name: constraint
        for model in apps.get_app_config("claims").get_models()
        if not issubclass(model, HistoryEvent) and model not in projections
        for constraint in model._meta.constraints
    }


def triggers_put_aside():
    """Leave the rules of the columns alone to judge, and no other."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("case", CASES, ids=NAMED)
def test_rule_refuses_in_the_form_and_in_the_database(case):
    with transaction.atomic():
        row = case.factory()
        # The router reads entries under the record's role, which sees no test.
        unique = not isinstance(row, Entry)
        row.full_clean(validate_unique=unique)
        bad = broken(case, copy.copy(row))
        with pytest.raises(ValidationError) as refused:
            bad.full_clean(validate_unique=unique)
        with pytest.raises(ValidationError) as by_rule:
            bad.validate_constraints()
        transaction.set_rollback(True)
    with pytest.raises(IntegrityError) as by_database, transaction.atomic("owner"):
        triggers_put_aside()
        if bad.pk != row.pk or isinstance(bad, Entry):
            row.save(using="owner", force_insert=True)
        bad.save(using="owner", force_insert=True)

    rule = named_constraints()[case.constraint]
    assert case.field in refused.value.error_dict
    assert rule.violation_error_message in by_rule.value.message_dict[case.field]
    assert by_database.value.__cause__.diag.constraint_name == case.constraint


def test_every_rule_is_proved():
    proved = {case.constraint for case in CASES}
    # Those of text are proved in test_text.py.
    proved |= {
        f"{model._meta.model_name}_{field.name}_is_clean_text"
        for model, field in texts()
    }
    # In test_acknowledgements.py, which commits: it refers to an entry.
    proved.add("acknowledgement_is_one_a_claim")

    assert set(named_constraints()) <= proved


def test_every_rule_has_words_for_people():
    for name, rule in named_constraints().items():
        default = rule.default_violation_error_message
        assert rule.violation_error_message not in (default, ""), name


def test_pairs_are_found():
    found = {(model._meta.model_name, name) for model, name in PAIRS}

    assert found >= {("review", name) for name in ("submitted", "returned", "approved")}


DESK_ROWS = [
    each
    for each in vars(factories).values()
    if isinstance(each, type)
    and getattr(each, "_meta", None)
    and issubclass(each._meta.model or object, DeskRow)
]


@pytest.mark.django_db
@pytest.mark.parametrize("factory", DESK_ROWS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("change", [-1, 0, 2])
def test_revision_moves_by_one(factory, change):
    row = factory()
    rows = type(row).objects.filter(pk=row.pk)

    rows.update(revision=F("revision") + 1)
    with (
        pytest.raises(IntegrityError, match="is at revision 2"),
        transaction.atomic(),
    ):
        rows.update(revision=2 + change)

    assert rows.get().revision == 2


@pytest.mark.django_db
def test_desk_row_with_an_invalid_date_has_no_range():
    claim = ClaimFactory.build(claimed="2022-05-22", as_of="some day")

    claim.clean()

    assert str(claim.claimed_range.lower) == "2022-05-22"
    assert claim.as_of_range is None


def test_rule_is_plain_check_in_a_migration():
    rule = Rule(field="a", name="b", condition=models.Q(a=1), message="Give 1.")

    path, _, kwargs = rule.deconstruct()

    assert path == "django.db.models.CheckConstraint"
    assert "field" not in kwargs
    assert rule.clone().field == "a"


def test_prose_is_typed_in_several_lines():
    assert (
        Prose(max_length=5).formfield().widget.template_name.endswith("textarea.html")
    )


def test_new_id_is_ordered_by_time():
    first, second = new_id(), new_id()

    assert first.version == 7
    assert first < second
