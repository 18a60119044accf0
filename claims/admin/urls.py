"""Addresses of one's own account: login, password, second factor, sessions."""

from allauth.account import views
from django.urls import include, path, re_path

from .factors import ActivateTOTPView, AddWebAuthnView
from .passwords import PasswordResetView
from .sessions import OwnSessionsView
from .tokens import OwnTokensView

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path(
        "password/reset/",
        PasswordResetView.as_view(),
        name="account_reset_password",
    ),
    path(
        "password/reset/done/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sessions/", OwnSessionsView.as_view(), name="account_sessions"),
    path("tokens/", OwnTokensView.as_view(), name="account_tokens"),
    # These two stand before the library's own of the same address.
    path("2fa/totp/activate/", ActivateTOTPView.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", AddWebAuthnView.as_view(), name="mfa_add_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
