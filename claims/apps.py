"""The app's name and its start-up checks."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claimbook's one Django app."""

    name = "claims"
    verbose_name = "Claimbook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers them
