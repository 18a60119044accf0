"""From an article to the passages worth checking, each with what it says."""

from .candidates import Candidate, candidates_of

__all__ = ["Candidate", "candidates_of"]
