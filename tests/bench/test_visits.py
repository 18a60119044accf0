import pytest

from claims.bench.load import WrongAnswerError
from claims.bench.server import serving
from claims.bench.visits import log_in, log_out, visit
from tests import factories


def test_visit_is_a_persons_and_ends(committed):
    cookies = log_in(factories.UserFactory())
    with serving() as (_, port):
        assert len(visit(port, "/admin/", cookies, 2)) == 2
        log_out(cookies)
        with pytest.raises(WrongAnswerError, match="/admin/ answers 302"):
            visit(port, "/admin/", cookies, 1)
