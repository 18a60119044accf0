"""Watching links: whether sources still stand, and still say what is quoted."""

import datetime

from django.contrib.auth.models import User

from claims.fetching import Fetched, Fetcher, FetchError
from claims.fetching.pages import Page, page_of, plain
from claims.models import (
    Capture,
    CaptureKind,
    LinkCheck,
    LinkOutcome,
    Source,
    Task,
    sources_to_check,
)
from claims.models.base import URL_LENGTH
from claims.text import PROSE

from .base import acting
from .captures import ask_of, same_bytes, turn_of
from .queue import enqueue

# Each source is looked at about once a week, a few hosts at a time.
EVERY = datetime.timedelta(days=7)
LOOKED_THROUGH = 200
AT_A_TIME = 20

GONE = {404, 410}


def request_check(source: Source, *, by: User) -> None:
    """Have the worker check a source's link; refuses as ``request_capture`` does."""
    with acting(by, "change_source"):
        ask_of(source, Task.CHECK_LINK, {"source": source})


def watch_links() -> int:
    """Ask for checks of the links not looked at for long: one a host, a few at all."""
    hosts: set[str] = set()
    asked = 0
    for source in sources_to_check(EVERY)[:LOOKED_THROUGH]:
        turn = turn_of(source)
        if turn not in hosts and len(hosts) < AT_A_TIME:
            hosts.add(turn)
            asked += enqueue(Task.CHECK_LINK, {"source": source}, turn=turn)
    return asked


def check_link(source: Source, *, fetcher: Fetcher | None = None) -> LinkCheck:
    """Look at a source's address and write down what came of it.

    A failure to reach it is an outcome too, and raises nothing.
    """
    try:
        fetched = (fetcher or Fetcher()).fetch(source.url)
    except FetchError as error:
        check = LinkCheck(outcome=LinkOutcome.UNREACHABLE, words=str(error))
    else:
        outcome, words = judge(source, fetched)
        check = LinkCheck(
            outcome=outcome,
            words=words,
            status=fetched.status,
            url=fetched.url if len(fetched.url) <= URL_LENGTH else "",
        )
    check.source, check.words = source, PROSE.without_refused(check.words)[:2000]
    check.full_clean()
    check.save()
    return check


def judge(source: Source, fetched: Fetched) -> tuple[LinkOutcome, str]:
    """Say what an answer means for what the newsroom wrote of the source."""
    if fetched.status in GONE:
        return LinkOutcome.GONE, f"It answered {fetched.status}."
    if not 200 <= fetched.status < 300:
        return LinkOutcome.UNREACHABLE, f"It answered {fetched.status}."
    page = page_of(fetched)
    missing = missing_quotes(source, page) if page else []
    if missing:
        return LinkOutcome.QUOTE_MISSING, " ".join(f"“{quote}”" for quote in missing)[
            :2000
        ]
    before = source.captures.filter(kind=CaptureKind.FETCHED).newest()
    if before and not is_same(fetched, page, before):
        return (
            LinkOutcome.CHANGED,
            f"It differs from the copy of {before.created_at:%Y-%m-%d}.",
        )
    return LinkOutcome.OK, ""


def missing_quotes(source: Source, page: Page) -> list[str]:
    """List the quotes that are cited of a source and not found in it."""
    quotes = source.citations.exclude(quote="").order_by("id")
    cited = dict.fromkeys(quotes.values_list("quote", flat=True))
    return [quote for quote in cited if not page.holds(quote)]


def is_same(fetched: Fetched, page: Page | None, before: Capture) -> bool:
    """Tell whether what came says what a copy said; of a page its text counts."""
    if page is None or not before.text:
        return same_bytes(fetched, before)
    return plain((page.text or page.everything)[:1_000_000]) == plain(before.text)
