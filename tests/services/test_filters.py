import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.models import SavedFilter
from claims.services.filters import delete_filter, revise_filter, save_filter
from tests.stories import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(people):
    return save_filter(name="Mine", query="q=war", by=people["Researcher"])


def test_filter_is_saved_revised_and_deleted_by_its_owner(people, saved):
    by = people["Researcher"]

    revised = revise_filter(saved, name="Ours", is_shared=True, revision=1, by=by)
    assert (now(saved).name, now(saved).is_shared) == ("Ours", True)

    delete_filter(revised, revision=2, by=by)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("role", ["Editor", "Partner manager"])
def test_filter_of_another_person_is_left_alone(people, saved, role):
    by = people[role]

    with pytest.raises(PermissionDenied, match="another person"):
        revise_filter(saved, name="Theirs", is_shared=True, revision=1, by=by)
    with pytest.raises(PermissionDenied, match="another person"):
        delete_filter(saved, revision=1, by=by)

    assert now(saved).name == "Mine"


def test_filter_has_its_name_once_a_person(people, saved):
    with pytest.raises(ValidationError, match="of this name already"):
        save_filter(name="Mine", query="q=peace", by=people["Researcher"])

    save_filter(name="Mine", query="q=peace", by=people["Editor"])
