"""The wiring as a Django app: where answers of higher rooms are given to the ports of lower ones."""

from django.apps import AppConfig


class EiappConfig(AppConfig):
    name = "eiapp"

    def ready(self) -> None:
        from coaching.readers import readers_of  # noqa: PLC0415  needs the loaded apps
        from coaching.totals.actions import moment_saved  # noqa: PLC0415
        from people.ports import Ports  # noqa: PLC0415

        Ports.readers_of = staticmethod(readers_of)
        Ports.moment_saved = staticmethod(moment_saved)
