import math

import psutil
from django.db import connections

from claims.bench import ways


def test_time_of_a_server_elsewhere_is_not_known(monkeypatch):
    monkeypatch.setattr(connections["owner"], "settings_dict", {"NAME": "x"})

    assert ways.postgres() is None
    assert math.isnan(ways.spent(None))


def test_time_of_a_process_counts_its_children():
    assert ways.spent(psutil.Process()) > 0
