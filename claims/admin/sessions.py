"""One's own sessions, and what the pages of one's own account are drawn with."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from claims.services.accounts import end_session, end_sessions, sessions_of


def desk(request: HttpRequest) -> dict[str, Any]:
    """Give the pages of one's own account what the desk's templates need."""
    if not request.path_info.startswith("/accounts/"):
        return {}
    return {**admin.site.each_context(request), "sends_mail": settings.SENDS_MAIL}


class OwnSessionsView(LoginRequiredMixin, TemplateView):
    """Where one is logged in, and the end of it."""

    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = sessions_of(self.request.user)  # type: ignore[arg-type]
        return super().get_context_data(sessions=sessions, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """End the session that is named, or all but this one."""
        person: Any = request.user
        if key := request.POST.get("session"):
            session = get_object_or_404(UserSession, pk=key, user=person)
            end_session(session, by=person)
        else:
            end_sessions(person, by=person, keep=request.session.session_key)
        messages.success(request, "Logged out there.")
        return redirect("account_sessions")
