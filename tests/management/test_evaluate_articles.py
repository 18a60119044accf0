import pytest
from django.core.management import CommandError, call_command


def test_all_that_is_wanted_is_proposed(capsys):
    call_command("evaluate_articles")

    *_, last = capsys.readouterr().out.splitlines()
    name, wanted, _proposed, right, dated, first = last.split()
    assert (name, wanted) == ("all", right)
    assert dated == first == right


@pytest.mark.parametrize("text", [None, "expect: = 5\n---\n", "expect: 5\n---\n"])
def test_an_example_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "one.txt"
    if text:
        path.write_text(text)

    with pytest.raises(CommandError):
        call_command("evaluate_articles", str(path))
