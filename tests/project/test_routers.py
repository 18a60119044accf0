import pytest
from django.db import DatabaseError, connections
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Entry, PublishedClaim
from claims.services.publication import publish_claim
from project.routers import RecordRouter
from tests.factories import ClaimFactory


@pytest.fixture
def two_replicas(committed, settings):
    """The record's database twice, as two replicas."""
    settings.REPLICAS = ["one", "two"]
    for name in ("replica1", "replica2"):
        connections.settings[name] = connections.settings["record"]
    yield
    for name in ("replica1", "replica2"):
        connections[name].close()
        del connections.settings[name]
        del connections[name]


def test_record_is_read_under_its_own_role(committed, people):
    publish_claim(ClaimFactory(), revision=1, by=people["Editor"])

    assert Entry.objects.get()._state.db == "record"
    assert Claim.objects.get()._state.db == "default"


def test_reads_are_spread_over_the_replicas(two_replicas):
    router = RecordRouter()
    for name in ("replica1", "replica2", "record"):
        connections[name].ensure_connection()
    with (
        CaptureQueriesContext(connections["replica1"]) as one,
        CaptureQueriesContext(connections["replica2"]) as two,
        CaptureQueriesContext(connections["record"]) as record,
    ):
        for _ in range(4):
            PublishedClaim.objects.using(router.db_for_read(PublishedClaim)).count()

    assert (len(one), len(two), len(record)) == (2, 2, 0)


def test_desk_row_behind_an_entry_is_refused(committed, people):
    """What reads the record cannot stumble on into the desk."""
    publish_claim(ClaimFactory(), revision=1, by=people["Editor"])

    with pytest.raises(DatabaseError, match="permission denied"):
        Entry.objects.get().claim  # noqa: B018 - the read is the test


@pytest.mark.parametrize(
    ("alias", "allowed"), [("owner", True), ("default", True), ("record", False)]
)
def test_nothing_is_written_through_the_record(alias, allowed):
    assert RecordRouter().allow_migrate(alias, "claims") is allowed


@pytest.mark.django_db
def test_rows_of_any_alias_may_be_related():
    assert RecordRouter().allow_relation(Entry(), Claim())
