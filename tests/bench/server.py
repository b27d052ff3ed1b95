"""A gunicorn of our own: started, asked for its CPU time and memory through /proc, stopped by its id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests.bench.client import Failed, Visitor

CONFIG = "eiapp.gunicorn_conf"  # the product's own settings; what is measured apart is said on the line
TICKS = os.sysconf("SC_CLK_TCK")


def free_ports(many: int) -> int:
    """The first of so many neighbours on loopback that nobody listens on."""
    for first in range(8110, 60_000, many):
        with ExitStack() as taken:
            try:
                for port in range(first, first + many):
                    taken.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise SystemExit("There is no free port on loopback.")


class Server:
    """One application behind gunicorn on loopback; a context manager."""

    def __init__(
        self,
        app: str,
        port: int,
        environment: Mapping[str, str],
        *,
        threads: int = 1,
        workers: int = 2,
        config: str = "tests.bench.gunicorn_bare",
    ) -> None:
        self.port = port
        self.command = [
            *(sys.executable, "-m", "gunicorn", app, "--config", f"python:{config}"),
            *("--bind", f"127.0.0.1:{port}", "--workers", str(workers)),
            *("--worker-class", "sync" if threads == 1 else "gthread", "--threads", str(threads)),
        ]
        self.environment = {**os.environ, **environment}
        self.cold_start = 0.0

    def __enter__(self) -> "Server":
        began = time.perf_counter()
        self.process = subprocess.Popen(self.command, env=self.environment, start_new_session=True)
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        self.cold_start = time.perf_counter() - began
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        visitor = Visitor(self.port)
        for _ in range(600):
            if self.process.poll() is not None:
                raise SystemExit(f"The server of {self.command[3]} stopped at start-up; it says why above.")
            try:
                visitor.get("/")
            except (OSError, Failed):
                time.sleep(0.02)
            else:
                return
        raise SystemExit(f"The server of {self.command[3]} did not answer within 12 s.")

    def cpu(self) -> float:
        """Seconds of user and system time of the whole process tree since it began."""
        return sum(_ticks(pid) for pid in self.tree()) / TICKS

    def memory(self) -> float:
        """MiB of the tree, with shared pages counted once (PSS)."""
        return sum(_pss(pid) for pid in self.tree()) / 1024

    def tree(self) -> list[int]:
        return _tree(self.process.pid)


def _tree(root: int) -> list[int]:
    parents = {
        int(entry.name): _stat(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()
    }
    found = [root]
    for pid in found:
        found += [child for child, stat in parents.items() if stat and int(stat[1]) == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name in brackets: state, parent, ...; [] if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _ticks(pid: int) -> int:
    stat = _stat(pid)
    return sum(map(int, stat[11:13])) if stat else 0


def _pss(pid: int) -> int:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
