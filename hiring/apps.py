"""The room's configuration."""

from django.apps import AppConfig


class HiringConfig(AppConfig):
    name = "hiring"
