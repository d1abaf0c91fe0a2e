"""The Prefect server as a process of its own that never outlives the one it was started for.

``python -m flows.prefect_server_process PORT``: serves until it is told to stop or its standard input closes, which
the operating system does when the parent dies, however it dies.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import uvicorn

GRACE_SECONDS = 10.0


def main(port: int) -> None:
    """Serve on loopback at ``port``."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=port, log_level="critical")


def _end_with_parent() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
