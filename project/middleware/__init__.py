"""What stands between the server and the pages, a concern a file."""

from .api import ApiMiddleware
from .connections import QuietConnectionsMiddleware
from .door import DoorMiddleware
from .history import RequestHistoryMiddleware
from .policy import MethodMiddleware, PolicyMiddleware
from .sessions import SecondFactorMiddleware, SessionLimitMiddleware

__all__ = [
    "ApiMiddleware",
    "DoorMiddleware",
    "MethodMiddleware",
    "PolicyMiddleware",
    "QuietConnectionsMiddleware",
    "RequestHistoryMiddleware",
    "SecondFactorMiddleware",
    "SessionLimitMiddleware",
]
