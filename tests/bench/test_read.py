import math
import subprocess
import sys

import psutil
import pytest
from django.db import connections

from claims.bench import read
from claims.bench.load import WrongAnswerError
from tests.bench.test_load import answering


def test_answers_need_full_pages():
    body = b'{"results": []}'
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)

    with answering(answer) as port, pytest.raises(WrongAnswerError, match="no 50"):
        read.answers(port, ["/a"])


def test_time_of_a_server_elsewhere_is_not_known(monkeypatch):
    monkeypatch.setattr(connections["owner"], "settings_dict", {"NAME": "x"})

    assert read.postgres() is None
    assert math.isnan(read.spent(None))


def test_time_of_a_process_counts_its_children():
    assert read.spent(psutil.Process()) > 0


def test_time_of_a_child_that_ends_meanwhile_is_left_out():
    class Root(psutil.Process):
        def children(self, recursive=False):
            return [gone]

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as process:
        gone = psutil.Process(process.pid)
        process.kill()

    assert read.spent(Root()) > 0
