"""A fetcher that may reach one server of the test, and nothing else."""

from claims.fetching import Fetcher
from tests.fetching.servers import Server


def only(server: Server) -> Fetcher:
    return Fetcher(
        ports=frozenset({server.port}), allowing=frozenset({server.address}), seconds=5
    )
