"""Bars for counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts import Bar, bars, columns
from tests.charts.drawings import assert_apart, read, words_of

ROWS = st.lists(
    st.builds(Bar, st.text(max_size=60), st.integers(0, 10**12)), max_size=60
)


@pytest.mark.parametrize("draw", [bars, columns])
@given(rows=ROWS)
def test_any_counts_are_drawn_within_the_view_box_and_legibly(draw, rows):
    chart = draw("Claims by status", rows)

    for drawing in (chart.wide, chart.narrow):
        assert_apart(read(drawing))
    assert chart == draw("Claims by status", rows)


@pytest.mark.parametrize("draw", [bars, columns])
def test_the_longest_bar_is_the_greatest_and_the_table_says_all(draw):
    chart = draw("Claims by status", [("Draft", 100), ("Published", 1200)], "Claims")

    side = "width" if draw is bars else "height"
    small, great = (
        float(node.get(side)) for node in read(chart.wide) if node.tag.endswith("rect")
    )
    assert great == pytest.approx(12 * small, rel=0.02)
    assert chart.columns == ("", "Claims")
    assert chart.rows == (("Draft", "100"), ("Published", "1,200"))
    assert "Published: 1,200" in words_of(chart.narrow)


def test_names_that_do_not_fit_are_cut_or_left_out_and_stay_in_the_title():
    name = "Refuted by a long row of witnesses and of documents besides"
    cut = bars("Claims", [(name, 3)]).narrow
    left_out = columns("Claims", [(name, 3)] * 9).narrow

    assert f"|{name}|" not in words_of(cut)
    assert "…" in words_of(cut)
    assert f"{name}: 3" in words_of(cut)
    assert f"{name}: 3" in words_of(left_out)
