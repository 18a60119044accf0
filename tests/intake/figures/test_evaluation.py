import pytest

from claims.intake.figures.evaluation import Score, read_set, score, sentence_of


def test_marks_are_read_with_their_places():
    sentence = sentence_of("Lost {over 5|> 5} and {6–7|6..7}.", "en", "tuned")

    assert sentence.text == "Lost over 5 and 6–7."
    assert [sentence.text[one.start : one.end] for one in sentence.figures] == [
        "over 5",
        "6–7",
    ]
    assert [str(one.figure) for one in sentence.figures] == [
        "more than 5",
        "between 6 and 7",
    ]


@pytest.mark.parametrize("mark", ["5", "? 5", "="])
def test_a_mark_that_says_nothing_is_refused(mark):
    with pytest.raises(ValueError, match="marks no figure"):
        sentence_of(f"{{5|{mark}}}", "en")


def test_what_is_read_wrong_is_counted_for_each_aspect():
    wrong = [
        sentence_of("Over {500|= 500} men", "en"),
        sentence_of("{Nothing|= 1} here", "en"),
        sentence_of("{12|= 12} men", "en"),
    ]
    total = Score()

    missed = list(score(wrong, total))

    assert [miss.sentence for miss in missed] == wrong[:2]
    assert (total.sentences, total.found, total.marked) == (3, 2, 3)
    assert total.right_found == {"span": 1, "value": 2, "comparator": 1}
    assert total.precision("span") == 0.5
    assert total.recall("span") == pytest.approx(1 / 3)


def test_nothing_to_find_is_all_found():
    assert (Score().precision("span"), Score().recall("span")) == (1.0, 1.0)


def test_a_set_is_named_by_its_language(tmp_path):
    path = tmp_path / "ru.txt"
    path.write_text("# mine\n\n{5|= 5} человек\n")

    (sentence,) = read_set([path])

    assert (sentence.language, sentence.part) == ("ru", "mine")
