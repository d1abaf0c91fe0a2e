"""What every test stands on: the regency's clock, no network beyond this machine, and real database servers."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.needed import say_absent

os.environ["TZ"] = "Asia/Jakarta"
time.tzset()

settings.register_profile(
    "jujur", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("thorough", parent=settings.get_profile("jujur"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "jujur"))

os.environ.setdefault("OMP_NUM_THREADS", "1")  # workers share the cores: threads of each would fight over them

_START_SECONDS = 60.0


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Connections stay on this machine."""
    config.option.allow_hosts = "127.0.0.1,::1,localhost"
    config.option.allow_unix_socket = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A long file begins first, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _program(name: str, *places: str) -> str | None:
    found = [str(p) for place in places for p in sorted(Path("/").glob(f"{place}/{name}"), reverse=True)]
    return found[0] if found else shutil.which(name)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _unprivileged(owner: str) -> str | None:
    """Database servers refuse to run as root; ``owner`` is the system user that their package made."""
    return owner if os.geteuid() == 0 else None


def _wait(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not ready():
        if server.poll() is not None or time.monotonic() > end:
            server.kill()
            server.wait()
            raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)


@contextmanager
def _home_for(name: str, user: str | None) -> Iterator[Path]:
    """A folder that the server's own user may enter, which pytest's closed temporary folders do not allow."""
    home = Path(tempfile.mkdtemp(prefix=f"jujur-{name}-"))
    if user:
        shutil.chown(home, user)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL cluster of this test session on loopback: ``postgresql+psycopg://jujur@127.0.0.1:PORT/postgres``.

    Superuser without password (trust, loopback only). Tests make databases or schemas of their own.
    """
    initdb = _program("initdb", "usr/lib/postgresql/*/bin")
    postgres = _program("postgres", "usr/lib/postgresql/*/bin")
    if initdb is None or postgres is None:
        say_absent("PostgreSQL", "postgresql")
        return
    user = _unprivileged("postgres")
    with _home_for("postgres", user) as home:
        yield from _postgres(initdb, postgres, home, user)


def _postgres(initdb: str, postgres: str, home: Path, user: str | None) -> Iterator[str]:
    port = _free_port()
    subprocess.run(
        [initdb, "-D", home / "data", "-U", "jujur", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=home,
    )
    log = home / "log"
    settled = ("fsync=off", "shared_buffers=16MB", "max_connections=50")
    with log.open("wb") as out:
        server = subprocess.Popen(
            [postgres, "-D", home / "data", "-h", "127.0.0.1", "-p", str(port), "-k", ""]
            + [word for setting in settled for word in ("-c", setting)],
            stdout=out,
            stderr=out,
            user=user,
            cwd=home,
        )
    try:
        _wait(lambda: b"ready to accept connections" in log.read_bytes(), server, log)
        yield f"postgresql+psycopg://jujur@127.0.0.1:{port}/postgres"
    finally:
        _stop(server)


@pytest.fixture(scope="session")
def mariadb_url() -> Iterator[str]:
    """A MariaDB server of this test session on loopback: ``mysql+pymysql://jujur:sandi-uji@127.0.0.1:PORT/jujur``."""
    install = _program("mariadb-install-db", "usr/bin")
    mariadbd = _program("mariadbd", "usr/sbin")
    if install is None or mariadbd is None:
        say_absent("MariaDB", "mariadb-server")
        return
    user = _unprivileged("mysql")
    with _home_for("mariadb", user) as home:
        yield from _mariadb(install, mariadbd, home, user)


def _mariadb(install: str, mariadbd: str, home: Path, user: str | None) -> Iterator[str]:
    port = _free_port()
    data = ["--no-defaults", f"--datadir={home / 'data'}"]
    subprocess.run(
        [install, *data, "--skip-test-db", "--auth-root-authentication-method=normal"],
        check=True,
        capture_output=True,
        user=user,
        cwd=home,
    )
    start = home / "start.sql"
    start.write_text(
        "CREATE DATABASE jujur;\n"
        "CREATE USER 'jujur'@'127.0.0.1' IDENTIFIED BY 'sandi-uji';\n"
        "CREATE USER 'jujur'@'localhost' IDENTIFIED BY 'sandi-uji';\n"
        "GRANT ALL ON jujur.* TO 'jujur'@'127.0.0.1', 'jujur'@'localhost';\n"
    )
    start.chmod(0o644)
    log = home / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [mariadbd, *data, *_mariadb_settings(home, port, start)],
            stdout=out,
            stderr=out,
            user=user,
            cwd=home,
        )
    try:
        _wait(lambda: b"ready for connections" in log.read_bytes(), server, log)
        yield f"mysql+pymysql://jujur:sandi-uji@127.0.0.1:{port}/jujur"
    finally:
        _stop(server)


def _mariadb_settings(home: Path, port: int, start: Path) -> list[str]:
    return [
        "--bind-address=127.0.0.1",
        f"--port={port}",
        f"--socket={home / 's'}",
        f"--init-file={start}",
        f"--pid-file={home / 'pid'}",
        "--innodb-buffer-pool-size=16M",
    ]


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
