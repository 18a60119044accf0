from claims.api import pages
from claims.api.views import PAGING


def test_paging_is_told_with_the_limits_it_has():
    size = next(each for each in PAGING if each.name == "page_size")

    assert size.type["maximum"] == pages.MAX_SIZE
    assert size.type["default"] == pages.DEFAULT_SIZE
