"""From configuration and command line to connectors; and no secret on the way."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import fsspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import PersonError
from sources.connectors.base import PullProblem
from sources.connectors.credentials import describe, without_credentials
from sources.connectors.exact_json import read_json, write_json
from sources.connectors.folder import FolderConnector
from sources.connectors.http_api import HttpApiConnector
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for, source_from_argument, state_for
from sources.connectors.remote import FileSystemConnector, HttpFilesConnector
from sources.connectors.sql_table import SqlConnector
from sources.connectors.sql_values import common_type
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

CONTRACT = '[contract]\nname = "a"\ndataset = "sp2d"\nurl = "https://h.example/x"\n[fields]\na = "any"\n'


def test_what_the_command_line_names_becomes_a_source(tmp_path: Path) -> None:
    contract = tmp_path / "sp2d.toml"
    contract.write_text(CONTRACT)
    told = {
        str(tmp_path): ("folder", FolderConnector),
        f"file://{tmp_path}/kotak%20masuk": ("folder", FolderConnector),
        "https://opd.example.id/data/": ("remote", HttpFilesConnector),
        "s3://opd/kirim": ("remote", FileSystemConnector),
        "memory://opd": ("remote", FileSystemConnector),
        str(contract): ("http_api", HttpApiConnector),
        "postgresql://db.example.id:5432/sipd#public.realisasi": ("sql", SqlConnector),
        f"sqlite:///{tmp_path}/a.db#lra": ("sql", SqlConnector),
    }
    for text, (kind, connector) in told.items():
        source = source_from_argument(text)
        assert source.kind == kind
        assert isinstance(connector_for(source), connector)
    assert source_from_argument(f"file://{tmp_path}/kotak%20masuk").location == f"{tmp_path}/kotak masuk"
    assert source_from_argument("postgresql://h/d#s.t").options == {"table": "s.t"}


@pytest.mark.parametrize(
    ("text", "hint"), [("s4://opd", "s3://"), ("stfp://h/x", "sftp://"), ("postgresql://h/d", "#tabel")]
)
def test_an_address_of_unknown_kind_names_the_nearest_known_one(text: str, hint: str) -> None:
    with pytest.raises(PersonError) as raised:
        source_from_argument(text)
    assert hint in raised.value.do.id


def test_an_unknown_option_names_the_nearest_known_one() -> None:
    with pytest.raises(PersonError) as raised:
        connector_for(SourceConfig("awan", "remote", "s3://opd", {"endpoint": "http://x"}))
    assert "endpoint_url" in raised.value.do.id
    for options in ({"timeout_s": "lama"}, {"max_bytes": 0}, {"settle_s": True}, {"attempts": -1}):
        with pytest.raises(PersonError):
            connector_for(SourceConfig("kotak", "folder", "/x", options))


@pytest.mark.parametrize(
    "location",
    [
        "postgresql://jujur:sandi-rahasia@h/d",
        "sftp://jujur:sandi-rahasia@h/d",
        "https://jujur:sandi-rahasia@h/d/",
        "https://h/d/?access_token=sandi-rahasia",
        "s3://AKIA:sandi-rahasia@bucket/x",
    ],
)
def test_a_secret_in_an_address_is_refused_and_not_repeated(location: str) -> None:
    kind: Any = "sql" if location.startswith("postgresql") else "remote"
    with pytest.raises(PersonError) as raised:
        connector_for(SourceConfig("x", kind, location, {"table": "t"} if kind == "sql" else {}))
    assert "sandi-rahasia" not in raised.value.render("id") + raised.value.render("en") + repr(raised.value)
    assert "_env" in raised.value.do.id


def test_a_secret_that_is_not_set_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIDAK_ADA_UJI", raising=False)
    with pytest.raises(PersonError) as raised:
        connector_for(SourceConfig("api", "remote", "https://h.example/d/", {"token_env": "TIDAK_ADA_UJI"}))
    assert "TIDAK_ADA_UJI" in raised.value.what.id


def test_no_connector_shows_its_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RAHASIA_UJI", "isi-rahasia")
    (tmp_path / "k.toml").write_text(CONTRACT)
    sources = [
        SourceConfig("a", "remote", "https://h.example/d/", {"token_env": "RAHASIA_UJI"}),
        SourceConfig("b", "remote", "s3://o", {"key_env": "RAHASIA_UJI", "secret_env": "RAHASIA_UJI"}),
        SourceConfig("c", "remote", "sftp://h/d", {"user": "u", "password_env": "RAHASIA_UJI"}),
        SourceConfig("d", "sql", "mysql://h/d", {"table": "t", "password_env": "RAHASIA_UJI"}),
        SourceConfig("e", "http_api", str(tmp_path / "k.toml"), {"token_env": "RAHASIA_UJI"}),
    ]
    for source in sources:
        assert "isi-rahasia" not in repr(connector_for(source)) + str(connector_for(source)) + repr(source)


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("could not connect to postgresql://u:rahasia1@h/d", "rahasia1"),
        ("GET https://h/x?a=1&access_token=rahasia1 failed", "rahasia1"),
        ("Authorization: Bearer rahasia1", "rahasia1"),
        ("aws_secret_access_key='rahasia1'", "rahasia1"),
        ("ditolak untuk r@h/a+sia", "r@h/a+sia"),
        ("ditolak untuk r%40h%2Fa%2Bsia", "r%40h%2Fa%2Bsia"),
    ],
)
def test_errors_of_libraries_are_told_without_their_secrets(said: str, hidden: str) -> None:
    assert hidden not in describe(OSError(said), ["r@h/a+sia"])
    assert len(describe(OSError("x" * 5000))) < 300


def test_origins_keep_the_place_and_lose_the_rest() -> None:
    assert without_credentials("https://u:p@h:8443/a/b?x=1#y") == "https://h:8443/a/b"


def test_any_fsspec_file_system_can_be_a_source(store: RawStore, state: ConnectorState, now: datetime) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({"/opd-uji/dinas/rfk.xlsx": b"rfk", "/opd-uji/b.pdf": b"pdf"})
    source = SourceConfig("m", "remote", "memory://opd-uji", {"pattern": "*.xlsx"})
    (receipt,) = connector_for(source).pull(store, state, now)
    memory.rm("/opd-uji", recursive=True)
    assert isinstance(receipt, Receipt)
    assert (receipt.origin, receipt.sender) == ("memory://opd-uji/dinas/rfk.xlsx", "dinas")
    (problem,) = connector_for(source).pull(store, state, now)
    assert isinstance(problem, PullProblem)


def test_a_source_that_is_down_does_not_keep_the_others_from_arriving(
    store: RawStore, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "kotak").mkdir()
    (tmp_path / "kotak" / "rfk.xlsx").write_bytes(b"rfk")
    sources = [
        SourceConfig("mati", "remote", "http://127.0.0.1:1/d/", {"attempts": 1}),
        SourceConfig("hilang", "folder", str(tmp_path / "tidak-ada")),
        SourceConfig("hidup", "folder", str(tmp_path / "kotak"), {"settle_s": 0}),
    ]
    pulled = [
        arrival
        for source in sources
        for arrival in connector_for(source).pull(store, state_for(tmp_path / "ingatan", source), now)
    ]
    assert [type(p) for p in pulled] == [PullProblem, PullProblem, Receipt]
    assert [p.source for p in pulled if isinstance(p, PullProblem)] == ["mati", "hilang"]


def test_memories_of_two_places_under_one_name_are_kept_apart(tmp_path: Path, now: datetime) -> None:
    one, two = (SourceConfig("dinas/a", "folder", place) for place in ("/x", "/y"))
    receipt = Receipt("0" * 64, "a", "a", 1, now)
    memory = state_for(tmp_path, one)
    memory.remember("a", [1], receipt)
    memory.save()
    assert state_for(tmp_path, one).get("a") is not None
    assert state_for(tmp_path, two).get("a") is None
    assert all(p.parent == tmp_path for p in tmp_path.rglob("*"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_canonical_json_reads_back_and_is_its_own_canonical_form(value: Any) -> None:
    written = write_json(value)
    again = read_json(written)
    assert again == value
    assert write_json(read_json(write_json(again))) == write_json(again)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 8)), min_size=2, max_size=5))
def test_widening_decimals_never_loses_a_digit_in_any_order(digits: list[tuple[int, int]]) -> None:
    kinds = [pa.decimal128(whole + scale, scale) for whole, scale in digits]
    merged = kinds[0]
    for kind in kinds[1:]:
        merged = common_type(merged, kind)
    assert merged.scale == max(scale for _, scale in digits)
    assert merged.precision - merged.scale >= max(whole for whole, _ in digits)
    largest = Decimal(10 ** max(whole for whole, _ in digits) - 1)
    assert pa.scalar(largest, merged).as_py() == largest


DEAD_SOURCES = """
import os, socket, sys
from datetime import UTC, datetime
from pathlib import Path
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for, state_for
from sources.store import RawStore

os.environ["KUNCI_UJI"] = "isi-rahasia"
mute = socket.create_server(("127.0.0.1", 0))
at = f"127.0.0.1:{mute.getsockname()[1]}"
keys = {"key_env": "KUNCI_UJI", "secret_env": "KUNCI_UJI", "endpoint_url": f"http://{at}"}
home, brisk = Path(sys.argv[1]), {"timeout_s": 1}
for source in (
    SourceConfig("s3", "remote", "s3://b/x", keys | brisk),
    SourceConfig("sftp", "remote", f"sftp://u@{at}/x", {"password_env": "KUNCI_UJI"} | brisk),
    SourceConfig("http", "remote", f"http://{at}/x/", {"token_env": "KUNCI_UJI"} | brisk),
    SourceConfig("pg", "sql", f"postgresql://{at}/x", {"table": "t", "password_env": "KUNCI_UJI"} | brisk),
):
    pulled = list(connector_for(source).pull(RawStore(home / "raw"), state_for(home, source), datetime.now(UTC)))
    print(source.name, len(pulled))
"""


@pytest.mark.servers
def test_sources_that_hang_let_the_program_end_at_once_and_print_nothing(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DEAD_SOURCES, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stdout.splitlines() == ["s3 1", "sftp 1", "http 1", "pg 1"]
    assert ended.stderr == ""
    assert ended.returncode == 0
