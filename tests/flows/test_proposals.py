"""Verdicts on a ledger become precision, an advisory rule outside the queues, and a proposal in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import polars as pl
import pytest

from flows.config import Settings
from flows.proposing import show_proposals
from ledger.audit import Actor
from ledger.database import Ledger
from ledger.decisions import decide, seen_now
from ledger.runs import begin_run
from ledger.settle import settle
from schemas.finding import Finding, WatchedState
from schemas.tables import empty, polars_schema

AT = datetime(2026, 11, 2, 18, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({"tempat": {"home": str(tmp_path)}})


def judge_all(settings: Settings, verdicts: list[tuple[float, str]]) -> None:
    """One finding of REK-001 a verdict, each off by the amount given."""
    rows = [
        {
            "finding_id": f"{number:016x}", "aturan": "REK-001", "versi_aturan": 1, "tema": "rekonsiliasi",
            "keparahan": "peringatan", "jenis": "tidak_konsisten", "hasil": "gagal", "dataset": "rfk",
            "periode": "2026-10", "subjek": "{}", "teramati": off, "harapan": 0.0, "selisih": off, "satuan": "idr",
            "parameter": "{}", "ambang": "[]", "dasar": "x", "kecurigaan": 0.8,
        }
        for number, (off, _) in enumerate(verdicts)
    ]  # fmt: skip
    with Ledger.open(settings.database_url) as ledger:
        run = begin_run(ledger, as_of=AT.date(), at=AT, code_version="x", rules_lock_hash="0").run_id
        settle(ledger, run, pl.DataFrame(rows, schema=polars_schema(Finding)), empty(WatchedState), AT)
        for row, (_, verdict) in zip(rows, verdicts, strict=True):
            seen = seen_now(ledger, str(row["finding_id"]))
            decide(ledger, seen, verdict, actor=Actor("sri", "steward"), reason="lainnya", comment="x", at=AT)


def test_a_rule_mostly_wrong_only_advises_and_a_larger_limit_is_proposed(settings, capsys) -> None:
    small = [(float(n), "alarm_palsu") for n in range(1, 14)]
    large = [(1_000_000.0 + n, "diterima") for n in range(10)]
    (settings.home / "jujur.db").parent.mkdir(exist_ok=True)
    judge_all(settings, small + large)
    show_proposals(settings, "id", as_json=False)
    said = " ".join(capsys.readouterr().out.split())
    assert "tepat 43 %" in said
    assert "hanya memberi saran" in said
    assert "mulai selisih Rp 1.000.000; 13 dari 13 alarm palsu tidak muncul, 10 dari 10" in said
    show_proposals(settings, "en", as_json=True)
    told = orjson.loads(capsys.readouterr().out)
    assert told["ketepatan"][0]["penasihat"]
    assert told["usulan"][0]["mulai_selisih"] == 1_000_000


def test_before_anyone_decided_it_says_so(settings, capsys) -> None:
    judge_all(settings, [])
    show_proposals(settings, "en", as_json=False)
    assert "No steward has decided yet" in capsys.readouterr().out
