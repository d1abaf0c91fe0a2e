"""How many units each rule examined and how each ended, by agency and reason, by counting codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from checks.rule import Check, Verdicts
from checks.states import FOLDED, NOT_EXAMINED, PASS, WIDTH, reasons
from schemas.finding import Coverage
from schemas.tables import polars_schema

NO_AGENCY = "-"
_FOLD = (FOLDED[:, None] == np.arange(5)).astype(np.int64)
"""Turns counts by code into counts by state."""


@dataclass(frozen=True, slots=True)
class Agencies:
    """Names of the agencies of a frame, and ``start``: for each row ``WIDTH`` times the position of its agency."""

    names: list[str]
    rows: np.ndarray
    start: np.ndarray


def agencies_of(data: pl.DataFrame) -> Agencies:
    """Agencies of ``data``, sorted; rows of nobody known are :data:`NO_AGENCY`'s."""
    if not data.height:
        return Agencies([NO_AGENCY], np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.intp))
    column = data["kode_opd"] if "kode_opd" in data.columns else pl.Series([NO_AGENCY]).new_from_index(0, data.height)
    named = column.fill_null(NO_AGENCY)
    names = named.unique().sort()
    position = named.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.intp)
    return Agencies(names.to_list(), np.bincount(position, minlength=len(names)), position * WIDTH)


def counted(others: np.ndarray, codes: np.ndarray, agencies: Agencies) -> np.ndarray:
    """[agency, code] counts from the rows that did not pass and their codes. Passes are what the others leave."""
    index = agencies.start[others] + codes
    counts = np.bincount(index, minlength=len(agencies.names) * WIDTH).reshape(-1, WIDTH)
    counts[:, PASS] = agencies.rows - counts.sum(axis=1)
    return counts


def coverage_of(judged: Sequence[tuple[Check, Verdicts, np.ndarray]], agencies: Agencies) -> pl.DataFrame:
    """``schemas.finding.Coverage`` of rules with their counts (:func:`counted`)."""
    columns: dict[str, list[object]] = {name: [] for name in polars_schema(Coverage)}
    for rule, verdicts, counts in judged:
        _add(columns, rule, agencies.names, None, counts @ _FOLD)
        used = counts.sum(axis=0)
        for code, reason in reasons(verdicts).items():
            if used[code]:
                at = np.flatnonzero(counts[:, code])
                split = np.zeros((at.size, 5), dtype=np.int64)
                split[:, FOLDED[code]] = counts[at, code]
                _add(columns, rule, [agencies.names[position] for position in at], reason, split)
    return pl.DataFrame(columns, schema=polars_schema(Coverage))


def _add(
    columns: dict[str, list[object]], rule: Check, names: list[str], reason: str | None, folded: np.ndarray
) -> None:
    columns["aturan"] += [rule.id] * len(names)
    columns["versi_aturan"] += [rule.version] * len(names)
    columns["kode_opd"] += names
    columns["alasan"] += [reason] * len(names)
    columns["diperiksa"] += (folded.sum(axis=1) - folded[:, NOT_EXAMINED]).tolist()
    for state, name in enumerate(("lolos", "gagal", "tidak_dapat_dinilai", "dikecualikan"), start=PASS):
        columns[name] += folded[:, state].tolist()
