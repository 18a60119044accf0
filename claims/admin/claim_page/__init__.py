"""The page of one claim: figures, checks, comments, versions, who else is there."""

from .page import ClaimPage, panel

__all__ = ["ClaimPage", "panel"]
