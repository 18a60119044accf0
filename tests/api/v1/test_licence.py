import pytest

from claims.services.keys import create_key
from tests.api.test_access import shown
from tests.factories import PartnerFactory

LICENCE = "/api/v1/licence/"
TERMS = {"licence_terms": "Ours alone.", "licence_url": "https://site.example/terms"}


@pytest.fixture
def terms(api, people, settings):
    """Read the terms of nobody, or of a partner with some values."""
    settings.LICENCE_TERMS, settings.LICENCE_URL = "Name us.", "https://us.example/"

    def terms(**values):
        by = people["Partner manager"]
        key = create_key(PartnerFactory(**values), scopes=["submit"], by=by).text
        return api.get(LICENCE, headers=shown(key)).json()

    return terms


def test_terms_of_the_site_hold_where_there_are_no_others(api, terms, agrees):
    response = api.get(LICENCE)

    agrees(response)
    assert response.json() == {"terms": "Name us.", "url": "https://us.example/"}
    assert terms() == response.json()


@pytest.mark.parametrize("given", [["licence_terms"], ["licence_url"], [*TERMS]])
def test_terms_of_a_partner_stand_for_both(terms, given):
    told = terms(**{name: TERMS[name] for name in given})

    assert told == {
        "terms": TERMS["licence_terms"] if "licence_terms" in given else "",
        "url": TERMS["licence_url"] if "licence_url" in given else None,
    }
