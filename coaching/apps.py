"""The room's configuration."""

from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
