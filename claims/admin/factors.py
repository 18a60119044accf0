"""One's own second factors: codes that are good once, and what setting one up ends."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from claims.services.accounts import end_sessions, use_code
from claims.services.guesses import CODE, Spending, give_back, spend_guess

from .login import device_of


def code_purses_of(request: HttpRequest, person: User) -> list[Spending]:
    """List what a guess at a person's code is paid from; the password was right."""
    return [CODE.of(f"{person.pk}:{device_of(request, person) or ''}")]


class CodeForm(factor_forms.BaseAuthenticateForm):
    """A one-time or recovery code, good once."""

    def clean_code(self) -> str:
        purses = code_purses_of(context.request, self.user)
        if not spend_guess(purses):
            raise get_adapter().validation_error("too_many_login_attempts")
        code = self.cleaned_data["code"]
        factor = use_code(self.user, code)
        if factor is None:
            raise get_adapter().validation_error("incorrect_code")
        give_back(purses)
        self.authenticator = factor
        return code


class AuthenticateForm(CodeForm, factor_forms.AuthenticateForm):
    """The code at the login."""


class ReauthenticateForm(CodeForm, factor_forms.ReauthenticateForm):
    """The code before something that matters."""


def start_anew(request: HttpRequest) -> None:
    """Give the session another id, and end the others: they lack the new factor."""
    request.session.cycle_key()
    end_sessions(
        request.user,  # type: ignore[arg-type]
        by=request.user,  # type: ignore[arg-type]
        keep=request.session.session_key,
    )
    UserSession.objects.create_from_request(request)


class ActivateTOTPView(totp_views.ActivateTOTPView):
    """Set up an authenticator app; the code that did it is used up."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        use_code(self.request.user, form.cleaned_data["code"])
        start_anew(self.request)
        return response


class AddWebAuthnView(webauthn_views.AddWebAuthnView):
    """Set up a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        start_anew(self.request)
        return response
