"""One's own password: changing it, and having lost it."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.http import HttpResponse

from claims.services.guesses import ADDRESS, MAIL, give_back, network_of, spend_guess

from .login import digest, purses_of


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """A new password; the old one is guessed at no faster than at the login."""

    def clean_oldpassword(self) -> str:
        purses = purses_of(context.request, self.user)
        if not spend_guess(purses):
            raise get_adapter().validation_error("too_many_login_attempts")
        password = super().clean_oldpassword()
        give_back(purses)
        return password


class PasswordResetView(account_views.PasswordResetView):
    """Ask for a mail that lets one choose a new password.

    The answer is the same whether or not the address is anybody's.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        address = network_of(get_adapter().get_client_ip(self.request))
        to = digest(form.cleaned_data["email"])
        if not spend_guess([ADDRESS.of(address), MAIL.of(to)]):
            form.add_error(None, get_adapter().validation_error("rate_limited"))
            return self.form_invalid(form)
        return super().form_valid(form)
