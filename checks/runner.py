"""All rules in one pass: one select per prepared frame gives every rule's state of every row.

From the states come coverage (by counting), findings (from the failing rows alone) and the state of each submitted
row. A rule's expression never leaves its row, so rules on one frame share its columns and nothing is sorted, joined or
grouped twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl

from checks.coverage import agencies_of, counted, coverage_of
from checks.findings import Failed, findings_of
from checks.frame import Frame, Prepared
from checks.rule import Check, Severity, Verdicts
from checks.states import EXCUSED, FAIL, FIRST_EXCUSE, NOT_EXAMINED, PASS, STATE_NAMES, UNKNOWN, code, state
from checks.thresholds import as_expression
from checks.watch import fared, watched_units
from schemas.finding import Coverage, Finding, RowState, WatchedState
from schemas.tables import empty, polars_schema

__all__ = [
    "EXCUSED", "FAIL", "NOT_EXAMINED", "PASS", "STATE_NAMES", "UNKNOWN", "Judged", "bind", "judge", "state",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What one night's rules said. Frames as in ``schemas.finding``; ``watched`` only for ids asked about."""

    findings: pl.DataFrame
    coverage: pl.DataFrame
    row_states: pl.DataFrame
    watched: pl.DataFrame


def bind(rule: Check, frame: pl.DataFrame) -> Verdicts:
    """The rule's verdicts with the thresholds in force for the periods in ``frame``."""
    return _bound(rule, tuple(frame.columns), _earliest(rule, frame))[0]


@lru_cache(maxsize=2048)
def _bound(rule: Check, columns: tuple[str, ...], earliest: date) -> tuple[Verdicts, pl.Expr]:
    """The rule's verdicts and the code of each row, for thresholds asked for from ``earliest`` on."""
    verdicts = rule.judge(*(as_expression(rule, name, columns, earliest) for name in rule.thresholds))
    return verdicts, code(verdicts).alias(rule.id)


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
    """The parts each frame adds to, until they are put together."""

    def __init__(self) -> None:
        self.findings: list[pl.DataFrame] = []
        self.coverage: list[pl.DataFrame] = []
        self.rows: list[pl.DataFrame] = []
        self.broken: list[pl.DataFrame] = []
        self.watched: list[pl.DataFrame] = []

    def close(self) -> Judged:
        return Judged(
            findings=pl.concat([empty(Finding), *self.findings]),
            coverage=pl.concat([empty(Coverage), *self.coverage]),
            row_states=_row_states(self.rows, self.broken),
            watched=pl.concat([empty(WatchedState), *self.watched]),
        )


def _row_states(rows: list[pl.DataFrame], broken: list[pl.DataFrame]) -> pl.DataFrame:
    """Counts of each row over all frames, and the rules it broke, in their order."""
    shape = polars_schema(RowState)
    counts = pl.concat([empty(RowState).drop("aturan_gagal"), *rows])
    if len(rows) > 1 or counts["baris_id"].n_unique() < counts.height:
        counts = counts.group_by("baris_id", maintain_order=True).agg(pl.all().sum())
    pairs = pl.concat([pl.DataFrame(schema={"baris_id": pl.String, "aturan": pl.String}), *broken])
    named = (
        pairs.unique()
        .sort("aturan")
        .group_by("baris_id")
        .agg("aturan")
        .select("baris_id", pl.col("aturan").list.join(", ").alias("aturan_gagal"))
    )
    return counts.join(named, on="baris_id", how="left", maintain_order="left").select(
        pl.col(name).cast(dtype) for name, dtype in shape.items()
    )


def _judge_frame(frame: Frame, data: pl.DataFrame, rules: Sequence[Check], watched: set[str], into: _Collected) -> None:
    columns = tuple(data.columns)
    bound = {rule.id: _bound(rule, columns, _earliest(rule, data)) for rule in rules}
    codes = data.select(number for _, number in bound.values())
    agencies = agencies_of(data)
    judged = [_told(rule, bound[rule.id][0], codes[rule.id].to_numpy()) for rule in rules]
    into.coverage.append(
        coverage_of(
            [(told.rule, told.verdicts, counted(told.others, told.named, agencies)) for told in judged], agencies
        )
    )
    failed: list[Failed] = [(told.rule, told.verdicts, told.failing) for told in judged if told.failing.size]
    into.findings.append(findings_of(frame, data, failed))
    if watched:
        units = watched_units(frame, data, watched)
        into.watched += [fared(told.rule, frame, told.codes, units) for told in judged]
    if "baris_id" in columns:
        into.rows.append(_counts_of_rows(data["baris_id"], judged))
        into.broken += [_broken(rule, data["baris_id"], positions) for rule, _, positions in failed]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one rule said of a frame: the code of each row; ``others`` did not pass, ``named`` are their codes."""

    rule: Check
    verdicts: Verdicts
    codes: np.ndarray
    others: np.ndarray
    named: np.ndarray
    failing: np.ndarray


def _told(rule: Check, verdicts: Verdicts, codes: np.ndarray) -> _Told:
    others = np.flatnonzero(codes != PASS)
    named = codes[others]
    return _Told(rule, verdicts, codes, others, named, others[named == FAIL])


def _counts_of_rows(row_ids: pl.Series, judged: Sequence[_Told]) -> pl.DataFrame:
    blocking, other, unknown, unseen = (np.zeros(row_ids.len(), dtype=np.uint16) for _ in range(4))
    for told in judged:
        failing = blocking if told.rule.severity is Severity.BLOCKING else other
        failing[told.failing] += 1
        unknown[told.others[(told.named >= UNKNOWN) & (told.named < FIRST_EXCUSE)]] += 1
        unseen[told.others[told.named == NOT_EXAMINED]] += 1
    return pl.DataFrame(
        {
            "baris_id": row_ids,
            "dinilai": pl.Series(len(judged) - unknown - unseen, dtype=pl.Int32),
            "gagal_blokir": pl.Series(blocking, dtype=pl.Int32),
            "gagal_lain": pl.Series(other, dtype=pl.Int32),
            "tidak_dapat_dinilai": pl.Series(unknown, dtype=pl.Int32),
        }
    ).filter(pl.col("baris_id").is_not_null())


def _broken(rule: Check, row_ids: pl.Series, positions: np.ndarray) -> pl.DataFrame:
    """[baris_id, aturan] of the rows that failed ``rule``."""
    return pl.DataFrame({"baris_id": row_ids.gather(positions).drop_nulls()}).with_columns(
        pl.lit(rule.id).alias("aturan")
    )
