"""The figures chart."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.charts import Finding, Given, figures_chart
from claims.figures import MAX_DIGITS, Comparator, Comparison, Figure
from tests.charts.drawings import SVG, assert_apart, read

LIMIT = 10 ** (MAX_DIGITS - 6) - 1
NUMBERS = st.one_of(
    st.decimals(-LIMIT, LIMIT, places=6),
    st.decimals(0, 100_000, places=0),
    st.integers(-3, 17).map(lambda power: Decimal(10) ** power),
)


@st.composite
def any_figure(draw):
    comparator = draw(st.sampled_from(Comparator))
    value = draw(NUMBERS)
    if comparator is not Comparator.BETWEEN:
        return Figure(comparator, value)
    low, high = sorted([value, draw(NUMBERS)])
    return Figure(comparator, low, high)


GIVEN = st.builds(
    Given,
    st.text(max_size=80),
    any_figure(),
    st.integers(0, 6),
    st.sampled_from(Comparison),
    note=st.text(max_size=60),
    scope=st.sampled_from(["", "", "soldiers only"]),
)
FINDINGS = st.one_of(
    st.none(),
    st.lists(NUMBERS, min_size=3, max_size=3).map(
        lambda three: Finding(*sorted(three))
    ),
    st.builds(Finding, st.none(), NUMBERS, st.none()),
    st.builds(Finding, NUMBERS, st.none(), st.none()),
    st.just(Finding()),
)


def chart_of(*given, claimed=None, finding=None, unit="people killed"):
    return figures_chart(
        "Figures", claimed=claimed, given=given, finding=finding, unit=unit
    )


def source(value, comparator=Comparator.EXACTLY, upper=None, origin=None, **values):
    upper = upper and Decimal(upper)
    figure = Figure(comparator, Decimal(value), upper)
    values = {"name": f"Source {value}", "stands": Comparison.AGREES} | values
    return Given(figure=figure, origin=origin or value, **values)


NOUGHT = Figure(Comparator.EXACTLY, Decimal(0))


@settings(deadline=None)
@given(
    claimed=st.none() | any_figure(),
    sources=st.lists(GIVEN, min_size=1, max_size=30),
    finding=FINDINGS,
    unit=st.text(max_size=60),
)
@example(
    claimed=None,
    sources=[
        Given("", NOUGHT, 0, Comparison.CONFLICTS),
        Given("", NOUGHT, 1, Comparison.AGREES),
    ],
    finding=None,
    unit="",
)
def test_any_figures_are_drawn_within_the_view_box_and_legibly(
    claimed, sources, finding, unit
):
    chart = chart_of(*sources, claimed=claimed, finding=finding, unit=unit)

    for drawing in (chart.wide, chart.narrow):
        root = read(drawing)
        assert_apart(root)
        marks = [node for node in root if "chart-mark" in node.get("class", "")]
        assert all(mark[0].tag == f"{SVG}title" and mark[0].text for mark in marks)
        assert len(marks) == len(chart.rows)
    again = chart_of(*reversed(sources), claimed=claimed, finding=finding, unit=unit)
    if len({each.origin for each in sources}) == len(sources):
        assert again.wide == chart.wide
    assert chart_of(*sources, claimed=claimed, finding=finding, unit=unit) == chart


def marks_of(chart, layout=0):
    """Give what is drawn of each mark, by its title's name."""
    root = read((chart.wide, chart.narrow)[layout])
    return {
        node[0].text.split(":")[0]: node
        for node in root
        if "chart-mark" in node.get("class", "")
    }


def shapes(node):
    return [each.get("class") or each.tag.removeprefix(SVG) for each in node[1:]]


@pytest.mark.parametrize(
    ("comparator", "upper", "drawn"),
    [
        (Comparator.EXACTLY, None, ["chart-dot"]),
        (Comparator.ABOUT, None, ["chart-span", "chart-dot chart-point"]),
        (Comparator.BETWEEN, 700, ["chart-span"]),
        (Comparator.AT_LEAST, None, ["chart-line", "polygon", "chart-dot"]),
        (Comparator.MORE_THAN, None, ["chart-line", "polygon", "chart-ring"]),
        (Comparator.AT_MOST, None, ["chart-line", "polygon", "chart-dot"]),
        (Comparator.LESS_THAN, None, ["chart-line", "polygon", "chart-ring"]),
    ],
)
def test_each_comparator_has_a_shape_of_its_own(comparator, upper, drawn):
    chart = chart_of(source(500, comparator, upper), source(900))

    assert shapes(marks_of(chart)["Source 500"]) == drawn


def test_without_figures_there_is_no_chart():
    assert chart_of() is None
    assert chart_of(finding=Finding()) is None


def test_what_counts_something_else_is_on_an_axis_of_its_own():
    chart = chart_of(
        source(7000), source(50, scope="soldiers only"), claimed=source(6500).figure
    )

    assert "Counts something else, on an axis of its own" in chart.wide
    assert ">50<" in chart.wide
    # The scope stretches the axis of what can be compared no more.
    assert ">0<" not in chart.wide
    assert chart.rows[1] == ("Source 50", "50", "soldiers only", *OTHERWISE)


OTHERWISE = ("counts something else", "1")


def test_sources_of_one_origin_stand_behind_one_bracket():
    chart = chart_of(source(1, origin="a"), source(2), source(3, origin="a"))

    assert chart.wide.count("chart-bracket") == 1
    assert chart.wide.count("One origin") == 1
    assert [row[4] for row in chart.rows] == ["1", "2", "1"]


def test_log_scale_is_said_whatever_the_unit():
    unit = "people killed or missing by the count of everybody concerned"
    chart = chart_of(source(10), source(5000), unit=unit)

    for drawing in (chart.wide, chart.narrow):
        assert "logarithmic scale" in drawing
    assert "logarithmic scale" not in chart_of(source(10), source(900)).wide
