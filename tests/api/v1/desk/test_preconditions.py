import pytest
from django.db import transaction
from django.test import RequestFactory

from claims.api.v1.desk.preconditions import require_match
from claims.api.v1.desk.refusals import RefusedError
from claims.models import Topic
from tests.api.v1.desk.operations import OPERATIONS, arrange

WRITES = {name: each for name, each in OPERATIONS.items() if each.needs_match}

# What each If-Match comes to, where the row is at revision 7: for a change of its
# members, and for a step.
TABLE = """
-            428 428
"7"          200 200
"6"          412 412
"8"          412 412
"07"         412 412
""           412 412
W/"7"        412 412
W/"6"        412 412
*            200 428
"6", "7"     200 200
"6","8"      412 412
W/"7", "7"   200 200
"6",, "7",   200 200
"a b"        400 400
"6, 7"       400 400
"ä"          412 412
7            400 400
'7'          400 400
"7           400 400
7"           400 400
w/"7"        400 400
W/ "7"       400 400
"7" "8"      400 400
"7"; x       400 400
**           400 400
*, "7"       400 400
,            400 400
none         400 400
"""
CASES = [
    (each[:13].strip(), int(change), int(step))
    for each in TABLE.strip().splitlines()
    for change, step in [each[13:].split()]
]


@pytest.mark.parametrize(("given", "change", "step"), CASES)
def test_precondition_is_read_as_rfc_9110_has_it(given, change, step):
    headers = {} if given == "-" else {"If-Match": given}
    request = RequestFactory().patch("/", headers=headers)

    found = []
    for any_will_do in (True, False):
        try:
            require_match(request, Topic(), 7, any_will_do=any_will_do)
            found.append(200)
        except RefusedError as error:
            found.append(error.status_code)

    assert found == [change, step]


def test_empty_precondition_cannot_be_read():
    request = RequestFactory().patch("/", headers={"If-Match": ""})

    with pytest.raises(RefusedError) as refused:
        require_match(request, Topic(), 7, any_will_do=True)

    assert refused.value.status_code == 400


def test_many_commas_are_read_in_no_time():
    request = RequestFactory().patch("/", headers={"If-Match": '"6"' + " ," * 4000})

    with pytest.raises(RefusedError):
        require_match(request, Topic(), 7, any_will_do=True)


@pytest.mark.django_db
def test_every_write_route_asks_what_was_seen(newsroom, editor):
    assert newsroom.verdict
    wrong = []

    for name, operation in WRITES.items():
        for match in ("no", "stale", "weak", "*", "list", "right", "malformed"):
            with transaction.atomic():
                arranged = arrange(operation, newsroom)
                at = arranged.revision
                given = {
                    "stale": f'"{at + 1}"',
                    "weak": f'W/"{at}"',
                    "*": "*",
                    "list": f'"{at + 1}", "{at}"',
                    "right": f'"{at}"',
                    "malformed": f"{at}",
                }
                response = editor.ask(
                    operation.method, arranged.where, arranged.body, given.get(match)
                )
                transaction.set_rollback(True)
            done = {"DELETE": 204}.get(operation.method, 200)
            expected = {
                "no": 428,
                "stale": 412,
                "weak": 412,
                "*": 428 if operation.is_step else done,
                "list": done,
                "right": done,
                "malformed": 400,
            }
            if response.status_code != expected[match]:
                wrong.append((name, match, response.status_code, response.content))

    assert len(WRITES) > 20
    assert wrong == []


@pytest.mark.django_db
def test_what_was_seen_comes_before_what_was_sent(newsroom, editor):
    wrong = []

    for name, operation in WRITES.items():
        if operation.method == "DELETE":
            continue
        row = arrange(operation, newsroom).row
        answers = [
            editor.ask(operation.method, operation.at(row.pk), {"nonsense": 1}, match)
            for match in (None, '"999"')
        ]
        if [each.status_code for each in answers] != [428, 412]:
            wrong.append((name, [each.content for each in answers]))

    assert wrong == []
