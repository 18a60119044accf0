import os

import pytest

from project.postgres.locks import open_lock
from project.postgres.users import TITLE, enter_user, strike_user


@pytest.fixture
def descriptor(tmp_path):
    (tmp_path / "users.lock").touch()
    descriptor = open_lock(tmp_path / "users.lock")
    yield descriptor
    os.close(descriptor)


def test_enter_user_drops_the_dead_and_what_is_no_line(descriptor, tmp_path):
    text = f"{TITLE}\n999999999 dead\nnonsense\n\n{os.getppid()} living\n"
    (tmp_path / "users.lock").write_text(text)

    enter_user(descriptor)

    first, second, third = (tmp_path / "users.lock").read_text().splitlines()
    assert (first, second) == (TITLE, f"{os.getppid()} living")
    assert third.startswith(f"{os.getpid()} ")


def test_strike_user_leaves_the_others(descriptor, tmp_path):
    enter_user(descriptor)

    strike_user(descriptor)

    assert (tmp_path / "users.lock").read_text() == f"{TITLE}\n"


def test_process_of_another_account_is_alive(descriptor, tmp_path, monkeypatch):
    def refuse(number, signal):
        raise PermissionError

    (tmp_path / "users.lock").write_text("1 init\n")
    monkeypatch.setattr(os, "kill", refuse)

    strike_user(descriptor)

    assert "1 init" in (tmp_path / "users.lock").read_text()
