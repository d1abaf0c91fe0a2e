"""Files behind an http listing, from a real server with real faults."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sources.connectors.base import Limits, Pulled, PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for
from sources.connectors.remote import HttpFilesConnector
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("no_thread_left")]
BRISK = Limits(total_s=10, silence_s=2, attempts=3, first_wait_s=0.01, longest_wait_s=0.5)


def _pull(location: str, store: RawStore, state: ConnectorState, now: datetime, **more: Any) -> list[Pulled]:
    return list(HttpFilesConnector("unduh", location, **({"limits": BRISK} | more)).pull(store, state, now))


def _whole(body: bytes, **headers: str) -> Callable[[Any], None]:
    return lambda request: request.answer(200, body, **headers)


def _listing(*links: str) -> Callable[[Any], None]:
    page = "<html><body>" + "".join(f'<a href="{link}">x</a>' for link in links) + "</body></html>"
    return _whole(page.encode(), Content_Type="text/html; charset=utf-8")


def test_a_listing_is_walked_downwards_only(server: Any, store: RawStore, state: ConnectorState, now: datetime) -> None:
    server.routes |= {
        "/data/": _listing("../", "?C=N;O=D", "dinas%20a/", "rfk.xlsx", "/rahasia.xlsx", "http://127.0.0.1:1/x.xlsx"),
        "/data/dinas%20a/": _listing("/data/", "lra%20nov.xlsx", "lra%20nov.xlsx#atas"),
        "/data/rfk.xlsx": _whole(b"rfk", Last_Modified="Tue, 09 Dec 2025 03:00:00 GMT"),
        "/data/dinas%20a/lra%20nov.xlsx": _whole(b"lra", ETag='"1"'),
        "/rahasia.xlsx": _whole(b"rahasia"),
    }
    lra, rfk = _pull(f"{server.url}/data/", store, state, now)
    assert isinstance(lra, Receipt)
    assert isinstance(rfk, Receipt)
    assert (lra.name, lra.sender) == ("lra nov.xlsx", "dinas a")
    assert lra.origin == f"{server.url}/data/dinas a/lra nov.xlsx"
    assert rfk.sent_at == datetime(2025, 12, 9, 3, 0, tzinfo=UTC)
    assert store.path(rfk.sha256).read_bytes() == b"rfk"
    assert "/rahasia.xlsx" not in server.paths()


def test_one_file_can_be_named_itself(server: Any, store: RawStore, state: ConnectorState, now: datetime) -> None:
    server.routes["/a/rfk.xlsx"] = _whole(b"rfk")
    (receipt,) = _pull(f"{server.url}/a/rfk.xlsx", store, state, now)
    assert isinstance(receipt, Receipt)
    assert receipt.origin == f"{server.url}/a/rfk.xlsx"


@pytest.mark.parametrize(("sign", "asked"), [("ETag", "if-none-match"), ("Last_Modified", "if-modified-since")])
def test_the_unchanged_is_not_sent_again(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, sign: str, asked: str
) -> None:
    value = {"ETag": '"v1"', "Last_Modified": "Tue, 09 Dec 2025 03:00:00 GMT"}[sign]

    def route(request: Any) -> None:
        if request.headers.get(asked) == value:
            request.begin(304)
        else:
            request.answer(200, b"rfk", **{sign: value})

    server.routes["/rfk.xlsx"] = route
    first = _pull(f"{server.url}/rfk.xlsx", store, state, now)
    again = _pull(f"{server.url}/rfk.xlsx", store, state, now + timedelta(days=1))
    assert again == first
    assert [r.headers.get(asked) for r in server.asked] == [None, value]
    store.path(first[0].sha256).unlink()  # type: ignore[union-attr]
    _pull(f"{server.url}/rfk.xlsx", store, state, now)
    assert server.asked[-1].headers.get(asked) is None
    assert store.exists(first[0].sha256)  # type: ignore[union-attr]


def test_a_server_without_signs_of_change_gives_the_same_receipt_for_the_same_bytes(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.routes["/rfk.xlsx"] = _whole(b"rfk")
    first = _pull(f"{server.url}/rfk.xlsx", store, state, now)
    assert _pull(f"{server.url}/rfk.xlsx", store, state, now + timedelta(days=1)) == first


class _BreaksAt60Percent:
    """Sends 60 % of the body, then hangs up; later honours Range as told."""

    def __init__(self, body: bytes, *, ranges: bool = True, later: bytes | None = None) -> None:
        self.body, self.ranges, self.later = body, ranges, later
        self.sent = 0
        self.calls = 0

    def __call__(self, request: Any) -> None:
        self.calls += 1
        etag = f'"{hashlib.sha256(self.body).hexdigest()}"'
        if self.calls == 1:
            part = self.body[: len(self.body) * 6 // 10]
            request.begin(200, Content_Length=str(len(self.body)), ETag=etag)
            request.send(part)
            self.sent += len(part)
            request.hang_up()
            return
        body = self.later or self.body
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        if self.ranges and asked and request.headers.get("If-Range") == etag and self.later is None:
            start = int(asked[1])
            self.sent += len(body) - start
            stated = f"bytes {start}-{len(body) - 1}/{len(body)}"
            request.begin(206, Content_Length=str(len(body) - start), Content_Range=stated, ETag=etag)
            request.send(body[start:])
        else:
            self.sent += len(body)
            request.answer(200, body)


def test_a_transfer_broken_at_60_percent_continues_there(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    body = os.urandom(3_000_000)
    server.routes["/besar.xlsx"] = route = _BreaksAt60Percent(body)
    (receipt,) = _pull(f"{server.url}/besar.xlsx", store, state, now)
    assert isinstance(receipt, Receipt)
    assert receipt.sha256 == hashlib.sha256(body).hexdigest()
    assert route.calls == 2
    assert route.sent <= len(body) * 1.02


def test_a_server_that_knows_no_ranges_is_read_again_and_compared(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    body = os.urandom(1_000_000)
    server.routes["/besar.xlsx"] = _BreaksAt60Percent(body, ranges=False)
    (receipt,) = _pull(f"{server.url}/besar.xlsx", store, state, now)
    assert isinstance(receipt, Receipt)
    assert store.path(receipt.sha256).read_bytes() == body


def test_two_versions_are_never_joined_into_one_file(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.routes["/besar.xlsx"] = _BreaksAt60Percent(os.urandom(1_000_000), later=os.urandom(1_000_000))
    (problem,) = _pull(f"{server.url}/besar.xlsx", store, state, now)
    assert isinstance(problem, PullProblem)
    assert "berubah" in problem.what.id
    assert list(store.root.glob("??/*")) == []


def test_a_transfer_that_always_breaks_is_reported_and_nothing_is_kept_half(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    def route(request: Any) -> None:
        request.begin(200, Content_Length="1000")
        request.send(b"x" * 600)
        request.hang_up()

    server.routes["/data/"] = _listing("a.xlsx", "b.xlsx")
    server.routes["/data/a.xlsx"] = route
    server.routes["/data/b.xlsx"] = _whole(b"b")
    problem, receipt = _pull(f"{server.url}/data/", store, state, now)
    assert isinstance(problem, PullProblem)
    assert problem.item == f"{server.url}/data/a.xlsx"
    assert isinstance(receipt, Receipt)
    assert [p.read_bytes() for p in store.root.glob("??/*")] == [b"b"]


def test_a_body_without_stated_end_is_not_trusted(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    def route(request: Any) -> None:
        request.begin(200, Connection="close")
        request.send(b"mungkin terpotong")
        request.hang_up()

    server.routes["/rfk.xlsx"] = route
    (problem,) = _pull(f"{server.url}/rfk.xlsx", store, state, now)
    assert isinstance(problem, PullProblem)
    assert "Content-Length" in problem.what.id


def test_a_chunked_body_is_whole_only_with_its_last_chunk(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    def route(request: Any) -> None:
        request.begin(200, Transfer_Encoding="chunked")
        request.send(b"3\r\nrfk\r\n")
        if len(server.asked) < 2:
            request.hang_up()
        else:
            request.send(b"0\r\n\r\n")

    server.routes["/rfk.xlsx"] = route
    (receipt,) = _pull(f"{server.url}/rfk.xlsx", store, state, now)
    assert isinstance(receipt, Receipt)
    assert receipt.size == 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_the_time_it_names(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, status: int
) -> None:
    times: list[float] = []

    def route(request: Any) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            request.answer(status, Retry_After="1")
        else:
            request.answer(200, b"rfk")

    server.routes["/rfk.xlsx"] = route
    limits = Limits(total_s=10, first_wait_s=0.01, longest_wait_s=5)
    assert isinstance(_pull(f"{server.url}/rfk.xlsx", store, state, now, limits=limits)[0], Receipt)
    assert times[1] - times[0] >= 0.95


def test_a_server_that_hangs_ends_with_its_time(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.routes["/rfk.xlsx"] = lambda request: server.closing.wait(20)
    began = time.monotonic()
    limits = Limits(total_s=1, silence_s=30)
    (problem,) = _pull(f"{server.url}/rfk.xlsx", store, state, now, limits=limits)
    assert time.monotonic() - began < 3
    assert isinstance(problem, PullProblem)
    assert "1 detik" in problem.what.id


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_trickles_a_byte_at_a_time_ends_with_its_time(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, part: str
) -> None:
    def route(request: Any) -> None:
        if part == "headers":
            server.trickle(request, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Lambat: " + b"x" * 1000, 0.1)
        else:
            request.begin(200, Content_Length="1000")
            server.trickle(request, b"x" * 1000, 0.1)

    server.routes["/rfk.xlsx"] = route
    began = time.monotonic()
    pulled = _pull(f"{server.url}/rfk.xlsx", store, state, now, limits=Limits(total_s=1, silence_s=30))
    assert time.monotonic() - began < 3
    assert [type(p) for p in pulled] == [PullProblem]
    assert list(store.root.glob("??/*")) == []
    assert list((store.root / ".incoming").iterdir()) == []


def test_a_server_that_is_down_is_one_problem(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.stop()
    (problem,) = _pull(f"{server.url}/data/", store, state, now)
    assert isinstance(problem, PullProblem)
    assert problem.item == ""
    assert problem.source == "unduh"
    server.closing.clear()


def test_a_server_that_dies_midway_is_given_up_after_three_breaks(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.routes["/data/"] = _listing(*(f"{n:03}.xlsx" for n in range(100)))
    server.routes["/data/000.xlsx"] = _whole(b"0")
    for n in range(1, 100):
        server.routes[f"/data/{n:03}.xlsx"] = lambda request: request.answer(503)
    pulled = _pull(f"{server.url}/data/", store, state, now)
    assert [type(p) for p in pulled] == [Receipt, PullProblem, PullProblem, PullProblem, PullProblem]
    assert "96 berkas" in pulled[-1].what.id  # type: ignore[union-attr]


def test_redirects_to_other_hosts_are_refused_and_carry_no_token(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    port = server.url.rpartition(":")[2]
    server.routes["/keluar.xlsx"] = lambda r: r.answer(302, Location=f"http://localhost:{port}/rfk.xlsx")
    server.routes["/pindah.xlsx"] = lambda r: r.answer(302, Location="/rfk.xlsx")
    server.routes["/putar.xlsx"] = lambda r: r.answer(302, Location="/putar.xlsx")
    server.routes["/rfk.xlsx"] = _whole(b"rfk")
    (outside,) = _pull(f"{server.url}/keluar.xlsx", store, state, now, token="rahasia-sekali")
    assert isinstance(outside, PullProblem)
    assert "localhost" in outside.what.id
    assert "/rfk.xlsx" not in server.paths()
    assert isinstance(_pull(f"{server.url}/pindah.xlsx", store, state, now)[0], Receipt)
    assert isinstance(_pull(f"{server.url}/putar.xlsx", store, state, now)[0], PullProblem)


def test_too_large_is_refused_while_it_streams(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    sent = 0

    def route(request: Any) -> None:
        nonlocal sent
        request.begin(200, Content_Length=str(1 << 40))
        while not server.closing.is_set():
            request.send(b"x" * 65_536)
            sent += 65_536

    server.routes["/bom.xlsx"] = route
    limits = Limits(total_s=10, max_bytes=1_000_000)
    (problem,) = _pull(f"{server.url}/bom.xlsx", store, state, now, limits=limits)
    assert isinstance(problem, PullProblem)
    assert "1.000.000" in problem.what.id
    assert sent < 20_000_000


def test_the_token_is_sent_and_appears_nowhere(
    server: Any,
    store: RawStore,
    state: ConnectorState,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TOKEN_UJI", "rahasia-sekali")
    server.routes["/rfk.xlsx"] = _whole(b"rfk")
    server.routes["/tolak.xlsx"] = lambda r: r.answer(403)
    seen = []
    for name in ("rfk.xlsx", "tolak.xlsx"):
        source = SourceConfig("api", "remote", f"{server.url}/{name}", {"token_env": "TOKEN_UJI", "first_wait_s": 0})
        connector = connector_for(source)
        seen += [repr(connector), *map(repr, connector.pull(store, state, now))]
    assert server.asked[0].headers["Authorization"] == "Bearer rahasia-sekali"
    state.save()
    kept = "".join(seen) + "".join(p.read_text() for p in store.root.parent.glob("state/*"))
    assert "rahasia-sekali" not in kept + caplog.text


def test_a_token_never_travels_unencrypted_beyond_this_machine(
    store: RawStore, state: ConnectorState, now: datetime
) -> None:
    (problem,) = _pull("http://opd.example.id/data/", store, state, now, token="rahasia")
    assert isinstance(problem, PullProblem)
    assert "https" in problem.do.en


def test_only_names_that_fit_the_pattern_are_fetched(
    server: Any, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    server.routes["/d/"] = _listing("a.xlsx", "b.pdf")
    server.routes["/d/a.xlsx"] = _whole(b"a")
    (receipt,) = _pull(f"{server.url}/d/", store, state, now, pattern="*.xls*")
    assert isinstance(receipt, Receipt)
    assert server.paths() == ["/d/", "/d/a.xlsx"]
