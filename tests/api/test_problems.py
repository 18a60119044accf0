from urllib.parse import urlsplit

from claims.api.problems import KINDS, OF_STATUS, address_of


def test_each_status_has_a_kind_and_the_commonest_stands_first():
    assert set(OF_STATUS) == {kind.status for kind in KINDS.values()}
    assert OF_STATUS[400] == "bad-request"
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


def test_type_is_an_address_that_has_a_page(api):
    for name, kind in KINDS.items():
        response = api.get(urlsplit(address_of(name)).path)

        assert response.status_code == 200
        assert response.json() == {"type": address_of(name), **kind._asdict()}
