"""The room's configuration."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import checks, receivers  # noqa: F401, PLC0415  both need the loaded apps

        receivers.connect()
