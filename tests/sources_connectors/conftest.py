"""Fixtures of the connector tests: a raw store, an empty memory, the hour of the night, a server that does as told."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sources.connectors.state import ConnectorState
from sources.store import RawStore


@pytest.fixture
def store(tmp_path: Path) -> RawStore:
    return RawStore(tmp_path / "raw")


@pytest.fixture
def state(tmp_path: Path) -> ConnectorState:
    return ConnectorState(tmp_path / "state" / "sumber.json")


@pytest.fixture
def now() -> datetime:
    return datetime(2025, 12, 10, 18, 0, tzinfo=UTC)


class Asked:
    """One request as the server saw it."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.path, _, self.query = handler.path.partition("?")
        self.headers = handler.headers
        self._handler = handler

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """A whole answer; ``_`` in header names stands for ``-``."""
        self.begin(status, Content_Length=str(len(body)), **headers)
        self.send(body)

    def begin(self, status: int, **headers: str) -> None:
        self._handler.send_response_only(status)
        for name, value in headers.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def send(self, body: bytes) -> None:
        self._handler.wfile.write(body)
        self._handler.wfile.flush()

    def hang_up(self) -> None:
        self._handler.close_connection = True


class LoopbackServer:
    """A real HTTP server; ``routes`` maps a path to what answers it, ``asked`` holds every request."""

    def __init__(self) -> None:
        self.routes: dict[str, Callable[[Asked], None]] = {}
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                request = Asked(self)
                outer.asked.append(request)
                route = outer.routes.get(request.path)
                with contextlib.suppress(OSError):
                    if route is None:
                        request.answer(404)
                    else:
                        route(request)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def trickle(self, request: Asked, body: bytes, seconds: float) -> None:
        """One byte at a time, ``seconds`` apart, until the server closes or the client leaves."""
        for byte in body:
            request.send(bytes([byte]))
            if self.closing.wait(seconds):
                return

    def stop(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    running = LoopbackServer()
    yield running
    running.stop()


@pytest.fixture
def no_thread_left() -> Iterator[None]:
    """After the test no pulling thread is still at work."""
    yield
    end = time.monotonic() + 3
    while time.monotonic() < end:
        left = [t.name for t in threading.enumerate() if t.name.startswith("pull-")]
        if not left:
            return
        time.sleep(0.02)
    pytest.fail(f"threads left behind: {left}")
