"""Addresses of Google's Fact Check Tools API, v1alpha1."""

from django.urls import path

from .pages import PageDetail, PageList
from .search import ClaimSearch, ImageSearch

app_name = "google"

urlpatterns = [
    path("claims:search", ClaimSearch.as_view(), name="claims-search"),
    path("claims:imageSearch", ImageSearch.as_view(), name="claims-image-search"),
    path("pages", PageList.as_view(), name="page-list"),
    path("pages/<uuid:id>", PageDetail.as_view(), name="page-detail"),
]
