"""Links to other claims, as part of a claim."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import TabularInline

from claims.models import ClaimLink
from claims.services.claims import link_claims

from .base import NamedCells, ServiceForm, ServiceFormSet, ServiceInline


class LinkFormSet(ServiceFormSet):
    """The service that writes links."""

    def record(self, values: dict[str, Any]) -> ClaimLink:
        to = values.pop("to_claim")
        return link_claims(self.instance, to=to, by=self.by, **values)


class LinkInline(NamedCells, ServiceInline, TabularInline):
    """How this claim stands to others."""

    model = ClaimLink
    fk_name = "from_claim"
    form = ServiceForm
    formset = LinkFormSet
    verbose_name = "link"
    can_delete = False
    hide_title = True
    fields = ["kind", "to_claim"]
    autocomplete_fields = ["to_claim"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("to_claim")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
