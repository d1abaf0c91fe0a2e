"""All rules in one pass: one select per prepared frame gives every rule's state of every row.

From the states come coverage (by counting), findings (from the failing rows alone) and the state of each submitted
row. A rule's expression never leaves its row, so rules on one frame share its columns and nothing is sorted, joined or
grouped twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from checks.findings import finding_ids, findings_of
from checks.frame import Frame, Prepared
from checks.rule import Check, Severity, Verdicts
from checks.thresholds import as_expression
from schemas.finding import Coverage, Finding, RowState, WatchedState
from schemas.tables import empty

NOT_EXAMINED, PASS, FAIL, UNKNOWN, EXCUSED = range(5)
STATE_NAMES = {PASS: "lolos", FAIL: "gagal", UNKNOWN: "tidak_dapat_dinilai", EXCUSED: "dikecualikan"}
WORST_FIRST = {FAIL: 0, UNKNOWN: 1, EXCUSED: 2, PASS: 3}
NO_AGENCY = "-"


@dataclass(frozen=True, slots=True)
class Judged:
    """What one night's rules said. Frames as in ``schemas.finding``; ``watched`` only for ids asked about."""

    findings: pl.DataFrame
    coverage: pl.DataFrame
    row_states: pl.DataFrame
    watched: pl.DataFrame


def bind(rule: Check, frame: pl.DataFrame) -> Verdicts:
    """The rule's verdicts with the thresholds in force for the periods in ``frame``."""
    columns = tuple(frame.columns)
    earliest = _earliest(rule, frame)
    return rule.judge(*(as_expression(rule, name, columns, earliest) for name in rule.thresholds))


def _earliest(rule: Check, frame: pl.DataFrame) -> date:
    """First day any row of ``frame`` asks a threshold for."""
    if not rule.thresholds:
        return date.min
    column = rule.threshold_date
    if column is not None:
        first = frame[column].min()
    else:
        year = frame["tahun"].min() if frame.height else None
        first = date(int(year), 1, 1) if isinstance(year, int) else None
    return first if isinstance(first, date) else date.max


def state(verdicts: Verdicts) -> pl.Expr:
    """One of the five states of a row, as a small integer."""
    ok = verdicts.ok
    outcome = pl.when(ok.is_null()).then(UNKNOWN).when(ok).then(PASS)
    for excuse in verdicts.excused.values():
        outcome = outcome.when(excuse.fill_null(False)).then(EXCUSED)
    expression = outcome.otherwise(FAIL)
    unknown = [reason.fill_null(False) for reason in verdicts.unknown.values()]
    if unknown:
        expression = pl.when(pl.any_horizontal(unknown)).then(UNKNOWN).otherwise(expression)
    if verdicts.where is not None:
        expression = (
            pl.when(verdicts.where.is_null())
            .then(UNKNOWN)
            .when(verdicts.where)
            .then(expression)
            .otherwise(NOT_EXAMINED)
        )
    return expression.cast(pl.UInt8)


def reason(verdicts: Verdicts) -> pl.Expr:
    """Why a row is unknown: the first reason of the rule that holds, or ``data_kurang``."""
    expression = pl.lit("data_kurang")
    for name, condition in reversed(list(verdicts.unknown.items())):
        expression = pl.when(condition.fill_null(False)).then(pl.lit(name)).otherwise(expression)
    return expression


def excuse(verdicts: Verdicts) -> pl.Expr:
    """Which documented exception excuses a row."""
    expression = pl.lit(None, dtype=pl.String)
    for name, condition in reversed(list(verdicts.excused.items())):
        expression = pl.when(condition.fill_null(False)).then(pl.lit(name)).otherwise(expression)
    return expression


def judge(prepared: Prepared, rules: Iterable[Check], frames: Mapping[str, Frame], watched: set[str]) -> Judged:
    """Judge every row of every frame by every rule. ``watched`` are ids of earlier findings still open."""
    by_frame: dict[str, list[Check]] = {}
    for rule in rules:
        by_frame.setdefault(rule.frame, []).append(rule)
    collected = _Collected()
    for name, group in by_frame.items():
        _judge_frame(frames[name], prepared[name], group, watched, collected)
    return collected.close()


class _Collected:
    """The parts each frame and rule adds to, until they are put together."""

    def __init__(self) -> None:
        self.findings: list[pl.DataFrame] = []
        self.coverage: list[pl.DataFrame] = []
        self.rows: list[pl.DataFrame] = []
        self.watched: list[pl.DataFrame] = []

    def close(self) -> Judged:
        findings = pl.concat([empty(Finding), *self.findings])
        rows = pl.concat(self.rows) if self.rows else empty(RowState).drop("aturan_gagal")
        counts = rows.group_by("baris_id").agg(pl.all().sum())
        failed = (
            findings.filter(pl.col("baris_id").is_not_null())
            .group_by("baris_id")
            .agg(pl.col("aturan").unique().sort().str.join(", ").alias("aturan_gagal"))
        )
        return Judged(
            findings=findings,
            coverage=pl.concat([empty(Coverage), *self.coverage]),
            row_states=counts.join(failed, on="baris_id", how="left").select(empty(RowState).columns),
            watched=pl.concat([empty(WatchedState), *self.watched]),
        )


def _judge_frame(frame: Frame, data: pl.DataFrame, rules: list[Check], watched: set[str], into: _Collected) -> None:
    verdicts = {rule.id: bind(rule, data) for rule in rules}
    states = data.select(state(verdicts[rule.id]).alias(rule.id) for rule in rules)
    agencies = _agencies(data)
    for rule in rules:
        codes = states[rule.id].to_numpy()
        into.coverage.append(_coverage(rule, verdicts[rule.id], data, codes, agencies))
        failing = np.flatnonzero(codes == FAIL)
        if failing.size:
            into.findings.append(findings_of(rule, verdicts[rule.id], frame, data[failing]))
        if watched:
            into.watched.append(_watched(rule, frame, data, codes, watched))
    if "baris_id" in data.columns:
        into.rows.append(_row_states(data, states, rules))


def _agencies(data: pl.DataFrame) -> pl.Series:
    column = data["kode_opd"] if "kode_opd" in data.columns else pl.Series([None] * data.height, dtype=pl.String)
    named = column.fill_null(NO_AGENCY)
    return named.cast(pl.Enum(named.unique().sort()))


def _coverage(
    rule: Check, verdicts: Verdicts, data: pl.DataFrame, codes: np.ndarray, agencies: pl.Series
) -> pl.DataFrame:
    """Totals per agency, and the unknown and excused rows split by reason."""
    index = agencies.to_physical().to_numpy().astype(np.int64)
    width = int(index.max()) + 1 if index.size else 0
    counts = np.bincount(index * 5 + codes, minlength=width * 5).reshape(-1, 5)
    names = agencies.unique()
    used = names.to_physical().to_numpy()
    per_agency = counts[used]
    totals = pl.DataFrame(
        {
            "kode_opd": names.cast(pl.String),
            "alasan": pl.Series([None] * len(names), dtype=pl.String),
            "diperiksa": per_agency[:, 1:].sum(axis=1),
            "lolos": per_agency[:, PASS],
            "gagal": per_agency[:, FAIL],
            "tidak_dapat_dinilai": per_agency[:, UNKNOWN],
            "dikecualikan": per_agency[:, EXCUSED],
        }
    )
    if not totals.height:
        totals = pl.DataFrame({name: [0] for name in totals.columns} | {"kode_opd": [NO_AGENCY], "alasan": [None]})
    parts = [totals]
    for code, words in ((UNKNOWN, reason(verdicts)), (EXCUSED, excuse(verdicts))):
        rows = np.flatnonzero(codes == code)
        if rows.size:
            parts.append(
                _split(
                    data[rows].with_columns(words.alias("alasan")).select("alasan"), agencies[rows], STATE_NAMES[code]
                )
            )
    return (
        pl.concat([part.select(totals.columns).cast(dict.fromkeys(_COUNTS, pl.Int64)) for part in parts])
        .cast({"kode_opd": pl.String, "alasan": pl.String})
        .select(pl.lit(rule.id).alias("aturan"), pl.lit(rule.version, pl.Int16).alias("versi_aturan"), *totals.columns)
    )


_COUNTS = ("diperiksa", "lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan")


def _split(reasons: pl.DataFrame, agencies: pl.Series, column: str) -> pl.DataFrame:
    counted = reasons.with_columns(agencies.cast(pl.String).alias("kode_opd")).group_by("kode_opd", "alasan").len()
    return counted.select(
        "kode_opd",
        "alasan",
        *(pl.col("len").alias(name) if name in (column, "diperiksa") else pl.lit(0).alias(name) for name in _COUNTS),
    ).sort("kode_opd", "alasan")


def _row_states(data: pl.DataFrame, states: pl.DataFrame, rules: list[Check]) -> pl.DataFrame:
    total = {name: np.zeros(data.height, dtype=np.int32) for name in ("dinilai", "blokir", "lain", "unknown")}
    for rule in rules:
        codes = states[rule.id].to_numpy()
        total["dinilai"] += (codes == PASS) | (codes == FAIL) | (codes == EXCUSED)
        total["blokir" if rule.severity is Severity.BLOCKING else "lain"] += codes == FAIL
        total["unknown"] += codes == UNKNOWN
    return pl.DataFrame(
        {
            "baris_id": data["baris_id"],
            "dinilai": total["dinilai"],
            "gagal_blokir": total["blokir"],
            "gagal_lain": total["lain"],
            "tidak_dapat_dinilai": total["unknown"],
        }
    ).filter(pl.col("baris_id").is_not_null())


def _watched(rule: Check, frame: Frame, data: pl.DataFrame, codes: np.ndarray, watched: set[str]) -> pl.DataFrame:
    """State tonight of the units of open findings of this rule; of a unit that occurs twice, the worse one."""
    examined = np.flatnonzero(codes != NOT_EXAMINED)
    ids = finding_ids(rule, frame, data[examined])
    found = pl.DataFrame({"finding_id": ids, "keadaan": codes[examined]}).filter(
        pl.col("finding_id").is_in(list(watched))
    )
    worst = pl.col("keadaan").replace_strict(WORST_FIRST, return_dtype=pl.Int8)
    return (
        found.sort(worst)
        .unique("finding_id", keep="first", maintain_order=True)
        .with_columns(pl.col("keadaan").replace_strict(STATE_NAMES, return_dtype=pl.String))
    )
