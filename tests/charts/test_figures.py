"""The figures chart."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
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


@settings(deadline=None)
@given(
    claimed=st.none() | any_figure(),
    sources=st.lists(GIVEN, min_size=1, max_size=30),
    finding=FINDINGS,
    unit=st.text(max_size=60),
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
