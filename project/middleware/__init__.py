"""What stands between the server and the pages, a concern a file."""

from .door import DoorMiddleware
from .history import RequestHistoryMiddleware
from .policy import MethodMiddleware, PolicyMiddleware
from .sessions import SecondFactorMiddleware, SessionLimitMiddleware

__all__ = [
    "DoorMiddleware",
    "MethodMiddleware",
    "PolicyMiddleware",
    "RequestHistoryMiddleware",
    "SecondFactorMiddleware",
    "SessionLimitMiddleware",
]
