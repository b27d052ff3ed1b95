"""An installation made for one measuring: production settings, its own data folder, seeded rows."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.client import HOST
from tests.bench.seeded import TAKERS, Seeded


def environment(data: Path) -> dict[str, str]:
    """Production behind a proxy that speaks https; nothing of the caller's own installation reaches it."""
    foreign = [name for name in os.environ if name.startswith("EIAPP_")]
    for name in foreign:
        del os.environ[name]
    return {
        "DJANGO_SETTINGS_MODULE": "eiapp.settings",
        "EIAPP_DATA": str(data),
        "EIAPP_SECRET_KEY": secrets.token_urlsafe(50),
        "EIAPP_PUBLIC_URL": f"https://{HOST}",
        "EIAPP_BEHIND_PROXY": "1",
        "EIAPP_EMAIL_URL": "dummymail://",
    }


@dataclass(frozen=True)
class Installation:
    """A fresh installation: its environment, its folder, what was seeded, what one password costs it."""

    settings: dict[str, str]
    data: Path
    size: int
    seeded: Seeded
    takers: Iterator[int] = field(default_factory=lambda: iter(range(TAKERS)))  # who has not sent her answers

    def forget_cache(self) -> None:
        """Empty the cache under the running servers, so that the next page is made from nothing."""
        with closing(sqlite3.connect(self.data / "cache.sqlite3", timeout=30)) as cache, cache:
            cache.execute("DELETE FROM eiapp_cache")


@contextmanager
def installation(size: int) -> Iterator[Installation]:
    """One with `size` moments in its organisation; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="eiapp-bench-") as folder:
        settings = environment(Path(folder))
        for command in (
            ["keys", "new"],
            ["migrate", "--verbosity", "0"],
            ["createcachetable", "--database", "cache"],
            ["collectstatic", "--no-input", "--verbosity", "0"],
        ):
            run(settings, "manage.py", *command)
        told = run(settings, "-m", "tests.bench.seed", str(size))
        yield Installation(settings, Path(folder), size, Seeded(**json.loads(told)))


def run(settings: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} stopped with {done.returncode}; it says why above.")
    return done.stdout
