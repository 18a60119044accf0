import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from claims.models import Source
from claims.services.rows import revise_row
from tests.factories import SourceFactory
from tests.stories import now


@pytest.mark.django_db
def test_canonical_url_is_derived_in_bulk_too():
    urls = ["https://Example.org/a/", "https://example.org/b#c", ""]
    rows = [SourceFactory.build(url=url) for url in urls]

    Source.objects.bulk_create(rows)

    keys = [now(row).canonical_url for row in rows]
    assert keys == ["https://example.org/a", "https://example.org/b", ""]


@pytest.mark.django_db
def test_address_that_is_known_names_who_has_it():
    SourceFactory(title="The first", url="https://example.org/a")
    other = SourceFactory.build(url="http://example.org/a/?utm_source=b")

    with pytest.raises(ValidationError, match="It is “The first”") as refused:
        other.full_clean()

    assert set(refused.value.error_dict) == {"url"}


@pytest.mark.django_db
def test_address_in_another_state_has_a_copy_that_shows_it():
    SourceFactory(url="https://example.org/a")
    copy = "https://web.archive.org/web/2020/https://example.org/a"

    other = SourceFactory.build(url="https://example.org/a", archive_url=copy)

    other.full_clean()
    other.save()


@pytest.mark.django_db
@pytest.mark.parametrize("length", [2, 3])
def test_sources_do_not_repeat_one_another_in_a_circle(newsroom, length):
    chain = [SourceFactory()]
    while len(chain) < length:
        chain.append(SourceFactory(repeats=chain[-1]))

    with pytest.raises(ValidationError, match="repeats this source itself") as refused:
        revise_row(chain[0], revision=1, by=newsroom.editor, repeats=chain[-1])
    assert set(refused.value.error_dict) == {"repeats"}
    with pytest.raises(IntegrityError, match="in a circle"), transaction.atomic():
        Source.objects.filter(pk=chain[0].pk).update(
            repeats=chain[-1], revision=F("revision") + 1
        )


@pytest.mark.django_db
def test_sources_may_repeat_in_a_chain():
    first = SourceFactory()
    second = SourceFactory(repeats=first)

    third = SourceFactory.build(repeats=second)

    third.full_clean()
    third.save()
