import math
import subprocess
import sys

import psutil
from django.db import connections

from claims.bench import ways


def test_time_of_a_server_elsewhere_is_not_known(monkeypatch):
    monkeypatch.setattr(connections["owner"], "settings_dict", {"NAME": "x"})

    assert ways.postgres() is None
    assert math.isnan(ways.spent(None))


def test_time_of_a_process_counts_its_children():
    assert ways.spent(psutil.Process()) > 0


def test_time_of_a_child_that_ends_meanwhile_is_left_out():
    class Root(psutil.Process):
        def children(self, recursive=False):
            return [gone]

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as process:
        gone = psutil.Process(process.pid)
        process.kill()

    assert ways.spent(Root()) > 0
