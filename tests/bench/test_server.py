import subprocess
import sys

import pytest

from claims.bench.server import wait_for


def test_server_that_does_not_start_is_told_of():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()

    with pytest.raises(RuntimeError, match="does not start"):
        wait_for(process, 1)
