"""Answers of version 1 come out as they always did, to the byte.

What a client of version 1 has read for years stands in ``v1/golden/``. A file that is to
change says in the diff what clients will see: ``RENEW_GOLDEN=1`` writes them anew.
"""

import os
from pathlib import Path

from tests.api import golden

FOLDER = Path(__file__).with_name("v1") / "golden"
HEADERS = ("Content-Type", "ETag", "Cache-Control", "Link", "Location")


def written(response) -> str:
    """Write an answer down: its status, the headers that belong to it, its body."""
    headers = [f"{name}: {response[name]}" for name in HEADERS if name in response]
    return "\n".join([str(response.status_code), *headers, "", response.text, ""])


def test_answers_are_the_golden_ones(api, people, monkeypatch):
    golden.stop_chance(monkeypatch)
    newsroom = golden.Newsroom(people["Fact-checker"], people["Editor"])

    answers = {
        f"{name.replace(' ', '-')}.http": written(api.get(address))
        for name, address in golden.addresses(newsroom).items()
    }
    if os.environ.get("RENEW_GOLDEN"):
        for name, answer in answers.items():
            (FOLDER / name).write_text(answer)

    kept = {each.name: each.read_text() for each in FOLDER.glob("*.http")}
    assert sorted(kept) == sorted(answers)
    for name, answer in answers.items():
        assert answer == kept[name], name
