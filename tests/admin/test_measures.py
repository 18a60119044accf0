"""The pages of measures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

SEARCH = {
    "app_label": "claims",
    "model_name": "claim",
    "field_name": "measure",
    "term": "killed",
}


@pytest.mark.django_db
def test_measures_of_one_name_are_offered_with_their_topics(client, people):
    factories.MeasureFactory(topic__name="The first war")
    factories.MeasureFactory(topic__name="The second war")
    client.force_login(people["Researcher"])

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/admin/autocomplete/", SEARCH)

    assert {each["text"] for each in response.json()["results"]} == {
        "people killed (The first war)",
        "people killed (The second war)",
    }
    assert not [q for q in queries if 'FROM "claims_topic"' in q["sql"]]
