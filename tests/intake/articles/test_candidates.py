import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.intake.articles import candidates_of
from claims.intake.articles.evaluation import read_examples, score
from claims.quotes import find

ARTICLES = Path(__file__).parents[3] / "fixtures" / "articles"


def test_each_figure_of_a_report_is_proposed_with_its_own_war():
    (example,) = read_examples([ARTICLES / "agency_en.txt"])

    found = candidates_of(example.text)

    assert [(str(one.figure.figure), one.event, one.date) for one in found] == [
        ("more than 6,500", "Six weeks of fighting in autumn 2020", "2020-23"),
        ("about 30,000", "ensuing conflict", "1991"),
    ]
    assert {one.measure for one in found} == {"lives"}


def test_two_wars_in_one_sentence_keep_their_figures_apart():
    found = candidates_of(
        "The 2020 Karabakh war killed more than 6,500 people, while the earlier"
        " conflict of the 1990s killed around 30,000.",
        "en",
    )

    assert [(str(one.figure.figure), one.date) for one in found] == [
        ("more than 6,500", "2020"),
        ("about 30,000", "199X"),
    ]


def test_words_after_the_last_full_stop_are_a_sentence_too():
    found = candidates_of("It began. About 500 people died, and then more", "en")

    assert [one.statement for one in found] == ["About 500 people died, and then more"]


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda p: p.stem)
def test_examples_are_read_as_written(path):
    (example,) = read_examples([path])

    read = score(example)

    assert read.right == read.dated == read.first == read.wanted
    assert read.proposed - read.wanted <= 3


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('"It was 44 men," the mayor told reporters.', "claimant", "the mayor"),
        ("According to the UN, 44 men died.", "claimant", "the UN"),
        ("They said 44 men died.", "claimant", "They"),
        ("44 men died.", "claimant", ""),
        ("44 men died, said one two three four five six seven eight nine.", "claimant", ""),
        ("44 men died in Stepanakert.", "place", "Stepanakert"),
        ("44 men died in the war over Nagorno-Karabakh.", "place", "Nagorno-Karabakh"),
        ("44 men died in it.", "place", ""),
        ("44 men died on 27 September 2020.", "date", "2020-09-27"),
        ("44 men died on September 27, 2020.", "date", "2020-09-27"),
        ("44 men died in May 2021.", "date", "2021-05"),
        ("44 men died in 2020, 5 others in 2021.", "date", "2020"),
        ("44 men died in the year 9999.", "date", ""),
        ("44 men died under Article 9999.", "date", ""),
        ("44 men died in the war of May of the May of 2020.", "date", "2020-05"),
        ("44 men died in the war in the 1990s.", "event", "war in the 1990s"),
        ("It rose by 44.", "measure", "rose"),
        ("Dr. Smith of the U.N. saw 44 men.", "statement", "Dr. Smith of the U.N. saw 44 men."),
        ("It lasted 44 days.", "points", {"figure": 10}),
        ("The 2020 war killed many, the envoy said.", "figure", None),
    ],
)  # fmt: skip
def test_a_candidate_says(text, field, value):
    assert getattr(candidates_of(text, "en")[0], field) == value


def test_what_is_not_wanted_counts_against_an_example(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text("language: en\n\nexpect: = 5 | 2020\n---\n6 men and 5 men died.")
    (example,) = read_examples([path])

    read = score(example)

    assert (read.wanted, read.proposed, read.right) == (1, 2, 1)
    assert (read.dated, read.first) == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing is claimed here.",
        "Support us with $2 a month. We have 30 years of reporting.",
        "Dear readers,\n\nGive $2.\n\nIt takes 3 minutes.\n\nSupport our work!",
        "A headline with 6,500 dead",
        "6,500 men " + "and on " * 400 + ".",
    ],
)
def test_what_is_no_statement_proposes_nothing(text):
    assert candidates_of(text, "en") == []


def test_an_appeal_ends_where_the_report_goes_on():
    found = candidates_of(
        "Subscribe to us!\n\nThe war killed 6,500 people.\n\nSubscribe now.", "en"
    )

    assert [str(one.figure.figure) for one in found] == ["6,500"]


def test_a_sentence_is_read_with_the_one_before_in_its_paragraph():
    found = candidates_of("The 2020 war was short. It killed 6,500 people.", "en")
    apart = candidates_of("The 2020 war was short.\n\nIt killed 6,500 people.", "en")

    assert [(one.event, one.date) for one in found] == [("2020 war", "2020")]
    assert [one.event for one in apart] == [""]


def test_the_quote_is_found_again():
    text = "They spoke. The war took 44 lives! They went on. The war took 44 lives!"

    first, second = candidates_of(text, "tlh")

    for one in (first, second):
        (span,) = find(text, one.statement, one.prefix, one.suffix)
        assert span == (one.start, one.end)


@settings(deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["war ", "2020 ", "6,500 ", "said ", ". ", "\n", "In ", "the ", "1990s ", "May "]
            )
        ).map("".join),
    ),
    st.sampled_from(["en", "ru", "ar", ""]),
)  # fmt: skip
def test_any_text_is_read(text, language):
    for one in candidates_of(text, language):
        assert text[one.start : one.end] == one.statement
        assert json.dumps(one.points)
