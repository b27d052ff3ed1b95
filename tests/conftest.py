"""What every test stands on. The database is SQLite, or what EIAPP_DATABASE_URL names."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and remembered pages of one test are nothing to the next."""
    yield
    cache.clear()
