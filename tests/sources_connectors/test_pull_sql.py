"""Tables and queries from real databases: exact types, read-only, the same bytes for the same rows."""

from __future__ import annotations

import itertools
import logging
import socket
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import sqlalchemy as sa

from sources.connectors.base import Pulled, PullProblem
from sources.connectors.options import SourceConfig
from sources.connectors.registry import connector_for
from sources.connectors.state import ConnectorState
from sources.receipt import Receipt
from sources.store import RawStore

pytestmark = [pytest.mark.servers]
_names = itertools.count(1)


def _pull(source: SourceConfig, store: RawStore, state: ConnectorState, now: datetime) -> list[Pulled]:
    return list(connector_for(source).pull(store, state, now))


def _frame(store: RawStore, pulled: list[Pulled]) -> pl.DataFrame:
    (receipt,) = pulled
    assert isinstance(receipt, Receipt), receipt
    return pl.read_parquet(store.path(receipt.sha256))


@pytest.fixture
def postgres(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[sa.Engine, str]]:
    """A database of its own and its address without user."""
    name = f"uji_{next(_names)}"
    admin = sa.create_engine(postgres_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET timezone TO 'Asia/Jakarta'")
    monkeypatch.setenv("PENGGUNA_UJI", "jujur")
    monkeypatch.setenv("SANDI_UJI", "sandi-sangat-rahasia")
    url = sa.make_url(postgres_url).set(database=name)
    engine = sa.create_engine(url)
    yield engine, f"postgresql://127.0.0.1:{url.port}/{name}"
    engine.dispose()


def _source(location: str, **options: Any) -> SourceConfig:
    named = {"user_env": "PENGGUNA_UJI", "password_env": "SANDI_UJI"}
    quick = {"timeout_s": 20, "read_timeout_s": 5, "first_wait_s": 0.01, "attempts": 2}
    return SourceConfig("sipd", "sql", location, named | quick | options)


def _fill(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE realisasi (id int PRIMARY KEY, kode_opd text, pagu numeric(20,2), serapan numeric,"
            " tgl date, diubah timestamptz, catatan text, aktif boolean, lampiran bytea, rinci jsonb, porsi float8)"
        )
        connection.exec_driver_sql(
            "INSERT INTO realisasi VALUES"
            " (2, '1.03', 12345678901234567.89, 0.1, '2025-11-30', '2025-12-01 08:00+07', NULL, true, 'x',"
            ' \'{"b":1,"a":2}\', 0.5),'
            " (1, '7.01', -5, 123456789.000001, '2025-11-30', NULL, NULL, false, NULL, NULL, NULL)"
        )


def test_a_table_arrives_with_exact_types_in_the_order_of_its_key(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    engine, location = postgres
    _fill(engine)
    pulled = _pull(_source(location, table="realisasi"), store, state, now)
    frame = _frame(store, pulled)
    assert frame["id"].to_list() == [1, 2]
    assert frame["pagu"].to_list() == [Decimal("-5.00"), Decimal("12345678901234567.89")]
    assert frame["serapan"].to_list() == [Decimal("123456789.000001"), Decimal("0.100000")]
    assert frame["tgl"].to_list() == [date(2025, 11, 30)] * 2
    assert frame["diubah"].to_list() == [None, datetime(2025, 12, 1, 1, 0, tzinfo=UTC)]
    assert frame["catatan"].dtype == pl.String
    assert frame["catatan"].to_list() == [None, None]
    assert frame["rinci"].to_list() == [None, '{"a":2,"b":1}']
    assert frame["lampiran"].to_list() == [None, b"x"]
    (receipt,) = pulled
    assert isinstance(receipt, Receipt)
    assert receipt.name == "sipd.realisasi.parquet"
    assert receipt.origin == f"{location}#realisasi"


def test_unchanged_rows_are_the_same_payload_and_a_changed_one_is_not(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    engine, location = postgres
    _fill(engine)
    source = _source(location, table="public.realisasi")
    first = _pull(source, store, state, now)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE realisasi SET pagu = pagu")
    assert _pull(source, store, state, now + timedelta(days=1)) == first
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE realisasi SET pagu = pagu + 0.01 WHERE id = 1")
    (second,) = _pull(source, store, state, now + timedelta(days=1))
    assert second != first[0]


def test_many_rows_stream_in_chunks_and_widen_types_across_them(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _, location = postgres
    query = (
        "SELECT n, CASE WHEN n > 15000 THEN n * 1.25 END AS nilai, CASE WHEN n > 24000 THEN 'x' END AS teks,"
        " CASE WHEN n < 5 THEN 0.5 ELSE n * 1000000000000.0 END AS lebar FROM generate_series(1, 25000) AS n ORDER BY n"
    )
    frame = _frame(store, _pull(_source(location, query=query), store, state, now))
    assert frame.height == 25_000
    assert frame["n"].to_list() == list(range(1, 25_001))
    assert frame["nilai"].null_count() == 15_000
    assert frame["nilai"][-1] == Decimal("31250.00")
    assert frame["lebar"][0] == Decimal("0.5")
    assert frame["lebar"][-1] == Decimal(25_000) * 10**12
    assert frame["teks"].drop_nulls().len() == 1000


def test_a_query_is_taken_letter_by_letter(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _, location = postgres
    query = "SELECT '2025-11-01'::date AS tgl, ' :nama 100% %s' AS teks, 7 % 4 AS sisa, 1 AS a, 2 AS a"
    frame = _frame(store, _pull(_source(location, query=query), store, state, now))
    assert frame.rows() == [(date(2025, 11, 1), " :nama 100% %s", 3, 1, 2)]
    assert frame.columns == ["tgl", "teks", "sisa", "a", "a_2"]


def test_an_empty_table_is_a_payload_with_its_columns(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    engine, location = postgres
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE kosong (a int, b text)")
    frame = _frame(store, _pull(_source(location, table="kosong"), store, state, now))
    assert frame.columns == ["a", "b"]
    assert frame.height == 0


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM realisasi",
        "WITH x AS (DELETE FROM realisasi RETURNING id) SELECT * FROM x",
        "SELECT 1; DELETE FROM realisasi; COMMIT",
        "SET TRANSACTION READ WRITE; DELETE FROM realisasi",
    ],
)
def test_nothing_can_be_written_through_a_query(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime, query: str
) -> None:
    engine, location = postgres
    _fill(engine)
    (problem,) = _pull(_source(location, query=query), store, state, now)
    assert isinstance(problem, PullProblem)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM realisasi").scalar() == 2


def test_a_query_that_never_ends_is_stopped_on_both_sides(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    engine, location = postgres
    began = time.monotonic()
    (problem,) = _pull(_source(location, query="SELECT pg_sleep(60)", timeout_s=1.5), store, state, now)
    assert time.monotonic() - began < 5
    assert isinstance(problem, PullProblem)
    with engine.connect() as connection:
        running = "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND application_name = 'jujur'"
        end = time.monotonic() + 5
        while connection.exec_driver_sql(running).scalar():
            assert time.monotonic() < end
            time.sleep(0.1)


def test_a_database_that_accepts_and_never_speaks_ends_with_its_time(
    store: RawStore, state: ConnectorState, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PENGGUNA_UJI", "jujur")
    monkeypatch.setenv("SANDI_UJI", "sandi-sangat-rahasia")
    with socket.create_server(("127.0.0.1", 0)) as mute:
        for scheme in ("postgresql", "mysql"):
            began = time.monotonic()
            location = f"{scheme}://127.0.0.1:{mute.getsockname()[1]}/db"
            (problem,) = _pull(_source(location, table="t", timeout_s=1), store, state, now)
            assert time.monotonic() - began < 5
            assert isinstance(problem, PullProblem)


def test_what_is_missing_or_down_is_a_problem_without_credentials(
    postgres: tuple[sa.Engine, str],
    store: RawStore,
    state: ConnectorState,
    now: datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    _, location = postgres
    sources = [
        _source(location, table="tidak_ada"),
        _source(location, query="SELECT tidak_ada"),
        _source(location, query="SELEC 1"),
        _source(location.rpartition("/")[0] + "/tidak_ada", table="t"),
        _source("postgresql://127.0.0.1:1/db", table="t"),
        _source("mysql://127.0.0.1:1/db", table="t"),
    ]
    for source in sources:
        pulled = _pull(source, store, state, now)
        assert [type(p) for p in pulled] == [PullProblem]
        shown = repr(pulled) + repr(connector_for(source))
        assert "sandi-sangat-rahasia" not in shown
    assert "sandi-sangat-rahasia" not in caplog.text
    assert list(store.root.glob("??/*")) == []


def test_a_result_over_the_limit_is_refused_while_it_streams(
    postgres: tuple[sa.Engine, str], store: RawStore, state: ConnectorState, now: datetime
) -> None:
    _, location = postgres
    query = "SELECT repeat('x', 100) FROM generate_series(1, 300000)"
    (problem,) = _pull(_source(location, query=query, max_bytes=3_000_000), store, state, now)
    assert isinstance(problem, PullProblem)
    assert "3.000.000" in problem.what.id


def test_mysql_rows_arrive_exactly_and_nothing_can_be_written(
    mariadb_url: str, store: RawStore, state: ConnectorState, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sa.make_url(mariadb_url)
    monkeypatch.setenv("PENGGUNA_UJI", "jujur")
    monkeypatch.setenv("SANDI_UJI", "sandi-uji")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE sp2d (nomor varchar(20), nilai decimal(20,2), tgl date, jam timestamp)"
        )
        connection.exec_driver_sql("SET time_zone = '+07:00'")
        connection.exec_driver_sql("INSERT INTO sp2d VALUES ('b', 1.10, '2025-11-01', '2025-11-01 07:00:00')")
        connection.exec_driver_sql("INSERT INTO sp2d VALUES ('a', 99999999999999999.99, NULL, '2025-11-01 08:00:00')")
    engine.dispose()
    location = f"mysql://127.0.0.1:{url.port}/jujur"
    first = _pull(_source(location, table="sp2d"), store, state, now)
    frame = _frame(store, first)
    assert frame["nomor"].to_list() == ["a", "b"]
    assert frame["nilai"].to_list() == [Decimal("99999999999999999.99"), Decimal("1.10")]
    assert frame["tgl"].to_list() == [None, date(2025, 11, 1)]
    assert frame["jam"].to_list() == [datetime(2025, 11, 1, 1), datetime(2025, 11, 1, 0)]  # noqa: DTZ001
    assert _pull(_source(location, table="sp2d"), store, state, now) == first
    (problem,) = _pull(_source(location, query="DELETE FROM sp2d"), store, state, now)
    assert isinstance(problem, PullProblem)
    (asleep,) = _pull(_source(location, query="SELECT sleep(60)", timeout_s=1.5), store, state, now)
    assert isinstance(asleep, PullProblem)
    monkeypatch.setenv("SANDI_UJI", "sandi-salah-sekali")
    (refused,) = _pull(_source(location, table="sp2d"), store, state, now)
    assert isinstance(refused, PullProblem)
    assert "menolak akses" in refused.what.id
    assert "sandi-salah-sekali" not in repr(refused)


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    path = tmp_path / "data 1.db"
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE lra (kode TEXT, anggaran, keterangan)")
        connection.exec_driver_sql("INSERT INTO lra VALUES ('5.1', 100, 'x'), ('5.2', 'seratus', NULL), ('4', 1.5, 7)")
    engine.dispose()
    return path


def test_sqlite_values_of_mixed_kinds_are_kept_as_text_as_sent(
    sqlite: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    source = SourceConfig("lokal", "sql", f"sqlite:///{sqlite}", {"table": "lra"})
    frame = _frame(store, _pull(source, store, state, now))
    assert frame.rows() == [("4", "1.5", "7"), ("5.1", "100", "x"), ("5.2", "seratus", None)]


@pytest.mark.parametrize(
    "query", ["DELETE FROM lra", "CREATE TABLE x (a)", "PRAGMA query_only = OFF", "ATTACH 'baru.db' AS baru"]
)
def test_a_sqlite_file_cannot_be_written_through_a_query(
    sqlite: Path,
    store: RawStore,
    state: ConnectorState,
    now: datetime,
    query: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(sqlite.parent)
    before = sqlite.read_bytes()
    source = SourceConfig("lokal", "sql", f"sqlite:///{sqlite}", {"query": query, "attempts": 1})
    pulled = _pull(source, store, state, now)
    assert [type(p) for p in pulled] == [PullProblem]
    assert sqlite.read_bytes() == before
    assert not (sqlite.parent / "baru.db").exists()


def test_a_sqlite_file_that_is_missing_is_not_created(
    tmp_path: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    source = SourceConfig("lokal", "sql", f"sqlite:///{tmp_path}/tidak-ada.db", {"table": "lra", "attempts": 1})
    (problem,) = _pull(source, store, state, now)
    assert isinstance(problem, PullProblem)
    assert not (tmp_path / "tidak-ada.db").exists()


def test_an_endless_sqlite_query_is_stopped(
    sqlite: Path, store: RawStore, state: ConnectorState, now: datetime
) -> None:
    query = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    began = time.monotonic()
    source = SourceConfig("lokal", "sql", f"sqlite:///{sqlite}", {"query": query, "timeout_s": 1})
    (problem,) = _pull(source, store, state, now)
    assert time.monotonic() - began < 4
    assert isinstance(problem, PullProblem)
