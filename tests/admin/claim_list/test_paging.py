import pytest

from claims.admin.claim_list.paging import Place
from claims.models.base import new_id


@pytest.mark.parametrize("text", ["", "x", "_", "2026-01-01", "2026_x"])
def test_place_reads_only_what_it_wrote(text):
    with pytest.raises(ValueError, match=r".+"):
        Place.read(text)


def test_place_is_read_back():
    place = Place(None, new_id())

    assert Place.read(str(place)) == place
