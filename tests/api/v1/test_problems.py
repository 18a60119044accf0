from claims.api.problems import KINDS


def test_every_kind_is_listed(api, agrees):
    response = api.get("/api/v1/problems/")

    assert [each["status"] for each in response.json()["results"]] == [
        kind.status for kind in KINDS.values()
    ]
    agrees(response)


def test_kind_that_is_none_is_no_page(api, agrees):
    response = api.get("/api/v1/problems/of-mine/")

    assert response.status_code == 404
    agrees(response)


def test_nobody_needs_a_key_to_read_what_went_wrong(api, settings):
    settings.ANONYMOUS_READING = False

    assert api.get("/api/v1/problems/unauthorized/").status_code == 200
