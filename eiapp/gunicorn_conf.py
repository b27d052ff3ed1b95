"""gunicorn's settings: few workers with threads, loaded once and forked, no access log.

No access log: who opened /now/ or /support/ and when is nobody's business. Errors are logged by Django.
"""

import gc
import os
from typing import Any

# Before numpy is loaded: threads of its own would only get in the way of the other workers, and wait busily.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

workers = int(os.environ.get("EIAPP_WORKERS", "2"))
threads = int(os.environ.get("EIAPP_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 30
accesslog = None
errorlog = "-"
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108  heartbeats off the disk
control_socket_disable = True
forwarder_headers = ""  # a SCRIPT_NAME header would change the links of pages that are kept for everybody


def when_ready(server: Any) -> None:
    """Load the drawing library before the workers are forked: once in memory, and no slow first chart."""
    import matplotlib.backends.backend_svg  # noqa: PLC0415  costs a second, so only a server pays it
    import matplotlib.figure  # noqa: F401, PLC0415

    # What is loaded now stays for good: the collector need not walk over it, nor the workers copy its pages.
    # A page makes some ten thousand objects that die with it, so it looks for cycles less often, too.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
