"""The project's addresses, and that of the stock view beside them."""

from django.urls import path

from project.urls import *  # noqa: F403
from project.urls import urlpatterns as served

from .stock import StockClaims

urlpatterns = [*served, path("bench/stock/", StockClaims.as_view({"get": "list"}))]
