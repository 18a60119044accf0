import pytest
from django.core.exceptions import ValidationError

from claims.models import ALL, timeline
from claims.services.history import restore_values
from claims.services.partners import record_partner, revise_partner
from tests.factories import ApiKeyFactory, TopicFactory
from tests.stories import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people):
    return people["Partner manager"]


def test_partner_sees_everything_until_it_is_said_what(by):
    partner = record_partner(name="Site", by=by)
    assert partner.allowed() == ALL

    topic = TopicFactory()
    values = {"topics": [topic], "languages": ["en", "sr-Latn"]}
    partner = revise_partner(partner, **values, revision=1, by=by)

    assert now(partner).allowed().topics == {topic.pk}
    assert now(partner).allowed().languages == {"en", "sr-Latn"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("languages", ["en", "English"]),
        ("contact_email", "nobody"),
        ("licence_url", "ftp://a.example"),
        ("rate_limit", 0),
        ("name", ""),
    ],
)
def test_value_that_makes_no_sense_is_refused(by, name, value):
    with pytest.raises(ValidationError) as refused:
        record_partner(**{"name": "Site", name: value}, by=by)

    assert name in refused.value.error_dict


def test_history_tells_of_topics_and_keys(by):
    partner = record_partner(name="Site", languages=["en"], by=by)
    topics = [TopicFactory(name="The war")]
    partner = revise_partner(partner, topics=topics, revision=1, by=by)
    key = ApiKeyFactory(partner=partner)

    changes = timeline(partner).changes

    assert [(each.what, each.subject) for each in changes] == [
        ("API key added", str(key)[:-1]),
        ("topic added", "The war"),
        ("partner changed", ""),
        ("partner added", ""),
    ]
    told = {each.field: each.after for each in changes[-1].differences}
    assert told["Languages"] == "en"


def test_overwritten_value_is_restored(by):
    partner = record_partner(name="Site", by=by)
    revise_partner(partner, name="Else", revision=1, by=by)
    event = timeline(partner).changes[0].place.row

    restore_values(now(partner), names=["name"], event=event, revision=2, by=by)

    assert now(partner).name == "Site"
