"""A ledger on each back end, and findings to settle."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import create_engine, text

from ledger.database import Ledger
from ledger.runs import begin_run
from schemas.finding import Finding, WatchedState
from schemas.tables import empty, polars_schema

START = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)


def moment(day: int = 0, minute: int = 0) -> datetime:
    """Night number ``day``, some minutes in."""
    return START + timedelta(days=day, minutes=minute)


def finding(number: int, **values: Any) -> dict[str, Any]:
    """A row of the Finding schema; the same ``number`` is the same unit."""
    return {
        "finding_id": f"{number:016x}",
        "aturan": "ANG-001",
        "versi_aturan": 1,
        "tema": "anggaran",
        "keparahan": "blokir",
        "jenis": "ketidaksesuaian",
        "hasil": "gagal",
        "dataset": "rfk",
        "periode": "2026-10",
        "kode_opd": "1.03.0.00.0.00.01.0000",
        "subjek": f'{{"kode":"{number}"}}',
        "baris_id": f"b{number}",
        "berkas": None,
        "lembar": "RFK",
        "baris": number + 1,
        "kolom": "realisasi_idr",
        "sel": f"H{number + 1}",
        "nilai_asli": "Rp 101",
        "teramati": 101.0,
        "harapan": 100.0,
        "selisih": 1.0,
        "teramati_teks": "Rp101",
        "harapan_teks": "Rp100",
        "satuan": "idr",
        "parameter": "{}",
        "ambang": "{}",
        "dasar": "UU 1/2004 ps 3(3)",
        "kecurigaan": 0.5,
        "dampak_idr": 1,
        "terkait": None,
    } | values


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    """Findings of a night."""
    return pl.DataFrame(rows, schema=polars_schema(Finding)) if rows else empty(Finding)


def watched(**states: str) -> pl.DataFrame:
    """Fate of open findings by number: ``watched(n1="lolos")``."""
    rows = [(f"{int(name[1:]):016x}", state) for name, state in states.items()]
    return pl.DataFrame(rows, schema=polars_schema(WatchedState), orient="row")


def fid(number: int) -> str:
    """The id of finding ``number``."""
    return f"{number:016x}"


def new_run(ledger: Ledger, at: datetime, as_of: date | None = None) -> str:
    """A running night."""
    return begin_run(ledger, as_of=as_of or at.date(), at=at, code_version="test", rules_lock_hash="0").run_id


class Tools:
    """What tests need to speak of findings; conftest modules cannot be imported by name."""

    moment = staticmethod(moment)
    finding = staticmethod(finding)
    frame = staticmethod(frame)
    watched = staticmethod(watched)
    fid = staticmethod(fid)
    new_run = staticmethod(new_run)


@pytest.fixture(scope="session")
def tools() -> type[Tools]:
    return Tools


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """A database of its own in the cluster."""
    name = f"ledger_{secrets.token_hex(6)}"
    server = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield str(server.url.set(database=name).render_as_string(hide_password=False))
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger may live, on each back end."""
    if request.param == "sqlite":
        return str(tmp_path / "buku.db")
    return str(request.getfixturevalue("postgres_database"))


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def start_python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start another Python process of the project; what still runs at the end is killed."""
    root = Path(__file__).parents[2]
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
