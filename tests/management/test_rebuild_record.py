from io import StringIO

from django.core.management import call_command

from claims.services.record import published_claims


def test_rebuild_record_says_how_many_rows_differed(committed, newsroom):
    newsroom.claim("published")
    published_claims.all().delete()

    for said in ("5 rows differed.", "0 rows differed."):
        out = StringIO()
        call_command("rebuild_record", stdout=out)
        assert said in out.getvalue()
