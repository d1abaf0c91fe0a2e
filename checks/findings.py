"""From failing rows to findings: identity, evidence and place, without words (those are rendered on reading)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import orjson
import polars as pl

from checks.cells import place_in_cell
from checks.frame import Frame
from checks.identity import PERIOD_COLUMNS, as_text, ids_of, units
from checks.rule import SUSPICION_BY_KIND, Check, Verdicts
from checks.thresholds import all_thresholds
from schemas.finding import Finding
from schemas.tables import empty, polars_schema

PLACE_COLUMNS = ("baris_id", "berkas", "lembar", "baris")
Failed = tuple[Check, Verdicts, np.ndarray]
"""A rule, its verdicts, and the positions of the rows that failed it, ascending."""


def findings_of(frame: Frame, data: pl.DataFrame, failed: list[Failed]) -> pl.DataFrame:
    """Findings (``schemas.finding.Finding``) of the failing rows; units that occur twice are one finding."""
    if not failed:
        return empty(Finding)
    involved = np.zeros(data.height, dtype=np.bool_)
    for _, _, positions in failed:
        involved[positions] = True
    rows = np.flatnonzero(involved)
    place_of = np.cumsum(involved, dtype=np.int32) - 1
    named = [name for name in dict.fromkeys((*frame.key, *PERIOD_COLUMNS)) if name in data.columns]
    units_here, bits = units(frame, _rows(data, named, rows))
    ids, at, evidence = [], [], []
    same = _first_of_unit(bits)
    for rule, verdicts, positions in failed:
        place = _once(place_of[positions], same)
        ids.append(ids_of(rule, frame, bits[place]))
        at.append(place)
        evidence.append(_evidence(rule, verdicts, data, rows[place]))
    which = np.repeat(np.arange(len(failed)), [len(part) for part in at])
    where = np.concatenate(at)
    found = pl.concat(
        [
            pl.concat(evidence),
            units_here[where],
            _places(data, rows)[where],
            _stated(frame, [rule for rule, _, _ in failed])[which],
        ],
        how="horizontal",
    ).with_columns(as_text(np.concatenate(ids)), (pl.col("teramati") - pl.col("harapan")).alias("selisih"))
    schema = polars_schema(Finding)
    return place_in_cell(found).select(pl.col(name).cast(dtype) for name, dtype in schema.items())


def _first_of_unit(bits: np.ndarray) -> np.ndarray | None:
    """For each row the first one of the same unit; None where every unit occurs once."""
    order = np.argsort(bits, kind="stable")
    begins = np.concatenate([[True], bits[order][1:] != bits[order][:-1]])
    if begins.all():
        return None
    first = np.empty(bits.size, dtype=np.int32)
    first[order] = order[np.flatnonzero(begins)][np.cumsum(begins) - 1]
    return first


def _once(place: np.ndarray, first_of_unit: np.ndarray | None) -> np.ndarray:
    """``place`` (ascending) with the first row of each unit only."""
    if first_of_unit is None:
        return place
    unit = first_of_unit[place]
    earliest = np.empty(first_of_unit.size, dtype=np.int32)
    earliest[unit[::-1]] = place[::-1]
    kept: np.ndarray = place[earliest[unit] == place]
    return kept


def _rows(data: pl.DataFrame, names: Sequence[str], positions: np.ndarray) -> pl.DataFrame:
    """The named columns at ``positions``; as many rows even where no column is named."""
    if not names:
        return pl.DataFrame({"_": np.zeros(len(positions), dtype=np.int8)})
    return data.select(names)[positions]


def _evidence(rule: Check, verdicts: Verdicts, data: pl.DataFrame, positions: np.ndarray) -> pl.DataFrame:
    """What the rule saw in each row, from the columns it looks at alone."""
    expressions = _evidence_expressions(rule, verdicts)
    names = {name for expression in expressions for name in expression.meta.root_names()}
    return _rows(data, sorted(names), positions).with_columns(expressions).select(EVIDENCE)


EVIDENCE = (
    "teramati", "harapan", "teramati_teks", "harapan_teks", "dampak_idr", "kecurigaan", "kolom", "parameter",
)  # fmt: skip


def _evidence_expressions(rule: Check, verdicts: Verdicts) -> list[pl.Expr]:
    suspicion = pl.lit(SUSPICION_BY_KIND[rule.kind]) if verdicts.suspicion is None else verdicts.suspicion
    column = pl.lit(rule.column, dtype=pl.String) if verdicts.column is None else verdicts.column
    impact = _or_null(verdicts.impact_idr, pl.Float64).clip(0).round(0).cast(pl.Int64, strict=False)
    return [
        _or_null(verdicts.observed, pl.Float64).alias("teramati"),
        _or_null(verdicts.expected, pl.Float64).alias("harapan"),
        _or_null(verdicts.observed_text, pl.String).alias("teramati_teks"),
        _or_null(verdicts.expected_text, pl.String).alias("harapan_teks"),
        impact.alias("dampak_idr"),
        suspicion.cast(pl.Float64).clip(0, 1).alias("kecurigaan"),
        column.cast(pl.String).alias("kolom"),
        _parameters(verdicts).alias("parameter"),
    ]


def _or_null(expression: pl.Expr | None, dtype: type[pl.DataType]) -> pl.Expr:
    return pl.lit(None, dtype=dtype) if expression is None else expression.cast(dtype)


def _parameters(verdicts: Verdicts) -> pl.Expr:
    if not verdicts.params:
        return pl.lit("{}")
    return pl.struct([value.alias(name) for name, value in verdicts.params.items()]).struct.json_encode()


def _places(data: pl.DataFrame, rows: np.ndarray) -> pl.DataFrame:
    """Whose rows these are and where they stand; null where the frame does not say."""
    names = ("kode_opd", *PLACE_COLUMNS, "asal")
    missing = (pl.lit(None, dtype=pl.String).alias(name) for name in names if name not in data.columns)
    return _rows(data, [name for name in names if name in data.columns], rows).with_columns(missing).select(names)


def _stated(frame: Frame, rules: list[Check]) -> pl.DataFrame:
    """What is the same for every finding of a rule, one row a rule."""
    return pl.DataFrame(
        [
            {
                "aturan": rule.id,
                "versi_aturan": rule.version,
                "tema": rule.theme,
                "keparahan": str(rule.severity),
                "jenis": str(rule.kind),
                "hasil": "gagal",
                "dataset": frame.dataset,
                "satuan": rule.unit,
                "ambang": _thresholds_used(rule),
                "dasar": rule.basis,
                "terkait": ", ".join(rule.related) or None,
            }
            for rule in rules
        ],
        schema_overrides={"terkait": pl.String},
    )


@cache
def _thresholds_used(rule: Check) -> str:
    rows = [
        {"nama": row.name, "nilai": row.value, "sejak": row.start.isoformat(), "dasar": row.basis}
        for name in rule.thresholds
        for row in all_thresholds()[(rule.id, name)]
    ]
    return orjson.dumps(rows).decode()
