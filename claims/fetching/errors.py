"""Why something was not fetched, in words for people."""


class FetchError(Exception):
    """Nothing was fetched."""


class RefusedAddressError(FetchError):
    """The address is one that is not fetched from; nothing was connected to."""


class UnreachableError(FetchError):
    """The address was tried, and what came of it cannot be used."""
