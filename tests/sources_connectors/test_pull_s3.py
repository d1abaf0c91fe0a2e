"""An S3-compatible store, a real one on loopback, with a wire that can be cut."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import botocore.session
import pytest
from moto.server import ThreadedMotoServer

from sources.connectors.base import Pulled, PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

pytestmark = [
    pytest.mark.servers,
]
SECRET = "sangat-rahasia/123"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("KUNCI_UJI", "AKIAUJI")
    monkeypatch.setenv("RAHASIA_UJI", SECRET)
    session = botocore.session.get_session()
    client = session.create_client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="AKIAUJI",
        aws_secret_access_key=SECRET,
    )
    client.create_bucket(Bucket="opd")
    yield client
    for item in client.list_objects_v2(Bucket="opd").get("Contents", []):
        client.delete_object(Bucket="opd", Key=item["Key"])
    client.delete_bucket(Bucket="opd")
    client.close()


def _source(endpoint: str, location: str = "s3://opd/kirim", **options: Any) -> SourceConfig:
    named = {"endpoint_url": endpoint, "key_env": "KUNCI_UJI", "secret_env": "RAHASIA_UJI", "region": "us-east-1"}
    quick = {"timeout_s": 30, "read_timeout_s": 5, "first_wait_s": 0.01, "attempts": 3}
    return SourceConfig("awan", "remote", location, named | quick | options)


def _pull(source: SourceConfig, store: RawStore, state: ConnectorState, now: datetime) -> list[Pulled]:
    return list(connector_for(source).pull(store, state, now))


class Wire:
    """A wire to the server: counts what comes back, and can be cut once or slowed down."""

    def __init__(self, endpoint: str) -> None:
        host, _, port = endpoint.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.endpoint = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.passed = 0
        self.cut_at: int | None = None
        self.byte_every: float | None = None
        self.closing = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            threading.Thread(target=self._up, args=(near, far), daemon=True).start()
            threading.Thread(target=self._down, args=(far, near), daemon=True).start()

    def _up(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while chunk := near.recv(65_536):
                far.sendall(chunk)
        with suppress(OSError):
            far.shutdown(socket.SHUT_RDWR)

    def _down(self, far: socket.socket, near: socket.socket) -> None:
        with suppress(OSError), near, far:
            while chunk := far.recv(65_536):
                if self.cut_at is not None and self.passed + len(chunk) >= self.cut_at:
                    self.cut_at = None
                    near.shutdown(socket.SHUT_RDWR)
                    return
                self.passed += len(chunk)
                if self.byte_every is None:
                    near.sendall(chunk)
                    continue
                for byte in chunk:
                    near.sendall(bytes([byte]))
                    if self.closing.wait(self.byte_every):
                        return

    def close(self) -> None:
        self.closing.set()
        self._listening.close()


@pytest.fixture
def wire(endpoint: str) -> Iterator[Wire]:
    cable = Wire(endpoint)
    yield cable
    cable.close()


def test_objects_arrive_with_origin_sender_and_time(
    bucket: Any, endpoint: str, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    bucket.put_object(Bucket="opd", Key="kirim/dinas a/rfk nov.xlsx", Body=b"rfk")
    bucket.put_object(Bucket="opd", Key="kirim/lra.xlsx", Body=b"")
    bucket.put_object(Bucket="opd", Key="lain/rahasia.xlsx", Body=b"bukan untuk kami")
    rfk, lra = _pull(_source(endpoint), store, state, now)
    assert isinstance(rfk, Receipt)
    assert isinstance(lra, Receipt)
    assert (rfk.origin, rfk.sender) == ("s3://opd/kirim/dinas a/rfk nov.xlsx", "dinas a")
    assert rfk.sent_at is not None
    assert rfk.sent_at.tzinfo is not None
    assert store.path(rfk.sha256).read_bytes() == b"rfk"
    assert (lra.size, lra.sender) == (0, None)


def test_the_unchanged_is_listed_but_not_fetched(
    bucket: Any, wire: Wire, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    bucket.put_object(Bucket="opd", Key="kirim/rfk.xlsx", Body=os.urandom(1_000_000))
    first = _pull(_source(wire.endpoint), store, state, now)
    before = wire.passed
    assert _pull(_source(wire.endpoint), store, state, now + timedelta(days=1)) == first
    assert wire.passed - before < 20_000
    bucket.put_object(Bucket="opd", Key="kirim/rfk.xlsx", Body=b"versi baru")
    (second,) = _pull(_source(wire.endpoint), store, state, now + timedelta(days=1))
    assert isinstance(second, Receipt)
    assert store.path(second.sha256).read_bytes() == b"versi baru"


def test_a_transfer_cut_at_60_percent_continues(
    bucket: Any, wire: Wire, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    body = os.urandom(10_000_000)
    bucket.put_object(Bucket="opd", Key="kirim/besar.xlsx", Body=body)
    wire.cut_at = 6_000_000
    (receipt,) = _pull(_source(wire.endpoint), store, state, now)
    assert isinstance(receipt, Receipt)
    assert receipt.sha256 == hashlib.sha256(body).hexdigest()
    assert wire.cut_at is None
    assert wire.passed < 12_500_000


def test_a_store_that_trickles_ends_with_its_time(
    bucket: Any, wire: Wire, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    bucket.put_object(Bucket="opd", Key="kirim/rfk.xlsx", Body=b"x" * 5000)
    wire.byte_every = 0.2
    began = time.monotonic()
    pulled = _pull(_source(wire.endpoint, timeout_s=1.5), store, state, now)
    assert time.monotonic() - began < 5
    assert [type(p) for p in pulled] == [PullProblem]
    assert list(store.root.glob("??/*")) == []


def test_a_bucket_that_is_not_there_and_a_key_that_is_refused_are_problems_without_secrets(
    bucket: Any, endpoint: str, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    (missing,) = _pull(_source(endpoint, "s3://tidak-ada/kirim"), store, state, now)
    (down,) = _pull(_source("http://127.0.0.1:1"), store, state, now)
    for problem in (missing, down):
        assert isinstance(problem, PullProblem)
        assert SECRET not in repr(problem)
    assert SECRET not in repr(connector_for(_source(endpoint)))


def test_objects_over_the_limit_are_not_fetched(
    bucket: Any, wire: Wire, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    bucket.put_object(Bucket="opd", Key="kirim/besar.xlsx", Body=b"x" * 2_000_000)
    (problem,) = _pull(_source(wire.endpoint, max_bytes=1_000_000), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "1.000.000" in problem.what.id
    assert wire.passed < 100_000
