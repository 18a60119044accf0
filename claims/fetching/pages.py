"""Pages: the text that people read in what was fetched."""

import unicodedata
from dataclasses import dataclass

from .fetcher import Fetched

HTML = {"text/html", "application/xhtml+xml"}

# What publishers set differently from one day to the next.
SAME = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-"}
)


@dataclass(frozen=True)
class Page:
    """The title and main text of a page, and all text in it."""

    title: str
    text: str
    everything: str

    def holds(self, quote: str) -> bool:
        """Tell whether a quote is in it, whatever the spaces and quotation marks."""
        words = plain(quote)
        return words in plain(self.text) or words in plain(self.everything)


def page_of(fetched: Fetched) -> Page | None:
    """Read a page; ``None`` for what is no HTML."""
    if fetched.media_type not in HTML:
        return None
    # It takes half a second to load, which only the worker should wait for.
    import trafilatura
    from trafilatura.settings import Document

    tree = trafilatura.load_html(fetched.body)
    if tree is None:
        return Page("", "", "")
    everything = trafilatura.html2txt(tree)
    main = trafilatura.bare_extraction(
        fetched.body, with_metadata=True, include_comments=False
    )
    title, text = (main.title, main.text) if isinstance(main, Document) else ("", "")
    return Page(readable(title or ""), readable(text or ""), readable(everything))


def readable(text: str) -> str:
    """Leave out what no column holds."""
    return unicodedata.normalize("NFC", text.replace("\x00", ""))


def plain(text: str) -> str:
    """Make texts comparable that only look different."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SAME).split())
