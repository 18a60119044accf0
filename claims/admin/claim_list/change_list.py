"""How the list of claims is read: filtered, sorted, sized and paged by index."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import ORDER_VAR
from django.http import HttpRequest
from unfold.views import ChangeList

from claims.models import Claim, Size, evidence_of, size_of
from claims.models.evidence import NOTHING

from .paging import SORTED, NearPaginator, Order, Place, keys_after

AFTER = "after"
DEEP = (
    "Pages have numbers for the first {number:,} claims only. Go on from the last one "
    "with “Next page”, or choose the days you look for under Filters."
)


class ClaimChangeList(ChangeList):
    """The claims that somebody asked for, a page of them with all that is shown."""

    page_num: int
    size: Size
    order: Order
    next_page: str | None

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request, *args, **kwargs)

    def get_filters(self, request: HttpRequest) -> Any:
        """Say that no filter makes duplicates: none of them joins many rows."""
        # A new filter begins at the first page.
        self.params.pop(AFTER, None)
        self.filter_params.pop(AFTER, None)
        specs, has, remaining, _, active = super().get_filters(request)
        duplicates = any(lookup_spawns_duplicates(self.opts, key) for key in remaining)
        return specs, has, remaining, duplicates, active

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        """Sort by one column, and only by one that has an index for it."""
        asked = self.params.get(ORDER_VAR, "").split(".")[0]
        column = asked.removeprefix("-")
        shown = {str(number): name for number, name in enumerate(self.list_display)}
        name = self.get_ordering_field(shown[column]) if column in shown else None
        self.order = Order()
        if name in SORTED:
            self.order = Order(name, asked.startswith("-"))
        return self.order.terms

    def get_results(self, request: HttpRequest) -> None:
        """Fetch the keys of a page by index, then all that it shows of them."""
        self.size = size_of(self.queryset)
        self.paginator = NearPaginator(
            self.queryset, self.list_per_page, size=self.size
        )
        self.result_count = self.size.number
        # The size stands below the list, in words: the header need not repeat it.
        self.full_result_count = self.result_count
        self.show_full_result_count = False
        self.show_admin_actions = True
        self.can_show_all = False
        self.multi_page = self.result_count > self.list_per_page
        keys = self.keys(request)
        self.result_list = self.rows(keys[: self.list_per_page])
        self.next_page = None
        if len(keys) > self.list_per_page:
            place = Place.of(self.result_list[-1], self.order)
            self.next_page = self.get_query_string({AFTER: str(place)})

    @property
    def first_page(self) -> str:
        return self.get_query_string()

    def keys(self, request: HttpRequest) -> list[Any]:
        """Give the keys of the page asked for, and one more where another follows."""
        number = self.list_per_page + 1
        self.is_beyond = AFTER in request.GET
        if self.is_beyond:
            try:
                place = Place.read(request.GET[AFTER])
            except ValueError as error:
                raise IncorrectLookupParameters(error) from error
            return keys_after(self.queryset, self.order, place, number)
        if self.page_num < 1:
            self.page_num = 1
        if self.page_num > self.paginator.num_pages:
            self.page_num = self.paginator.num_pages
            words = DEEP.format(number=self.paginator.count)
            messages.info(request, words)
        start = (self.page_num - 1) * self.list_per_page
        keys = self.queryset.values_list("pk", flat=True)
        return list(keys[start : start + number])

    def rows(self, keys: list[Any]) -> list[Claim]:
        """Read the rows of a page with what their cells show, in four queries."""
        rows = self.root_queryset.select_related(*self.list_select_related)
        found = {row.pk: row for row in rows.filter(pk__in=keys).defer("words")}
        evidence = evidence_of(keys)
        for key, row in found.items():
            row.evidence_sum = evidence.get(key, NOTHING)
        # One may have been removed between the two questions.
        return [found[key] for key in keys if key in found]
