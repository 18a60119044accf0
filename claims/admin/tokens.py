"""One's own tokens: made, shown once, revoked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView

from claims.models import ApiKey
from claims.models.keys import ApiKeyQuerySet
from claims.services.keys import OWN, create_token, revoke_key

from .key_forms import TokenForm
from .posts import TOKEN, new_token
from .refusals import RefusedError, person, refusals, show_refusal
from .steps import is_first_post


class OwnTokensView(PermissionRequiredMixin, TemplateView):
    """One's own tokens; a new one is shown once, in the answer that made it."""

    permission_required = f"claims.{OWN}"
    template_name = "account/tokens.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = tokens_of(person(self.request))
        return super().get_context_data(
            **{
                "form": TokenForm(),
                "token": new_token(),
                "keys": own.with_last_use(),
                "manages_keys": True,
                **kwargs,
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Revoke the token that is named, or make a new one."""
        if named := request.POST.get("revoke"):
            return self.revoke(request, named)
        form = TokenForm(request.POST)
        context: dict[str, Any] = {"form": form}
        if form.is_valid():
            try:
                with transaction.atomic(), refusals():
                    if not is_first_post(request):
                        messages.warning(request, "This token was shown already.")
                        return redirect("account_tokens")
                    key = create_token(by=person(request), **form.cleaned_data)
            except RefusedError as refusal:
                show_refusal(form, refusal.error)
                context["token"] = request.POST.get(TOKEN)
            else:
                context = {"key": key}
        response = self.render_to_response(self.get_context_data(**context))
        add_never_cache_headers(response)
        return response

    def revoke(self, request: HttpRequest, named: str) -> HttpResponse:
        """End a token of one's own."""
        key = get_object_or_404(tokens_of(person(request)), prefix=named)
        revoke_key(key, by=person(request))
        messages.success(request, f"The token {key} is revoked.")
        return redirect("account_tokens")


def tokens_of(by: User) -> ApiKeyQuerySet:
    """Keep a person's own tokens."""
    return ApiKey.objects.filter(person=by)
