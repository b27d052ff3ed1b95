"""What of the suite is not traced for coverage: tracing costs as much again as what it traces."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import coverage

_lock = Lock()
_inside = 0
_stopped: list[coverage.Coverage] = []


@contextmanager
def untraced() -> Iterator[None]:
    """Stop every tracer of this process, until the last thread that asked for it is done.

    A worker of xdist has two: while only the newer is stopped, as pytest-cov's own mark does, the older goes
    on, and what it finds is thrown away.
    """
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside
    with _lock:
        _inside += 1
        while (running := coverage.Coverage.current()) is not None:
            running.stop()
            _stopped.append(running)


def _leave() -> None:
    global _inside
    with _lock:
        _inside -= 1
        while not _inside and _stopped:
            _stopped.pop().start()
