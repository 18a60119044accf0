import uuid

import pytest

from tests import factories
from tests.api.conftest import headers_of


def address(claim, *below):
    return "/".join(["/api/v1/claims", str(claim.pk), "versions", *below, ""])


@pytest.fixture
def history(publish, change, correct, withdraw):
    """A claim that was published, corrected and withdrawn; and its entries."""
    claim = factories.ClaimFactory()
    publish(claim)
    change(claim, text="Changed.")
    correct(claim, note="It said something else.")
    withdraw(claim)
    return claim, list(claim.entries.using("default").order_by("version"))


def test_versions_list_tells_the_whole_history(api, history):
    claim, entries = history

    lines = api.get(address(claim)).json()["results"]

    assert [(line["version"], line["event"], line["note"]) for line in lines] == [
        (3, "withdrawn", "It was wrong."),
        (2, "corrected", "It said something else."),
        (1, "published", ""),
    ]
    assert [line["digest"] for line in lines] == [each.digest for each in entries[::-1]]


def test_versions_list_leads_to_each_version(api, history):
    claim, entries = history

    lines = api.get(address(claim)).json()["results"]
    answers = [
        api.get(line["url"].removeprefix("http://127.0.0.1:8000")) for line in lines
    ]

    assert [each.content for each in answers] == [
        bytes(each.document) for each in entries[::-1]
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_versions_walk_sees_each_once_newest_first(api, history, size):
    claim, _ = history

    seen, link = [], f"{address(claim)}?page_size={size}"
    while link:
        answer = api.get(link.removeprefix("http://127.0.0.1:8000")).json()
        assert len(answer["results"]) <= size
        seen += [line["version"] for line in answer["results"]]
        link = answer["next"]

    assert seen == [3, 2, 1]


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.0", "٣", "\0", "1" * 10])
def test_versions_cursor_of_another_make_is_refused(api, history, cursor):
    claim, _ = history

    response = api.get(address(claim), {"cursor": cursor})

    assert response.status_code == 400


def test_versions_before_the_first_are_none(api, history):
    claim, _ = history

    assert api.get(address(claim), {"cursor": 1}).status_code == 404


def test_versions_list_answers_304_until_there_is_one_more(api, publish, withdraw):
    claim = factories.ClaimFactory()
    publish(claim)
    known = {"If-None-Match": api.get(address(claim))["ETag"]}

    before = api.get(address(claim), headers=known)
    withdraw(claim)
    after = api.get(address(claim), headers=known)

    assert (before.status_code, after.status_code) == (304, 200)


def test_version_is_kept_for_ever_and_names_the_latest(api, history):
    claim, _ = history

    response = api.get(address(claim, "1"))

    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Link"] == (
        f'<http://127.0.0.1:8000/api/v1/claims/{claim.pk}/>; rel="latest-version", '
        '<http://127.0.0.1:8000/api/v1/licence/>; rel="license", '
        '<http://127.0.0.1:8000/api/v1/schema/>; rel="describedby"'
    )


@pytest.mark.parametrize(
    "number", [0, 4, 2**31, 2**63, 10**30, "9" * 5000, "-1", "1.0", "٣", "x"]
)
def test_version_that_is_not_there_is_404(api, history, number):
    claim, _ = history

    response = api.get(address(claim, str(number)))

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("below", [[], ["1"]])
def test_versions_of_a_draft_and_of_nothing_are_the_same_bytes(api, below):
    draft, absent = factories.ClaimFactory(), factories.ClaimFactory.build()
    absent.pk = uuid.uuid4()

    answers = [api.get(address(claim, *below)) for claim in (draft, absent)]

    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert headers_of(answers[0]) == headers_of(answers[1])
