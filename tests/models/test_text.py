"""Text columns take one normal form, and refuse the same things by every way in."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat

from claims.models import Citation, Claim, Entry, Line, Prose, Tag, TextFormField, Topic
from claims.models.base import clean_text
from claims.text import LINE, PROSE
from tests.factories import CitationFactory, ClaimFactory, TagFactory, TopicFactory
from tests.models.rows import rows, texts
from tests.models.test_base import named_constraints, triggers_put_aside

# Columns that PostgreSQL holds to a pattern of few characters, with one that fits.
PATTERNED = {
    "agent_country": "AM",
    "agent_wikidata": "Q42",
    "capture_digest": "a" * 64,
    "claim_language": "en",
    "review_language": "en",
    "scheduledpublication_seal": "a" * 64,
    "source_archive_digest": "a" * 64,
    "source_language": "en",
    "submission_language": "en",
    "topic_slug": "a-war",
    "topic_wikidata": "Q42",
    "verdict_colour": "#2e7d32",
}
# Written by this program alone.
OURS = {
    "apikey_digest",
    "apikey_prefix",
    "entry_digest",
    "entry_previous",
    "guess_key",
    "import_digest",
    "jobfailure_error",
    "keptanswer_fingerprint",
    "keptanswer_scope",
    "quota_spender",
    "publishedclaim_language",
    "publishedfigures_language",
    "publishednoun_slug",
    "publishedshare_language",
    "publishedshare_slug",
    "receipt_key",
    "receipt_row",
    "webhookattempt_message_id",
    "webhookattempt_type",
    "webhooksecret_sealed",
}
COLUMNS = {
    f"{model._meta.model_name}_{field.name}": (model, field)
    for model, field in texts()
    if f"{model._meta.model_name}_{field.name}" not in OURS
}
FREE = {name: each for name, each in COLUMNS.items() if name not in PATTERNED}
REFUSED = ["\x01", "\x1f", "\x7f", "\x85", "\x9f"]
TURNS = ["\u202a", "\u202e", "\u2066", "\u2069"]
BREAKS = ["\n", "\u2028"]
# What other rules ask of a row whose column is filled.
WITH = {
    "citation_quote_prefix": {"quote": "a"},
    "citation_quote_suffix": {"quote": "a"},
    "savedfilter_query": {"query": "q=a"},
    "scheduledpublication_refusal": {"state": "refused", "refusal": "a"},
    "submission_decline_reason": {"declined": True},
    "webhook_reason": {"state": "disabled", "reason": "a"},
    "source_withheld_reason": {"is_withheld": True, "withheld_reason": "a"},
}


def row_of(name):
    model, _ = COLUMNS[name]
    return rows()[model](**WITH.get(name, {}))


def refused_in(field):
    """Give characters that a column refuses."""
    kind = getattr(field, "kind", LINE)
    return [
        *REFUSED,
        *([] if kind.quoted else TURNS),
        *([] if kind.lines else BREAKS),
    ]


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("name", COLUMNS)
def test_database_refuses_it_from_psql_too(name):
    _, field = COLUMNS[name]
    rule = "well_formed" if name in PATTERNED else "clean_text"
    for character in refused_in(field):
        text = PATTERNED.get(name, "a")[: field.max_length - 1] + character
        with pytest.raises(IntegrityError) as refused, transaction.atomic("owner"):
            triggers_put_aside()
            with transaction.atomic("default"):
                row = row_of(name)
                transaction.set_rollback(True, "default")
            row.save(using="owner", force_insert=True)
            with connections["owner"].cursor() as cursor:
                cursor.execute(
                    f'UPDATE {row._meta.db_table} SET "{field.column}" = %s'
                    f" WHERE {row._meta.pk.column} = %s",
                    [text, row.pk],
                )

        diagnosis = refused.value.__cause__.diag
        assert diagnosis.constraint_name == f"{name}_is_{rule}", repr(character)


@pytest.mark.parametrize("name", FREE)
def test_free_text_has_a_kind_and_a_rule_of_that_kind(name):
    _, field = FREE[name]

    assert isinstance(field, Line), f"{name} is not a Line or Prose (models/text.py)."
    assert f"{name}_is_clean_text" in named_constraints(), (
        f"Put *clean_text({field.name!r}, …) among the model's constraints."
    )
    [expected] = clean_text(
        field.name, lines=field.kind.lines, quoted=field.kind.quoted
    )
    rule = named_constraints()[f"{name}_is_clean_text"]
    assert rule.condition == expected.condition
    assert rule.violation_error_message == field.kind.says


@pytest.mark.django_db
@pytest.mark.parametrize("name", FREE)
def test_row_that_is_cleaned_refuses_it_at_the_field(name):
    _, field = FREE[name]
    row = row_of(name)
    for character in ["\0", "\ud800", *refused_in(field)]:
        setattr(row, field.name, f"a{character}b")

        with pytest.raises(ValidationError) as refused:
            row.full_clean(validate_unique=not isinstance(row, Entry))

        assert (
            field.kind.fault(f"a{character}b") in refused.value.message_dict[field.name]
        ), repr(character)


@pytest.mark.django_db
@pytest.mark.parametrize("name", FREE)
def test_write_that_does_not_clean_refuses_it_at_the_field(name):
    model, field = FREE[name]
    rows_of = model._default_manager.using("default")
    texts = ["a\0b", "a\ud800b", *(f"a{each}b" for each in refused_in(field))]
    for text in [*texts, "a" * (field.max_length + 1)]:
        with pytest.raises(ValidationError) as refused:
            rows_of.update(**{field.name: text})

        assert list(refused.value.message_dict) == [field.name], repr(text)


@pytest.mark.django_db
def test_text_far_above_its_limit_is_refused_as_it_is():
    claim = ClaimFactory.build(text="e\u0301" * 5_000_000)

    with pytest.raises(ValidationError) as refused:
        claim.full_clean(exclude=["topic"], validate_constraints=False)

    [message] = refused.value.message_dict["text"]
    assert message == (
        "Ensure this value has at most 2000 characters (it has 10000000)."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["save", "bulk_create", "bulk_update", "update"])
def test_every_way_in_gives_the_normal_form(way):
    decomposed, normal = " e\u0301tat\r\n2 ", "état\n2"
    topic = TopicFactory.build(description=decomposed)
    match way:
        case "save":
            topic.save()
        case "bulk_create":
            Topic.objects.bulk_create([topic])
        case "bulk_update":
            topic = TopicFactory()
            topic.description, topic.revision = decomposed, 2
            Topic.objects.bulk_update([topic], ["description", "revision"])
        case "update":
            topic = TopicFactory()
            Topic.objects.update(description=decomposed, revision=2)

    assert Topic.objects.get().description == normal
    if way in ("save", "bulk_create"):
        assert topic.description == normal


@pytest.mark.django_db
def test_lookup_asks_for_the_normal_form():
    tag = TagFactory(name="e\u0301tat")

    assert Tag.objects.get(name=" e\u0301tat ") == tag
    with pytest.raises(ValidationError, match=r"U\+0000"):
        Tag.objects.filter(name="\0").first()


@pytest.mark.django_db
def test_expression_is_left_to_the_database():
    tag = TagFactory(name="a")

    Tag.objects.update(name=Concat(F("name"), Value("b")), revision=2)
    tag.refresh_from_db()

    assert tag.name == "ab"


@pytest.mark.django_db
def test_quoted_words_keep_their_white_space_and_their_marks():
    words = " a\u202eb\u202c\n"
    citation = CitationFactory(quote=words, quote_prefix=words, wording="\u2067a ")

    citation.full_clean()
    citation = Citation.objects.get()

    assert (citation.quote, citation.quote_prefix) == (words, words)
    assert citation.wording == "\u2067a "


@pytest.mark.django_db
def test_text_with_nothing_to_see_is_missing():
    claim = ClaimFactory()
    claim.text = claim.place = " \u200b\ufeff"

    with pytest.raises(ValidationError) as refused:
        claim.full_clean()

    assert list(refused.value.message_dict) == ["text"]


@pytest.mark.django_db
def test_date_is_read_from_the_normal_form():
    [claim] = Claim.objects.bulk_create(
        [ClaimFactory.build(topic=TopicFactory(), claimed=" 2022-05-22\ufeff")]
    )

    assert claim.claimed == "2022-05-22"
    assert str(claim.claimed_range.lower) == "2022-05-22"


def test_no_text_is_no_text():
    assert Line(null=True).to_python(None) is None
    assert Line().get_prep_value(None) is None


def test_kind_is_kept_by_migrations():
    def kwargs(field):
        return field.deconstruct()[3]

    assert "quoted" not in kwargs(Prose(max_length=1))
    assert kwargs(Prose(max_length=1, quoted=True))["quoted"] is True


def test_form_field_has_the_columns_kind_and_hides_its_limit():
    field = Prose(max_length=5, quoted=True).formfield()

    assert isinstance(field, TextFormField)
    assert (field.kind.lines, field.kind.quoted) == (True, True)
    assert field.widget.attrs.get("maxlength") is None
    with pytest.raises(ValidationError, match="at most 5"):
        field.clean("abcdef")


def test_form_field_sees_no_change_in_what_a_browser_makes_of_a_text():
    field = TextFormField(kind=PROSE, required=False)

    assert not field.has_changed("a\nb", "a\r\nb ")
    assert field.has_changed("a\nb", "a\r\nc")
    assert field.clean(None) == ""


def test_form_field_names_a_null_character_once():
    with pytest.raises(ValidationError) as refused:
        TextFormField().clean("a\0")

    assert refused.value.messages == [
        "Leave out control characters: character 2 is U+0000."
    ]


def test_form_field_of_another_class_is_left_alone():
    from django import forms

    assert type(Line().formfield(form_class=forms.SlugField)) is forms.SlugField


@pytest.mark.django_db
def test_expression_is_saved_as_it_is():
    topic = TopicFactory(name="War")
    topic.name, topic.revision = Concat(F("name"), Value("s")), 2

    topic.save()

    topic.refresh_from_db()
    assert topic.name == "Wars"
