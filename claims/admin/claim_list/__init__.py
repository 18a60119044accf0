"""The list of claims: columns, filters, search, paging, exports, bulk actions."""

from .pages import ClaimListPages

__all__ = ["ClaimListPages"]
