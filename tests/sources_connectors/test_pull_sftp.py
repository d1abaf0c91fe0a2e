"""SFTP from a real paramiko server on loopback; unknown servers are refused."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import paramiko
import pytest

from sources.connectors.base import Pulled, PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("no_thread_left")]
PASSWORD = "kata-sandi-uji"
KEY = paramiko.RSAKey.generate(2048)


class _Door(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        fits = (username, password) == ("jujur", PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if fits else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Handle(paramiko.SFTPHandle):
    server: SftpServer

    def read(self, offset: int, length: int) -> Any:
        if self.server.cut_after is not None and self.server.read >= self.server.cut_after:
            self.server.cut_after = None
            self.server.hang_up()
            return paramiko.SFTP_FAILURE
        if self.server.hang.is_set():
            self.server.closing.wait(20)
        data = super().read(offset, length)
        if isinstance(data, bytes):
            self.server.read += len(data)
        return data


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, door: Any, *args: Any, served: SftpServer, **kwargs: Any) -> None:
        self._served = served
        super().__init__(door, *args, **kwargs)

    def _real(self, path: str) -> str:
        return str(self._served.root) + self.canonicalize(path)

    def list_folder(self, path: str) -> Any:
        entries = []
        for entry in Path(self._real(path)).iterdir():
            info = paramiko.SFTPAttributes.from_stat(entry.lstat())
            info.filename = entry.name
            entries.append(info)
        return entries

    def stat(self, path: str) -> Any:
        return self._attributes(path, os.stat)

    def lstat(self, path: str) -> Any:
        return self._attributes(path, os.lstat)

    def _attributes(self, path: str, look: Any) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(look(self._real(path)))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    def open(self, path: str, flags: int, attr: Any) -> Any:
        try:
            opened = Path(self._real(path)).open("rb")  # noqa: SIM115 - paramiko closes it with the handle
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        handle = _Handle(flags)
        handle.readfile = opened  # type: ignore[attr-defined]
        handle.server = self._served
        return handle


class SftpServer:
    """Serves the folder ``root`` to user ``jujur``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read = 0
        self.cut_after: int | None = None
        self.hang = threading.Event()
        self.closing = threading.Event()
        self.connections = 0
        self._transports: list[paramiko.Transport] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                wire, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            transport = paramiko.Transport(wire)
            transport.add_server_key(KEY)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, served=self)
            self._transports.append(transport)
            with suppress(paramiko.SSHException, EOFError, OSError):
                transport.start_server(server=_Door())

    def hang_up(self) -> None:
        for transport in self._transports:
            with suppress(OSError):
                transport.sock.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self.closing.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.hang_up()
        for transport in self._transports:
            transport.close()
            transport.join(2)
        self._thread.join()


@pytest.fixture
def sftp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SftpServer]:
    monkeypatch.setenv("SANDI_UJI", PASSWORD)
    root = tmp_path / "sftp"
    (root / "kirim").mkdir(parents=True)
    running = SftpServer(root)
    yield running
    running.stop()


def _fingerprint() -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(KEY.asbytes()).digest()).decode().rstrip("=")


def _source(sftp: SftpServer, folder: str = "/kirim", **options: Any) -> SourceConfig:
    named = {"password_env": "SANDI_UJI", "host_key_sha256": _fingerprint()}
    quick = {"timeout_s": 20, "read_timeout_s": 5, "first_wait_s": 0.01, "attempts": 3}
    return SourceConfig("dinas", "remote", f"sftp://jujur@127.0.0.1:{sftp.port}{folder}", named | quick | options)


def _pull(source: SourceConfig, store: RawStore, state: ConnectorState, now: datetime) -> list[Pulled]:
    return list(connector_for(source).pull(store, state, now))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_files_arrive_with_origin_sender_and_time_and_the_unchanged_is_not_read(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(sftp.root / "kirim" / "dinas a" / "rfk nov.xlsx", b"rfk")
    _write(sftp.root / "kirim" / "lra.xlsx", b"lra")
    os.utime(sftp.root / "kirim" / "lra.xlsx", (1_765_249_200, 1_765_249_200))
    first = _pull(_source(sftp), store, state, now)
    rfk, lra = first
    assert isinstance(rfk, Receipt)
    assert isinstance(lra, Receipt)
    base = f"sftp://127.0.0.1:{sftp.port}/kirim"
    assert (rfk.origin, rfk.sender) == (f"{base}/dinas a/rfk nov.xlsx", "dinas a")
    assert (lra.origin, lra.sent_at) == (f"{base}/lra.xlsx", datetime.fromtimestamp(1_765_249_200, UTC))
    assert store.path(rfk.sha256).read_bytes() == b"rfk"
    read = sftp.read
    assert _pull(_source(sftp), store, state, now + timedelta(days=1)) == first
    assert sftp.read == read


def test_a_connection_cut_at_60_percent_is_taken_up_again_there(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    body = os.urandom(5_000_000)
    _write(sftp.root / "kirim" / "besar.xlsx", body)
    sftp.cut_after = 3_000_000
    (receipt,) = _pull(_source(sftp), store, state, now)
    assert isinstance(receipt, Receipt)
    assert receipt.sha256 == hashlib.sha256(body).hexdigest()
    assert sftp.connections == 2
    assert sftp.read < 6_500_000


def test_a_server_that_hangs_while_reading_ends_with_its_time(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(sftp.root / "kirim" / "rfk.xlsx", b"rfk")
    sftp.hang.set()
    (problem,) = _pull(_source(sftp, timeout_s=1.5, read_timeout_s=60), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "1.5 detik" in problem.what.id


def test_a_port_that_accepts_and_never_speaks_ends_with_its_time(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        location = f"sftp://jujur@127.0.0.1:{mute.getsockname()[1]}/kirim"
        options = dict(_source(sftp, timeout_s=1, read_timeout_s=60).options)
        (problem,) = _pull(SourceConfig("bisu", "remote", location, options), store, state, now)
    assert isinstance(problem, PullProblem)


def test_an_unknown_server_key_is_refused_and_its_fingerprint_told(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    (tmp_path / "kosong").write_text("")
    for options in ({"host_key_sha256": "", "known_hosts": str(tmp_path / "kosong")}, {"host_key_sha256": "SHA256:x"}):
        (problem,) = _pull(_source(sftp, **options), store, state, now)
        assert isinstance(problem, PullProblem)
        assert _fingerprint() in problem.what.id
        assert "host_key_sha256" in problem.do.en


def test_a_server_in_known_hosts_is_trusted(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    hosts = tmp_path / "known_hosts"
    hosts.write_text(f"[127.0.0.1]:{sftp.port} ssh-rsa {KEY.get_base64()}\n")
    _write(sftp.root / "kirim" / "rfk.xlsx", b"rfk")
    (receipt,) = _pull(_source(sftp, host_key_sha256="", known_hosts=str(hosts)), store, state, now)
    assert isinstance(receipt, Receipt)


def test_a_wrong_password_is_said_without_the_password(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDI_UJI", "sandi-yang-salah")
    (problem,) = _pull(_source(sftp), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "menolak akses" in problem.what.id
    assert "sandi-yang-salah" not in repr(problem) + repr(connector_for(_source(sftp)))


def test_links_on_the_server_are_reported_not_followed_and_a_missing_folder_is_a_problem(
    sftp: SftpServer, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _write(sftp.root / "rahasia.xlsx", b"rahasia")
    (sftp.root / "kirim" / "a.xlsx").symlink_to(sftp.root / "rahasia.xlsx")
    (link,) = _pull(_source(sftp), store, state, now)
    assert isinstance(link, PullProblem)
    assert "Tautan" in link.what.id
    (missing,) = _pull(_source(sftp, "/tidak-ada"), store, state, now)
    assert isinstance(missing, PullProblem)
    assert list(store.root.glob("??/*")) == []
