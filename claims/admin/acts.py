"""Buttons that act at once: a page posts them, a service does it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from .base import RefusedError, person, refusals


class Act(NamedTuple):
    """What a person may do with a row at once, and what is said when it is done."""

    service: Callable[..., Any]
    label: str
    permission: str
    done: str
    fits: Callable[[Any], bool]

    @property
    def name(self) -> str:
        return self.service.__name__


class ActPages:
    """A row's page with such buttons; the row's template shows ``acts``."""

    acts: tuple[Act, ...]

    def get_urls(self: Any) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.act_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            path("<path:object_id>/act/<slug:act>/", view, name=name),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def shown_acts(self: Any, request: HttpRequest, row: Any) -> list[dict[str, str]]:
        """Say which buttons a person sees on a row's page, for the template."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            {
                "label": act.label,
                "url": reverse(name, args=[quote(row.pk), act.name]),
            }
            for act in self.acts
            if request.user.has_perm(act.permission) and act.fits(row)
        ]

    def act_view(
        self: Any, request: HttpRequest, object_id: str, act: str
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        found = next((each for each in self.acts if each.name == act), None)
        if row is None or found is None:
            raise Http404
        if not request.user.has_perm(found.permission):
            raise PermissionDenied
        try:
            with transaction.atomic(), refusals():
                found.service(row, by=person(request))
                self.log_change(request, row, found.done)
        except RefusedError as refusal:
            self.message_user(request, " ".join(refusal.error.messages), messages.ERROR)
        else:
            self.message_user(request, found.done, messages.SUCCESS)
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[quote(row.pk)]))

    def render_change_form(
        self: Any,
        request: HttpRequest,
        context: Any,
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> Any:
        if obj:
            context["acts"] = self.shown_acts(request, obj)
        return super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kwargs
        )
