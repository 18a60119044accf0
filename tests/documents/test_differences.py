import copy
import json
from pathlib import Path

import pytest

from claims.documents.differences import ENVELOPE, differences

EXAMPLE = json.loads(Path("claims/api/v1/example.json").read_text())

SOMEBODY = EXAMPLE["citations"][0]["source"]["publisher"] or {"name": "Somebody"}


def document(**changes):
    return {**copy.deepcopy(EXAMPLE), **changes}


def told(before, after):
    return [
        (each.label, each.before, each.after) for each in differences(before, after)
    ]


def leaves(value, path=()):
    """Find every plain value of a document, and where it stands."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, (*path, name))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from leaves(each, (*path, place))
    else:
        yield path


def changed(path):
    after = document()
    *way, last = path
    inside = after
    for step in way:
        inside = inside[step]
    if last == "publisher":
        inside[last] = {**SOMEBODY, "id": "other"}
    else:
        inside[last] = "2020" if inside[last] != "2020" else "2021"
    return after


def test_differences_of_the_same_document_are_none():
    assert differences(document(), document()) == []


def test_differences_leave_out_which_version_it_is():
    other = dict.fromkeys(ENVELOPE, "else")

    assert differences(document(), document(**other)) == []


@pytest.mark.parametrize(
    "path", [path for path in leaves(EXAMPLE) if path[0] not in ENVELOPE], ids=str
)
def test_differences_tell_each_value_that_changes_either_way(path):
    assert differences(document(), changed(path))
    assert differences(changed(path), document())


def test_differences_of_values_are_told_with_labels():
    after = document(text="Else.", status="partly_verified", place="Baku")

    assert told(document(place="", text="A.", status="refuted"), after) == [
        ("Place", "", "Baku"),
        ("Status", "Refuted", "partly verified"),
        ("Text", "A.", "Else."),
    ]
    assert differences(document(place=""), after)[0].what == "added"
    assert differences(after, {**after, "place": ""})[0].what == "removed"


def test_difference_is_said_in_a_line():
    before = document(place="", text="A.", tags=["a"])
    after = document(place="Baku", text="B.", tags=[])

    assert [each.words for each in differences(before, after)] == [
        "Place: Baku (added)",
        "Tag a: a (removed)",
        "Text: A. → B.",
    ]


def test_differences_of_figures_dates_and_rows_are_told_by_their_words():
    figure = {
        "comparator": "more_than",
        "value": "6500",
        "upper": None,
        "unit": "people",
        "wording": "more than 6,500",
        "words": "more than 6,500 people killed",
        "interval": None,
    }
    topic = {**EXAMPLE["topic"], "id": "other", "name": "Another war"}
    before = document(figure=figure, as_of=None)
    after = document(
        figure={**figure, "words": "about 6,500 people killed", "wording": ""},
        as_of={"edtf": "2022-05", "earliest": "", "latest": "", "words": "May 2022"},
        topic=topic,
    )

    assert told(before, after) == [
        ("As of", "", "2022-05 (May 2022)"),
        (
            "Figure",
            "more than 6,500 people killed (“more than 6,500”)",
            "about 6,500 people killed",
        ),
        ("Topic", EXAMPLE["topic"]["name"], "Another war"),
    ]


def test_differences_of_what_is_worded_alike_go_by_its_parts():
    topic = {**EXAMPLE["topic"], "description": "A longer one.", "parent": None}
    before = document(topic={**EXAMPLE["topic"], "description": "", "parent": None})

    assert told(before, document(topic=topic)) == [
        ("Topic: Description", "", "A longer one.")
    ]
    assert told(document(place=None), document(place="")) == [("Place", "None", "''")]


def citation(**changes):
    return {**copy.deepcopy(EXAMPLE["citations"][0]), **changes}


def test_differences_of_citations_are_told_by_source():
    source = {
        **EXAMPLE["citations"][0]["source"],
        "title": "A count",
        "publisher": None,
    }
    one = citation(id="1", source=source, locator="page 1")
    agency = {"name": "An agency"}
    two = citation(
        id="2",
        source={**source, "publisher": agency},
        role="evidence",
        stance="supports",
        figure=None,
        locator="page 9",
        quote={"exact": "lives", "prefix": "", "suffix": ""},
    )
    moved = {**one, "locator": "page 2"}

    found = differences(document(citations=[one]), document(citations=[two, moved]))

    assert found == [
        (
            "/citations/0",
            "added",
            "Citation of “A count” (An agency)",
            "",
            "evidence, supports, page 9, “lives”",
        ),
        (
            "/citations/1/locator",
            "changed",
            "Citation of “A count”: Locator",
            "page 1",
            "page 2",
        ),
    ]
    [gone] = differences(document(citations=[one, two]), document(citations=[one]))
    assert (gone.path, gone.what, gone.after) == ("/citations/1", "removed", "")
    assert gone.before == "evidence, supports, page 9, “lives”"


def review(**changes):
    given = {
        "id": "1",
        "publisher": None,
        "verdict": {"id": "v", "label": "False"},
        "label": "",
        "summary": "It is not so.",
    }
    return {**given, **changes}


def test_differences_of_reviews_are_told_by_publisher():
    theirs = review(
        id="2",
        publisher={"name": "Others"},
        verdict=None,
        label="Half true",
        summary="",
    )

    found = told(document(reviews=[review()]), document(reviews=[theirs]))

    assert found == [
        ("Review by Others", "", "Half true"),
        ("Review by ours", "False: It is not so.", ""),
    ]


def test_differences_of_tags_and_of_an_order():
    assert told(document(tags=["a", "b"]), document(tags=["b", "c"])) == [
        ("Tag c", "", "c"),
        ("Tag a", "a", ""),
    ]
    assert told(document(tags=["a", "b"]), document(tags=["b", "a"])) == [
        ("Order of tags", "a, b", "b, a")
    ]


def test_differences_of_quotes_and_authors():
    quote = {"exact": "lives", "prefix": "6,500 ", "suffix": " lost"}
    author = {"id": "a", "name": "A. Writer"}
    source = {**EXAMPLE["citations"][0]["source"], "publisher": None, "title": "T"}
    before = citation(id="1", quote=None, source={**source, "authors": []})
    after = citation(id="1", quote=quote, source={**source, "authors": [author]})

    assert told(document(citations=[before]), document(citations=[after])) == [
        ("Citation of “T”: Quote", "", "6,500 “lives” lost"),
        ("Citation of “T”: Source: Author A. Writer", "", "A. Writer"),
    ]


def test_differences_from_nothing_tell_what_is_said_and_no_more():
    found = differences(None, document(place="", tags=[], claimant=None))

    assert {each.before for each in found} == {""}
    labels = {each.label.split(":")[0] for each in found}
    assert not labels & {"Place", "Claimant"}
    assert ("Text", "", EXAMPLE["text"]) in told(None, document())


def test_differences_to_nothing_tell_what_is_taken_back():
    found = differences(document(), {})

    assert {each.after for each in found} == {""}
    assert {each.what for each in found} == {"removed"}
