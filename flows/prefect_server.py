"""A Prefect server that Jujur starts and stops itself, quietly.

Prefect's own ephemeral server prints errors of its event recorder at exit and may pass its start-up limit
(seen on 3.8.8). Where ``PREFECT_API_URL`` names a server, that one is used and nothing is started.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
from filelock import FileLock, Timeout

from flows.config import ROOT
from schemas.text import PersonError, Text

STARTUP_SECONDS = 180.0
STOP_SECONDS = 15.0
QUIET = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_TO_API_ENABLED": "false", "DO_NOT_TRACK": "1"}
"""What Prefect's client would otherwise say in between; whoever sets these variables is heard."""
SERVER = "flows.prefect_server_process"
ADDRESS = "server.alamat"


def _nothing() -> None:
    return


@contextlib.contextmanager
def prefect_server(home: Path, *, lasting: bool = False, meanwhile: Callable[[], None] = _nothing) -> Iterator[str]:
    """The API URL of a running server; its data lie under ``home``/prefect.

    Must be entered before prefect is imported, since prefect reads its settings on import; ``meanwhile`` is called
    while a server of ours starts, when all prefect reads is in place, and may import it. One server for one database:
    a ``lasting`` one says where it is, a night at the same time uses it, and a second lasting one is refused. A night's
    own server is nobody else's; who comes meanwhile waits until it has stopped.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    given = os.environ.get("PREFECT_API_URL")
    if given:
        yield given
        return
    folder = home / "prefect"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(_settings(folder))
    with contextlib.ExitStack() as held:
        url = _served_by_others(folder, held)
        if url is None:
            url = held.enter_context(_own_server(folder, meanwhile, lasting=lasting))
        elif lasting:
            raise _already_served(url)
        else:
            held.enter_context(_named(url))
        yield url


def _served_by_others(folder: Path, held: contextlib.ExitStack) -> str | None:
    """Where a lasting server of ours answers for this home; None once ``held`` holds the right to start one."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(Timeout):
            held.enter_context(FileLock(folder / "server.kunci", timeout=0))
            return None
        with contextlib.suppress(OSError, httpx.HTTPError):
            url = (folder / ADDRESS).read_text(encoding="ascii")
            if httpx.get(f"{url}/health", timeout=2).is_success:
                return url
        time.sleep(0.1)
    raise _not_started(folder / "server.log")


@contextlib.contextmanager
def _named(url: str) -> Iterator[None]:
    """Prefect in this process finds the server at ``url``."""
    os.environ["PREFECT_API_URL"] = url
    try:
        yield
    finally:
        os.environ.pop("PREFECT_API_URL", None)


@contextlib.contextmanager
def _own_server(folder: Path, meanwhile: Callable[[], None], *, lasting: bool) -> Iterator[str]:
    port = _free_port()
    url, address = f"http://127.0.0.1:{port}/api", folder / ADDRESS
    address.unlink(missing_ok=True)
    with contextlib.ExitStack() as held, (folder / "server.log").open("wb") as log:
        process = _start(port, os.environ, log.fileno())
        try:
            held.enter_context(_named(url))
            meanwhile()
            _wait_until_healthy(url, process, folder / "server.log")
            if lasting:
                address.write_text(url, encoding="ascii")
            yield url
        finally:
            address.unlink(missing_ok=True)
            _stop(process)


def _settings(folder: Path) -> dict[str, str]:
    return {
        "PREFECT_HOME": str(folder),
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int, environment: Mapping[str, str], log: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and a fixed command
        [sys.executable, "-m", SERVER, str(port)],
        env={**environment, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), environment.get("PYTHONPATH"))))},
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/health", timeout=2).is_success:
                return
        time.sleep(0.1)
    _stop(process)
    raise _not_started(log)


def _not_started(log: Path) -> PersonError:
    return PersonError(
        Text("Penjadwal (Prefect) tidak dapat dijalankan.", "The scheduler (Prefect) could not be started."),
        Text(f"Lihat catatannya di {log}.", f"See its log at {log}."),
        exit_code=1,
    )


def _already_served(url: str) -> PersonError:
    return PersonError(
        Text("Jujur sudah berjalan menurut jadwal di tempat ini.", "Jujur already runs by schedule for this home."),
        Text("Pakai yang sudah berjalan, atau hentikan dulu.", "Use the one that runs, or stop it first."),
        where=url,
        exit_code=75,
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdin is not None:
        process.stdin.close()
