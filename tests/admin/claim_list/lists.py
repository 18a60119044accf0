"""Asking for the list of claims."""

import datetime

from claims.models import Claim

LIST = "/admin/claims/claim/"


def listed(client, **query):
    """Give the claims of the page that a query string leads to."""
    response = client.get(LIST, query)
    assert response.status_code == 200, response.get("Location")
    return response.context["cl"].result_list


def plan(claim, **days):
    """Set days of a claim that only services set."""
    dated = {
        name: datetime.date.fromisoformat(day) if isinstance(day, str) else day
        for name, day in days.items()
    }
    rows = Claim.objects.filter(pk=claim.pk)
    rows.update(revision=rows.get().revision + 1, **dated)
    return rows.get()
