import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "to"), [("/", "/admin/"), ("/api/v1/claims", "/api/v1/claims/")]
)
def test_address_leads_on(client, path, to):
    response = client.get(path)

    assert response.status_code in (301, 302)
    assert response["Location"] == to
