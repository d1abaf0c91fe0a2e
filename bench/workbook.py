"""One workbook of 360 rows, once loaded: every rule on the RFK frame."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from bench.machine import verdict
from checks.frame import Facts, Frame, Prepared
from checks.registry import frames, rules
from checks.runner import judge
from flows.config import ROOT
from schemas.tables import DOCUMENT_TABLES, FACT_TABLES, empty
from sources.references import load_references

ROWS = 360
RUNS = 21


def judge_one_workbook(home: Path) -> None:
    """Print milliseconds for the rules on 360 RFK rows of the night kept below ``home``."""
    generation = next(path for path in sorted((home / "bacaan").glob("*/*")) if path.is_dir())
    rfk = pl.read_parquet(generation / "rfk.parquet").filter(pl.col("peran") == "rinci").head(ROWS)
    tables = {name: empty(model) for name, model in {**FACT_TABLES, **DOCUMENT_TABLES}.items()} | {"rfk": rfk}
    moment = pl.lit(None, dtype=pl.Datetime("us", "UTC")).alias("dikirim_at")
    history = {n: tables[n].with_columns(pl.lit(1, pl.Int16).alias("versi_ke"), moment) for n in FACT_TABLES}
    known = load_references(ROOT / "data" / "reference")
    references = {name: getattr(known, name) for name in known.__dataclass_fields__}
    loaded = Prepared(Facts(tables, history, references, date(2025, 12, 15)), frames())["rfk"]
    frame: Frame = replace(frames()["rfk"], build=lambda _: loaded)
    chosen = [rule for rule in rules().values() if rule.frame == "rfk"]
    facts = Facts({}, {}, {}, date(2025, 12, 15))
    seconds = []
    findings = 0
    for _ in range(RUNS):
        begun = time.perf_counter()
        findings = judge(Prepared(facts, {"rfk": frame}), chosen, {"rfk": frame}, set()).findings.height
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds) * 1000
    print(
        f"\nOne workbook of {loaded.height} rows, {len(chosen)} rules, {findings} findings: {median:.0f} ms"
        f" (bar 30 ms): {verdict(median <= 30)}"
    )
