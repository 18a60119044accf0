"""People who may log in, and their groups; Django's own pages in the desk's look."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as StockGroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.models import Group, User
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from .base import ListedAdmin
from .history import PersonChanges

admin.site.unregister([User, Group])


@admin.register(User)
class PersonAdmin(PersonChanges, StockUserAdmin, ListedAdmin):
    """A person is never deleted, since the record names them: take “active” away."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff"]
    list_filter = ["is_active", "groups"]
    search_help_text = "Name or e-mail"


@admin.register(Group)
class GroupAdmin(StockGroupAdmin, ListedAdmin):
    """What each group may do."""
