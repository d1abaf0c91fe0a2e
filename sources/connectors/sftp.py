"""SFTP through paramiko, to servers whose key somebody vouched for."""

from __future__ import annotations

import base64
import hashlib
import logging
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from sources.connectors.base import Limits
from sources.connectors.deadline import Deadline
from sources.connectors.problems import unknown_host

logging.getLogger("paramiko").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, repr=False)
class SftpLogin:
    """How to enter: a user with a password or a key file, and what proves that it is the right server.

    Without ``host_key_sha256`` ("SHA256:…", as ssh-keygen prints it) the key must be in ``known_hosts`` (default: the
    user's own). Unknown servers are refused.
    """

    host: str
    port: int = 22
    user: str | None = None
    password: str | None = None
    key_file: str | None = None
    key_passphrase: str | None = None
    known_hosts: str | None = None
    host_key_sha256: str | None = None


class CheckedSftp(SFTPFileSystem):  # type: ignore[misc]
    """fsspec's SFTP with a checked server key, bounded silences, and a way to cut it off."""

    cachable = False

    def __init__(self, login: SftpLogin, limits: Limits, deadline: Deadline) -> None:
        self._login = login
        self._limits = limits
        self._deadline = deadline
        super().__init__(login.host)

    def _connect(self) -> None:
        login, patience = self._login, self._deadline.patience(self._limits.silence_s)
        self.client = paramiko.SSHClient()
        if login.host_key_sha256:
            self.client.set_missing_host_key_policy(_Fingerprint(login.host_key_sha256))
        else:
            self.client.load_system_host_keys(login.known_hosts)
            self.client.set_missing_host_key_policy(_Fingerprint(None))
        wire = socket.create_connection((login.host, login.port), timeout=patience)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._deadline.at_end(lambda: _shut(wire))
        try:
            self.client.connect(
                login.host,
                port=login.port,
                username=login.user,
                password=login.password,
                key_filename=login.key_file,
                passphrase=login.key_passphrase,
                look_for_keys=not (login.password or login.key_file),
                allow_agent=not (login.password or login.key_file),
                sock=wire,
                timeout=patience,
                banner_timeout=patience,
                auth_timeout=patience,
                channel_timeout=patience,
            )
            self.ftp = self.client.open_sftp()
            channel = self.ftp.get_channel()
            if channel is not None:
                channel.settimeout(patience)
        except BaseException:
            self.client.close()
            wire.close()
            raise

    def close(self) -> None:
        """Give the connection back."""
        self.client.close()


class _Fingerprint(paramiko.MissingHostKeyPolicy):
    def __init__(self, expected: str | None) -> None:
        self._expected = expected

    def missing_host_key(self, _client: paramiko.SSHClient, _hostname: str, key: Any) -> None:
        digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
        shown = f"SHA256:{digest}"
        if self._expected is None or self._expected.rstrip("=") != shown:
            raise unknown_host(shown)


def _shut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
