"""Addresses: the desk, the partner API, health."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from .health import healthz, readyz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.v1.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
]

handler400 = "claims.api.errors.bad_request"
handler404 = "claims.api.errors.page_not_found"
handler500 = "claims.api.errors.server_error"
