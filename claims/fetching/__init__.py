"""Fetching what others publish, past a guard: nothing private is ever reached."""

from .errors import FetchError, RefusedAddressError, UnreachableError
from .fetcher import Fetched, Fetcher

__all__ = [
    "FetchError",
    "Fetched",
    "Fetcher",
    "RefusedAddressError",
    "UnreachableError",
]
