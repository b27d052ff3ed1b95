"""Start-up: plugs the answers of higher rooms into the ports of lower ones."""

from django.apps import AppConfig


class EiappConfig(AppConfig):
    name = "eiapp"
