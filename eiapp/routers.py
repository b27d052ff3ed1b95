"""The cache's table lives in a database of its own, where there is one."""

from typing import Any

from django.conf import settings

CACHE_APP = "django_cache"


class CacheRouter:
    """Sends the cache table to the alias `cache`, everything else to `default`."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == CACHE_APP:
            return db == self._alias(app_label)
        return False if db == "cache" else None

    def _alias(self, app_label: str) -> str | None:
        if app_label != CACHE_APP:
            return None
        return "cache" if "cache" in settings.DATABASES else "default"
