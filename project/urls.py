"""Addresses: the desk, one's own account, the partner API, health."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import include, path
from django.views.generic import RedirectView

from claims.api.feeds import ClaimReviewFeed

from .health import healthz, readyz


@secure_admin_login
def enter(request: HttpRequest, extra_context: Any = None) -> HttpResponseBase:
    """Lead on who has logged in; the admin's own page knows no second factor."""
    return redirect("admin:index")


def nowhere(request: HttpRequest, where: str) -> HttpResponseBase:
    """Answer 404 to “view on site”: no row of the desk has a page there."""
    raise Http404


# Set before the addresses of the admin are read.
admin.site.login = enter  # type: ignore[method-assign]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("accounts/", include("claims.admin.urls")),
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
    ),
    path("admin/r/<path:where>", nowhere),
    path("admin/", admin.site.urls),
    path("api/v1/", include("claims.api.v1.urls")),
    path("feeds/claimreview.json", ClaimReviewFeed.as_view(), name="claim-review-feed"),
    path("v1alpha1/", include("claims.api.google.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
]

handler400 = "claims.api.errors.bad_request"
handler404 = "claims.api.errors.page_not_found"
handler500 = "claims.api.errors.server_error"
