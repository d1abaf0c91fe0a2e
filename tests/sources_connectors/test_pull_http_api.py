"""A JSON API by contract: whole or not at all, and a changed shape is said with field and page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from schemas.text import PersonError
from sources.connectors.base import Limits, Pulled, PullProblem
from sources.connectors.contract import load_contract
from sources.connectors.exact_json import read_json, write_json
from sources.connectors.http_api import HttpApiConnector
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("no_thread_left")]
BRISK = Limits(total_s=10, silence_s=2, attempts=3, first_wait_s=0.01, longest_wait_s=0.5)
SHAPE = """
[items]
path = "data.items"
[fields]
nomor_sp2d = "string"
kode_opd = "string"
bulan = "integer"
tanggal = "date"
nilai_idr = "number"
catatan = { type = "string", nullable = true }
"""
PAGES = {
    "none": "",
    "page": '[paging]\nstyle = "page"\npage_param = "halaman"\nsize_param = "per"\npage_size = 2\n',
    "cursor": '[paging]\nstyle = "cursor"\ncursor_param = "mulai"\nnext_path = "meta.lanjut"\n',
    "next": '[paging]\nstyle = "next"\nnext_path = "meta.lanjut"\n',
    "link": '[paging]\nstyle = "link"\n',
}


def _item(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "nomor_sp2d": f"{number:05}/SP2D/2025",
        "kode_opd": "1.03.0.00.0.00.01.0000",
        "bulan": 11,
        "tanggal": "2025-11-07",
        "nilai_idr": 1_000_000 + number,
        "catatan": None,
    } | changes


def _connector(server: Any, folder: Path, style: str, more: str = "", **options: Any) -> HttpApiConnector:
    path = folder / "sp2d.toml"
    head = f'[contract]\nname = "sp2d-bulanan"\ndataset = "sp2d"\nurl = "{server.url}/sp2d"\n'
    head += 'period = "bulan"\nagency = "kode_opd"\n'
    path.write_text(head + PAGES[style] + more + SHAPE, encoding="utf-8")
    return HttpApiConnector("api", load_contract(path), **({"limits": BRISK} | options))


def _pages(server: Any, style: str, pages: list[list[Any]], tags: list[str] | None = None, **meta: Any) -> None:
    """Serve ``pages`` in ``style``; with ``tags`` each page has its ETag and honours If-None-Match."""

    def route(request: Any) -> None:
        query = parse_qs(request.query)
        if style == "page":
            number = int(query["halaman"][0])
        else:
            number = int(query.get("mulai", ["1"])[0])
        items = pages[number - 1] if number <= len(pages) else []
        tag = {"ETag": tags[number - 1]} if tags and number <= len(tags) else {}
        if tag and request.headers.get("If-None-Match") == tag["ETag"]:
            request.begin(304, **tag)
            return
        more = number < len(pages)
        following: Any = f"{server.url}/sp2d?mulai={number + 1}" if more else None
        link = {"Link": f'<{following}>; rel="next"'} if style == "link" and more else {}
        lanjut = (str(number + 1) if more else None) if style == "cursor" else following
        body = {"data": {"items": items}, "meta": {"lanjut": lanjut} | meta}
        request.answer(200, json.dumps(body).encode(), Content_Type="application/json", **tag, **link)

    server.routes["/sp2d"] = route


def _pull(connector: HttpApiConnector, store: RawStore, state: ConnectorState, now: datetime) -> list[Pulled]:
    return list(connector.pull(store, state, now))


def _payload(store: RawStore, receipt: Pulled) -> dict[str, Any]:
    assert isinstance(receipt, Receipt)
    value = json.loads(store.path(receipt.sha256).read_bytes())
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("style", ["page", "cursor", "next", "link"])
def test_all_pages_become_one_payload_in_every_style_of_paging(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path, style: str
) -> None:
    _pages(server, style, [[_item(1), _item(2)], [_item(3), _item(4)], [_item(5)]])
    (receipt,) = _pull(_connector(server, tmp_path, style), store, state, now)
    payload = _payload(store, receipt)
    assert payload["contract"] == "sp2d-bulanan"
    assert (payload["dataset"], payload["period"], payload["agency"]) == ("sp2d", "bulan", "kode_opd")
    assert payload["items"] == [_item(n) for n in range(1, 6)]
    assert isinstance(receipt, Receipt)
    assert (receipt.name, receipt.origin) == ("sp2d-bulanan.json", f"{server.url}/sp2d")
    assert len(server.asked) == 3


def test_what_a_contract_says_of_its_endpoint_goes_with_the_receipt(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _pages(server, "none", [[_item(1)]])
    told = '[defaults]\nperiod = "2025-11"\nagency = "Dinas Kesehatan"\n'
    (receipt,) = _pull(_connector(server, tmp_path, "none", told), store, state, now)
    assert isinstance(receipt, Receipt)
    assert (receipt.name, receipt.sender) == ("sp2d-bulanan 2025-11.json", "Dinas Kesehatan")


def test_full_last_page_is_followed_by_an_empty_one(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _pages(server, "page", [[_item(1), _item(2)], [_item(3), _item(4)]])
    (receipt,) = _pull(_connector(server, tmp_path, "page"), store, state, now)
    assert len(_payload(store, receipt)["items"]) == 4
    assert parse_qs(server.asked[0].query) == {"halaman": ["1"], "per": ["2"]}


def test_equal_data_in_another_spelling_is_the_same_payload(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    connector = _connector(server, tmp_path, "none")
    _pages(server, "none", [[_item(1)]])
    first = _pull(connector, store, state, now)
    turned = dict(reversed(list(_item(1).items())))
    body = json.dumps({"meta": 1, "data": {"items": [turned]}}, indent=4).encode()
    server.routes["/sp2d"] = lambda request: request.answer(200, body)
    assert _pull(connector, store, state, now + timedelta(days=1)) == first


def test_amounts_keep_every_digit(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    exact = "12345678901234567.89"
    text = json.dumps(_item(1)).replace("1000001", exact)
    server.routes["/sp2d"] = lambda request: request.answer(200, f'{{"data":{{"items":[{text}]}}}}'.encode())
    (receipt,) = _pull(_connector(server, tmp_path, "none"), store, state, now)
    assert isinstance(receipt, Receipt)
    assert exact in store.path(receipt.sha256).read_text()
    assert read_json(write_json({"x": Decimal(exact)})) == {"x": Decimal(exact)}


def test_when_every_page_is_unchanged_nothing_is_read_and_the_receipt_is_the_first(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    connector = _connector(server, tmp_path, "page")
    _pages(server, "page", [[_item(1), _item(2)], [_item(3)]], ['"a"', '"b"'])
    first = _pull(connector, store, state, now)
    again = _pull(connector, store, ConnectorState(tmp_path / "state" / "sumber.json"), now + timedelta(days=1))
    assert again == first
    assert [r.headers.get("If-None-Match") for r in server.asked] == [None, None, '"a"', '"b"']


def test_one_changed_page_is_joined_with_the_unchanged_ones(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    connector = _connector(server, tmp_path, "page")
    _pages(server, "page", [[_item(1), _item(2)], [_item(3), _item(4)], [_item(5)]], ['"a"', '"b"', '"c"'])
    _pull(connector, store, state, now)
    changed = [_item(3, nilai_idr=99), _item(4)]
    _pages(server, "page", [[_item(1), _item(2)], changed, [_item(5)]], ['"a"', '"b2"', '"c"'])
    (receipt,) = _pull(connector, store, state, now)
    assert _payload(store, receipt)["items"] == [_item(1), _item(2), *changed, _item(5)]


def test_a_new_contract_does_not_trust_the_old_memory(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _pages(server, "none", [[_item(1)]], ['"a"'])
    _pull(_connector(server, tmp_path, "none"), store, state, now)
    _pull(_connector(server, tmp_path, "none", '[params]\ntahun = "2025"\n'), store, state, now)
    assert server.asked[-1].headers.get("If-None-Match") is None


@pytest.mark.parametrize(
    ("change", "field", "how"),
    [
        (lambda i: i.pop("nilai_idr"), "nilai_idr", "tidak ada"),
        (lambda i: i.update(nilai_idr="1.000"), "nilai_idr", "number"),
        (lambda i: i.update(bulan="11"), "bulan", "integer"),
        (lambda i: i.update(bulan=True), "bulan", "integer"),
        (lambda i: i.update(tanggal="07-11-2025"), "tanggal", "date"),
        (lambda i: i.update(kode_opd=None), "kode_opd", "null"),
    ],
)
def test_a_changed_field_is_named_with_its_page_and_nothing_is_kept(
    server: Any,
    store: RawStore,
    state: ConnectorState,
    now: datetime,
    tmp_path: Path,
    change: Callable[[dict[str, Any]], Any],
    field: str,
    how: str,
) -> None:
    bad = _item(4)
    change(bad)
    _pages(server, "page", [[_item(1), _item(2)], [_item(3), bad], [_item(5)]])
    (problem,) = _pull(_connector(server, tmp_path, "page"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert field in problem.what.id
    assert how in problem.what.id
    assert "halaman 2, butir 2" in problem.what.id
    assert "page 2, item 2" in problem.what.en
    assert list(store.root.glob("??/*")) == []


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (b'{"data": {"rows": []}}', "data.items"),
        (b'{"data": {"items": {}}}', "data.items"),
        (b"[]", "data.items"),
        (b'{"data": {"items": [7]}}', "(item)"),
        (b"<html>Sesi berakhir</html>", "(JSON)"),
        (b'{"data": {"items": [', "(JSON)"),
        (b'{"data": {"items": [{"nomor_sp2d": "1", "nomor_sp2d": "2"}]}}', "nomor_sp2d"),
        (b'{"data": {"items": [NaN]}}', "NaN"),
        (b"[" * 100_000, "(JSON)"),
        (b"\xff\xfe\x00", "(JSON)"),
    ],
)
def test_an_answer_of_another_shape_is_a_clear_problem(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path, body: bytes, named: str
) -> None:
    server.routes["/sp2d"] = lambda request: request.answer(200, body)
    (problem,) = _pull(_connector(server, tmp_path, "none"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert named in problem.what.id
    assert "halaman 1" in problem.what.id
    assert list(store.root.glob("??/*")) == []


def test_a_server_that_ignores_the_page_number_is_noticed(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    body = json.dumps({"data": {"items": [_item(1), _item(2)]}}).encode()
    server.routes["/sp2d"] = lambda request: request.answer(200, body)
    (problem,) = _pull(_connector(server, tmp_path, "page"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "halaman 2" in problem.what.id
    assert len(server.asked) == 2


def test_a_circle_of_next_links_ends(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    def route(request: Any) -> None:
        body = {"data": {"items": [_item(len(server.asked))]}, "meta": {"lanjut": f"{server.url}/sp2d"}}
        request.answer(200, json.dumps(body).encode())

    server.routes["/sp2d"] = route
    (problem,) = _pull(_connector(server, tmp_path, "next"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert len(server.asked) == 1


def test_a_next_link_to_another_host_is_refused(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    port = server.url.rpartition(":")[2]
    body = {"data": {"items": [_item(1)]}, "meta": {"lanjut": f"http://localhost:{port}/curi"}}
    server.routes["/sp2d"] = lambda request: request.answer(200, json.dumps(body).encode())
    (problem,) = _pull(_connector(server, tmp_path, "next", token="rahasia-sekali"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "localhost" in problem.what.id
    assert "/curi" not in server.paths()
    assert "rahasia-sekali" not in repr(problem)


def test_a_total_that_does_not_fit_what_came_is_noticed(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    counted = PAGES["page"] + 'total_path = "meta.jumlah"\n'
    PAGES["counted"] = counted
    _pages(server, "page", [[_item(1), _item(2)], [_item(3)]], jumlah=4)
    (problem,) = _pull(_connector(server, tmp_path, "counted"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "4" in problem.what.id
    assert "3" in problem.what.id
    _pages(server, "page", [[_item(1), _item(2)], [_item(3)]], jumlah=3)
    assert isinstance(_pull(_connector(server, tmp_path, "counted"), store, state, now)[0], Receipt)


def test_a_break_between_pages_is_mended_by_another_attempt(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    _pages(server, "page", [[_item(1), _item(2)], [_item(3)]])
    whole = server.routes["/sp2d"]

    def route(request: Any) -> None:
        if len(server.asked) == 2:
            request.begin(200, Content_Length="500")
            request.send(b'{"data": {"items": [')
            request.hang_up()
        else:
            whole(request)

    server.routes["/sp2d"] = route
    (receipt,) = _pull(_connector(server, tmp_path, "page"), store, state, now)
    assert len(_payload(store, receipt)["items"]) == 3


def test_a_refused_token_is_said_at_once_and_not_tried_again(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    server.routes["/sp2d"] = lambda request: request.answer(401)
    (problem,) = _pull(_connector(server, tmp_path, "none", token="rahasia-sekali"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "401" in problem.what.id
    assert len(server.asked) == 1
    assert server.asked[0].headers["Authorization"] == "Bearer rahasia-sekali"
    assert "rahasia-sekali" not in repr(problem)


@pytest.mark.parametrize("pages", [1, 50])
def test_pages_beyond_the_byte_limit_are_refused(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path, pages: int
) -> None:
    filler = "x" * (60_000 // pages)
    _pages(server, "page", [[_item(2 * n, catatan=filler), _item(2 * n + 1)] for n in range(pages)])
    limits = Limits(total_s=10, max_bytes=50_000)
    (problem,) = _pull(_connector(server, tmp_path, "page", limits=limits), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "50.000" in problem.what.id


def test_endless_pages_end_at_the_contract_limit(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    def route(request: Any) -> None:
        number = int(parse_qs(request.query)["halaman"][0])
        items = [_item(2 * number), _item(2 * number + 1)]
        request.answer(200, json.dumps({"data": {"items": items}}).encode())

    server.routes["/sp2d"] = route
    PAGES["endless"] = PAGES["page"] + "max_pages = 5\n"
    (problem,) = _pull(_connector(server, tmp_path, "endless"), store, state, now)
    assert isinstance(problem, PullProblem)
    assert len(server.asked) == 5
    assert list(store.root.glob("??/*")) == []


def test_pages_that_trickle_end_with_the_total_time(
    server: Any, store: RawStore, state: ConnectorState, now: datetime, tmp_path: Path
) -> None:
    def route(request: Any) -> None:
        request.begin(200, Content_Length="1000")
        server.trickle(request, b" " * 1000, 0.1)

    server.routes["/sp2d"] = route
    limits = Limits(total_s=1, silence_s=30)
    (problem,) = _pull(_connector(server, tmp_path, "none", limits=limits), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "1 detik" in problem.what.id


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "contract"),
        ("[contract", "TOML"),
        ('[contract]\nname = "a"\ndataset = "sp2d"\n[fields]\na = "string"\n', "contract.url"),
        ('[contract]\nname = "a"\ndataset = "b"\nurl = "http://h"\n', "fields"),
        ('[contract]\nname = "a"\ndataset = "b"\nurl = "http://h"\n[fields]\na = "uang"\n', "fields.a"),
        ('[contract]\nname = "a"\ndataset = "b"\nurl = "http://h"\nperiod = "c"\n[fields]\na = "any"\n', "period"),
        ('[contract]\nname = "a"\ndataset = "b"\nurl = "http://h"\n[paging]\ngaya = 1\n[fields]\na = "any"\n', "gaya"),
        ('[contract]\nname="a"\ndataset="b"\nurl="http://h"\n[paging]\nstyle="next"\n[fields]\na="any"\n', "next_path"),
        ('[contract]\nname="a"\ndataset="b"\nurl="http://h"\n[params]\napi_key="x"\n[fields]\na="any"\n', "api_key"),
    ],
)
def test_a_contract_that_is_wrong_says_where(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "salah.toml"
    path.write_text(text)
    with pytest.raises(PersonError) as raised:
        load_contract(path)
    assert named in raised.value.what.id
    assert "salah.toml" in raised.value.what.en


def test_a_secret_in_a_contract_is_refused_without_repeating_it(tmp_path: Path) -> None:
    path = tmp_path / "k.toml"
    for url in ("https://u:rahasia@h/x", "https://h/x?api_key=rahasia", "https://h/x?a=1&access_token=rahasia"):
        path.write_text(f'[contract]\nname = "a"\ndataset = "b"\nurl = "{url}"\n[fields]\na = "any"\n')
        with pytest.raises(PersonError) as raised:
            load_contract(path)
        assert "rahasia" not in raised.value.render("id") + raised.value.render("en") + str(raised.value)
