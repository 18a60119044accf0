"""People who may log in, and their groups; Django's own pages in the desk's look."""

from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from claims.services.accounts import (
    end_session,
    end_sessions,
    needs_second_factor,
    reset_second_factor,
    sessions_of,
)

from .base import ListedAdmin, person
from .history import PersonChanges

# The library's own pages, which show the secrets of second factors, are not for here.
for app in ("account", "mfa", "usersessions"):
    import_module(f"allauth.{app}.admin")
admin.site.unregister([User, Group, EmailAddress, Authenticator, UserSession])


@admin.register(User)
class PersonAdmin(PersonChanges, StockUserAdmin, ListedAdmin):
    """A person is never deleted, since the record names them: take “active” away."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff"]
    list_filter = ["is_active", "groups"]
    search_help_text = "Name or e-mail"
    actions_detail = ["open_access"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.access_view)
        return [
            path("<path:object_id>/access/", view, name="auth_user_access"),
            *super().get_urls(),
        ]

    @action(description="Second factor and sessions", url_path="open-access")
    def open_access(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lead to the page, since a button of the page may only lead on."""
        return redirect("admin:auth_user_access", object_id)

    def access_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show how a person logs in and where, and end it."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            self.message_user(
                request, manage(row, request, person(request)), messages.SUCCESS
            )
            return redirect("admin:auth_user_access", object_id)
        factors = Authenticator.objects.filter(user=row).order_by("created_at")
        context = {
            **self.admin_site.each_context(request),
            "title": "Second factor and sessions",
            "subtitle": str(row),
            "opts": self.opts,
            "original": row,
            "factors": factors.exclude(type=Authenticator.Type.RECOVERY_CODES),
            "needs_factor": needs_second_factor(row),
            "sessions": sessions_of(row),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/auth/user/access.html", context)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave an account that may do everything to those who may as well."""
        return super().has_change_permission(request, obj) and (
            obj is None or not obj.is_superuser or person(request).is_superuser
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nobody make themselves one who may do everything."""
        return [] if person(request).is_superuser else ["is_superuser"]

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save, and end the sessions of whom it keeps out."""
        super().save_model(request, obj, form, change)
        if change and not (obj.is_active and obj.is_staff):
            end_sessions(obj, by=person(request))


def manage(row: User, request: HttpRequest, by: User) -> str:
    """Do what a person's page of access was posted for, and say so."""
    if "reset" in request.POST:
        reset_second_factor(row, by=by)
        return "The second factor is reset; a new one is set up at the next login."
    if key := request.POST.get("session"):
        end_session(get_object_or_404(UserSession, pk=key, user=row), by=by)
        return "The session is ended."
    end_sessions(row, by=by)
    return "All sessions are ended."


@admin.register(Group)
class GroupAdmin(StockGroupAdmin, ListedAdmin):
    """What each group may do."""
