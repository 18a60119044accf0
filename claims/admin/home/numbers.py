"""The newsroom's numbers as charts: by index, and estimated where there are many."""

import datetime
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.utils.formats import date_format

from claims.charts import Bar, Chart, bars, columns
from claims.models import (
    Claim,
    FigureConflict,
    Review,
    Stage,
    Status,
    Topic,
    counts_of,
)
from claims.services.record import entries

WEEKS = 12
# No more rows than these are read for one chart.
NEWEST = 5_000
TOPICS = 10

DAY = datetime.timedelta(days=1)
SPANS = (
    ("Within a day", DAY),
    ("2 days", 2 * DAY),
    ("3 days", 3 * DAY),
    ("A week", 7 * DAY),
    ("2 weeks", 14 * DAY),
    ("A month", 31 * DAY),
    ("Longer", datetime.timedelta.max),
)
ESTIMATED = "Above 10,000 the number is an estimate."
CUT = f"Of the newest {NEWEST:,}."


def charts_for(by: User, now: datetime.datetime) -> list[Chart]:
    """Draw the newsroom's numbers for who may see its claims."""
    if not by.has_perm("claims.view_claim"):
        return []
    since = monday(now) - (WEEKS - 1) * 7 * DAY
    return [
        claims_by("stage", Stage, "Claims by stage"),
        claims_by("status", Status, "Claims by verification status"),
        time_to_publication(since),
        verdicts_a_week(since),
        conflicts_by_topic(),
    ]


def monday(now: datetime.datetime) -> datetime.datetime:
    """Give the start of a moment's week."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - now.weekday() * DAY


def claims_by(column: str, choices: type[Stage] | type[Status], title: str) -> Chart:
    """Draw how many claims stand where."""
    sizes = counts_of(Claim, column, choices.values)
    rows = [
        Bar(str(choices(value).label).capitalize(), size.number)
        for value, size in sizes.items()
    ]
    is_exact = all(size.is_exact for size in sizes.values())
    return replace(bars(title, rows, "Claims"), note="" if is_exact else ESTIMATED)


def time_to_publication(since: datetime.datetime) -> Chart:
    """Draw how long the claims published lately had been drafts."""
    taken = entries.times_to_publication(since, NEWEST)
    spans = Counter(
        next(name for name, limit in SPANS if each <= limit) for each in taken
    )
    chart = bars(
        f"From draft to publication, last {WEEKS} weeks",
        [Bar(name, spans[name]) for name, _ in SPANS],
        "Claims",
    )
    if len(taken) < 2:
        return replace(chart, note="Too few were published to tell more.")
    low, median, high = (
        words_of(days * DAY)
        for days in statistics.quantiles(
            (each / DAY for each in taken), n=4, method="inclusive"
        )
    )
    note = f"Half took {median} or less; the middle half {low} to {high}."
    rows = (*chart.rows, ("Median", median), ("Quartiles", f"{low} and {high}"))
    return replace(chart, rows=rows, note=_cut(note, taken))


def words_of(time: datetime.timedelta) -> str:
    """Say a time in the unit that people would."""
    hours = time / datetime.timedelta(hours=1)
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def verdicts_a_week(since: datetime.datetime) -> Chart:
    """Draw how many reviews of ours were approved in each week."""
    approved = Review.objects.approved_since(since)
    moments = list(approved.values_list("approved_at", flat=True)[:NEWEST])
    weeks = Counter(monday(each) for each in moments if each)
    starts = [since + 7 * DAY * number for number in range(WEEKS)]
    chart = columns(
        f"Verdicts a week, last {WEEKS} weeks",
        [Bar(date_format(start, "j M"), weeks[start]) for start in starts],
        "Verdicts",
    )
    return replace(chart, note=_cut("By the Monday of the week.", moments))


def conflicts_by_topic() -> Chart:
    """Draw the topics with the most claims whose sources give conflicting figures."""
    # Each claim is looked up by its key, however many conflicts the planner expects.
    about = Claim.objects.filter(pk=OuterRef("claim_id")).values("topic_id")
    noted = FigureConflict.objects.order_by("-since").annotate(about=Subquery(about))
    keys = list(noted.values_list("about", flat=True)[:NEWEST])
    most = Counter(keys).most_common(TOPICS)
    topics = Topic.objects.in_bulk([key for key, _ in most])
    chart = bars(
        "Topics with conflicting figures",
        [Bar(str(topics[key]), number) for key, number in most],
        "Claims",
    )
    note = "Claims with a source whose figure cannot be theirs."
    return replace(chart, note=_cut(note if most else "No figures conflict.", keys))


def _cut(note: str, rows: Sequence[object]) -> str:
    return f"{note} {CUT}" if len(rows) == NEWEST else note
