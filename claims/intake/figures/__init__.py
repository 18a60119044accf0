"""The figure reader: quantities in running text, a lexicon a language."""

from .lexicon import LANGUAGES, language_of
from .reader import PERCENT, Found, read_figures

__all__ = ["LANGUAGES", "PERCENT", "Found", "language_of", "read_figures"]
