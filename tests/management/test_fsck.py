from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.services.record import published_claims


def test_fsck_names_what_does_not_agree(committed, newsroom):
    newsroom.claim("published")
    out, err = StringIO(), StringIO()

    call_command("fsck", stdout=out)
    assert "agree" in out.getvalue()

    published_claims.all().delete()
    with pytest.raises(CommandError, match="1 faults"):
        call_command("fsck", stderr=err)
    assert "projection 5 rows differ" in err.getvalue()
