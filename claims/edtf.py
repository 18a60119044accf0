"""Dates as they were written: EDTF strings, the days they cover, plain English.

The format is the Extended Date/Time Format of the Library of Congress (4 February
2019), levels 0 to 2, which is also part of ISO 8601-2:2019.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

MAX_LENGTH = 100
"""Longer text is refused unread."""

YEARS = range(1, 9999)
"""The years understood: Python's, without the last, whose range has no end in it."""

Days = tuple[date | None, date | None]

_EXAMPLES = "2020-11-10, 2020-23, 1988/1994, 1991~"
_BEYOND = f"years run from {YEARS[0]:04} to {YEARS[-1]}"

# A mark may stand on either side of each part: left of it for the part alone,
# right of it for the part and all before it.
_DATE = re.compile(
    r"[?~%]?(?P<year>[0-9X]{4})[?~%]?"
    r"(?:-[?~%]?(?P<month>[0-9X]{2})[?~%]?"
    r"(?:-[?~%]?(?P<day>[0-9X]{2})[?~%]?)?)?"
)
_TIMED = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)
_ESTIMATED = re.compile(r"[?~%]?(?P<year>[0-9]{4})S(?P<digits>[1-9][0-9]*)[?~%]?")
_FAR_YEAR = re.compile(r"[?~%]?(?:Y-?|-)[0-9].*")

# The part of a year a number above 12 stands for: name, first month, months.
_GROUPINGS = {
    "21": ("spring {year}", 3, 3),
    "22": ("summer {year}", 6, 3),
    "23": ("autumn {year}", 9, 3),
    "24": ("winter {year}/{next:02}", 12, 3),
    "25": ("spring {year} (Northern Hemisphere)", 3, 3),
    "26": ("summer {year} (Northern Hemisphere)", 6, 3),
    "27": ("autumn {year} (Northern Hemisphere)", 9, 3),
    "28": ("winter {year}/{next:02} (Northern Hemisphere)", 12, 3),
    "29": ("spring {year} (Southern Hemisphere)", 9, 3),
    "30": ("summer {year}/{next:02} (Southern Hemisphere)", 12, 3),
    "31": ("autumn {year} (Southern Hemisphere)", 3, 3),
    "32": ("winter {year} (Southern Hemisphere)", 6, 3),
    "33": ("first quarter of {year}", 1, 3),
    "34": ("second quarter of {year}", 4, 3),
    "35": ("third quarter of {year}", 7, 3),
    "36": ("fourth quarter of {year}", 10, 3),
    "37": ("first four months of {year}", 1, 4),
    "38": ("middle four months of {year}", 5, 4),
    "39": ("last four months of {year}", 9, 4),
    "40": ("first half of {year}", 1, 6),
    "41": ("second half of {year}", 7, 6),
}

_MARKS = {"?": "possibly ", "~": "about ", "%": "possibly about "}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class EdtfDate:
    """A date as written, with the first and the last day it may mean.

    Both days are inclusive; None is an end that is open or not known. Marks for
    approximate and uncertain do not widen the days: ``1991~`` is 1991.
    """

    text: str
    earliest: date | None
    latest: date | None

    @property
    def day_after(self) -> date | None:
        """The first day past the latest: the end of a half-open range."""
        return self.latest and self.latest + timedelta(days=1)

    @property
    def is_approximate(self) -> bool:
        """Whether any part is marked as an estimate, by ``~`` or ``%``."""
        return "~" in self.text or "%" in self.text

    @property
    def is_uncertain(self) -> bool:
        """Whether the source of any part is in doubt, by ``?`` or ``%``."""
        return "?" in self.text or "%" in self.text

    def overlaps(self, other: "EdtfDate") -> bool:
        """Whether some day may be meant by both."""
        return not (_is_before(self, other) or _is_before(other, self))

    def in_words(self) -> str:
        """Say the date in plain English, or as written where English has no short form.

        A time of day is left out.
        """
        start, slash, end = self.text.partition("/")
        if not slash:
            return _in_words(self.text) or self.text
        match _in_words(start), _in_words(end):
            case (None, _) | (_, None) | ("" | "..", "" | ".."):
                return self.text
            case "..", until:
                return f"until {until}"
            case "", until:
                return f"until {until}, start not known"
            case since, "..":
                return f"since {since}"
            case since, "":
                return f"from {since}, end not known"
        return f"{_in_words(start)} to {_in_words(end)}"


def parse(text: str) -> EdtfDate:
    """Read an EDTF string of level 0, 1 or 2.

    Seasons 21 to 24 are the Northern Hemisphere's, and winter belongs to the year
    it begins in: 2020-24 is December 2020 to February 2021. A date with a time is
    its day as written, whatever the zone. A set covers its first to its last day.
    ``1950S2`` covers the years its significant digits leave open, 1900 to 1999.

    Raises ``ValueError`` with one line for people when the text is not EDTF (spaces
    around it included), is longer than ``MAX_LENGTH``, names a day the calendar does
    not have, ends before it begins, or needs a year outside ``YEARS``.
    """
    try:
        return EdtfDate(text, *_days(text))
    except ValueError as error:
        shown = text if len(text) <= MAX_LENGTH else f"{text[:20]}…"
        raise ValueError(
            f"{shown!r} is not an EDTF date: {error}; examples: {_EXAMPLES}"
        ) from None


def _days(text: str) -> Days:
    if len(text) > MAX_LENGTH:
        raise ValueError(f"it is longer than {MAX_LENGTH} characters")
    if "/" in text:
        return _days_of_interval(text)
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _days_of_set(text[1:-1])
    if timed := _TIMED.fullmatch(text):
        return _days_of_date(timed["day"])
    return _days_of_date(text)


def _days_of_interval(text: str) -> Days:
    start, _, end = text.partition("/")
    if not start and not end:
        raise ValueError("it has neither start nor end")
    earliest = None if start in ("", "..") else _days_of_date(start)[0]
    latest = None if end in ("", "..") else _days_of_date(end)[1]
    if earliest and latest and latest < earliest:
        raise ValueError("it ends before it begins")
    return earliest, latest


def _days_of_set(text: str) -> Days:
    listed = text.removeprefix("..").removesuffix("..").split(",")
    members = [_days_of_member(member) for member in listed]
    earliest = min(first for first, _ in members)
    latest = max(last for _, last in members)
    return (
        None if text.startswith("..") else earliest,
        None if text.endswith("..") else latest,
    )


def _days_of_member(text: str) -> tuple[date, date]:
    start, dots, end = text.partition("..")
    if not dots:
        return _days_of_date(text)
    if start.count("-") != end.count("-"):
        raise ValueError("the dates on both sides of '..' must be equally precise")
    earliest, latest = _days_of_date(start)[0], _days_of_date(end)[1]
    if latest < earliest:
        raise ValueError("it ends before it begins")
    return earliest, latest


def _days_of_date(text: str) -> tuple[date, date]:
    if _FAR_YEAR.fullmatch(text):
        raise ValueError(_BEYOND)
    if estimated := _ESTIMATED.fullmatch(text):
        digits = int(estimated["digits"])
        return _days_between(estimated["year"][:digits].ljust(4, "X"))
    written = _DATE.fullmatch(text)
    if not written:
        raise ValueError("it does not follow the format")
    year, month, day = written.group("year", "month", "day")
    if month in _GROUPINGS and not day:
        return _days_of_grouping(year, month)
    return _days_between(year, month or "XX", day or "XX")


def _days_of_grouping(year: str, grouping: str) -> tuple[date, date]:
    _, month, months = _GROUPINGS[grouping]
    earliest, latest = _days_between(year, f"{month:02}")
    years, end_month = divmod(month - 1 + months, 12)
    after = date(latest.year + years, end_month + 1, 1)
    return earliest, after - timedelta(days=1)


def _days_between(year: str, month: str = "XX", day: str = "XX") -> tuple[date, date]:
    """Find the first and the last day of a pattern in which X is any digit."""
    if year in ("0000", "9999"):
        raise ValueError(_BEYOND)
    # A leap year has every day that any year has, so asking it first spares a
    # search through ten thousand years for the thirtieth of February.
    if not any(_calendar_days("2000", month, "XX")):
        raise ValueError(f"there is no month {month}")
    if not any(_calendar_days("2000", month, day)):
        raise ValueError(f"there is no day {day} in month {month}")
    earliest = next(_calendar_days(year, month, day), None)
    if not earliest:
        raise ValueError(f"{year} has no 29 February")
    return earliest, next(_calendar_days(year, month, day, digits="9876543210"))


def _calendar_days(
    year: str, month: str, day: str, digits: str = "0123456789"
) -> Iterator[date]:
    for y in _numbers(year, digits, YEARS):
        for m in _numbers(month, digits, range(1, 13)):
            for d in _numbers(day, digits, range(1, monthrange(y, m)[1] + 1)):
                yield date(y, m, d)


def _numbers(pattern: str, digits: str, allowed: range) -> Iterator[int]:
    """Yield what a pattern can stand for, in the order its digits come in."""
    places = (digits if place == "X" else place for place in pattern)
    numbers = (int("".join(number)) for number in product(*places))
    return (number for number in numbers if number in allowed)


def _is_before(one: EdtfDate, other: EdtfDate) -> bool:
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _in_words(text: str) -> str | None:
    """Say one date; an end that is open stays as it is, None is past saying."""
    if text in ("", ".."):
        return text
    mark = _MARKS.get(text[-1], "")
    day = text[:-1] if mark else text.partition("T")[0]
    if re.fullmatch("[0-9]{3}X", day):
        return f"{mark}the {int(day[:3] + '0')}s"
    if re.fullmatch("[0-9]{2}XX", day):
        return f"{mark}the years {int(day[:2] + '00')} to {int(day[:2] + '99')}"
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", day):
        return None
    year, *rest = day.split("-")
    match rest:
        case [month, number]:
            return f"{mark}{int(number)} {MONTHS[int(month) - 1]} {int(year)}"
        case [grouping] if grouping in _GROUPINGS:
            phrase, *_ = _GROUPINGS[grouping]
            return mark + phrase.format(year=int(year), next=(int(year) + 1) % 100)
        case [month]:
            return f"{mark}{MONTHS[int(month) - 1]} {int(year)}"
    return f"{mark}{int(year)}"
