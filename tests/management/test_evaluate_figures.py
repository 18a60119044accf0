import re

import pytest
from django.core.management import CommandError, call_command


def test_the_reader_keeps_its_promise_on_the_set_written_for_it(capsys):
    call_command("evaluate_figures")

    last = capsys.readouterr().out.splitlines()[-1]
    rates = [float(each) for each in re.findall(r"[01]\.\d+", last)]
    assert len(rates) == 6
    assert min(rates) >= 0.97
    assert int(last.split()[1]) >= 300


def test_another_set_is_measured_and_its_misses_shown(tmp_path, capsys):
    path = tmp_path / "en.txt"
    path.write_text("# mine\n{Over 5|= 5} men fell.\n")

    call_command("evaluate_figures", str(path), "--misses")

    told = capsys.readouterr().out
    assert "en, mine" in told
    assert "read: Over 5 = more than 5" in told


@pytest.mark.parametrize("text", [None, "{5|five}"])
def test_a_set_that_cannot_be_read_is_refused(tmp_path, text):
    path = tmp_path / "en.txt"
    if text:
        path.write_text(text)

    with pytest.raises(CommandError):
        call_command("evaluate_figures", str(path))
