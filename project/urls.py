"""Addresses: the desk, one's own account, the partner API, health."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from .health import healthz, readyz

# Before its addresses are read: the desk has no login page of its own.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("accounts/", include("claims.admin.urls")),
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
    ),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.v1.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
]

handler400 = "claims.api.errors.bad_request"
handler404 = "claims.api.errors.page_not_found"
handler500 = "claims.api.errors.server_error"
