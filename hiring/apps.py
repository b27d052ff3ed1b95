"""The room's configuration."""

from django.apps import AppConfig


class HiringConfig(AppConfig):
    name = "hiring"

    def ready(self) -> None:
        from hiring import checks  # noqa: F401, PLC0415  needs the loaded apps
