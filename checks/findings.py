"""From failing rows to findings: identity, evidence and place, without words (those are rendered on reading)."""

from __future__ import annotations

from hashlib import blake2b

import orjson
import polars as pl

from checks.frame import Frame
from checks.rule import SUSPICION_BY_KIND, Check, Verdicts
from checks.thresholds import all_thresholds
from schemas.finding import Finding
from schemas.tables import polars_schema

PERIOD_COLUMNS = ("tahun", "bulan", "triwulan")
PLACE_COLUMNS = ("baris_id", "berkas", "lembar", "baris")


def subject(frame: Frame) -> pl.Expr:
    """The unit's key as a JSON object, null where a part is missing."""
    return pl.struct(frame.key).struct.json_encode()


def period(columns: tuple[str, ...]) -> pl.Expr:
    """``YYYY``, ``YYYY-MM`` or ``YYYY-TWn``; "-" where no year is known."""
    year = pl.col("tahun").cast(pl.String) if "tahun" in columns else pl.lit(None, dtype=pl.String)
    text = year
    if "triwulan" in columns:
        quarter = pl.format("{}-TW{}", year, pl.col("triwulan"))
        text = pl.coalesce(quarter, text)
    if "bulan" in columns:
        month = pl.format("{}-{}", year, pl.col("bulan").cast(pl.String).str.zfill(2))
        text = pl.coalesce(month, text)
    return text.fill_null("-")


def finding_ids(rule: Check, frame: Frame, rows: pl.DataFrame) -> pl.Series:
    """Hash of (rule, dataset, period, subject) for each row: stable from night to night."""
    prefix = f"{rule.id}|{frame.dataset}|"
    keys = rows.select(
        pl.concat_str(pl.lit(prefix), period(tuple(rows.columns)), pl.lit("|"), subject(frame)).alias("k")
    )["k"]
    return pl.Series("finding_id", [blake2b(key.encode(), digest_size=8).hexdigest() for key in keys], dtype=pl.String)


def findings_of(rule: Check, verdicts: Verdicts, frame: Frame, rows: pl.DataFrame) -> pl.DataFrame:
    """Findings (``schemas.finding.Finding``) of the failing ``rows``; units that occur twice are one finding."""
    columns = tuple(rows.columns)
    evidence = rows.select(
        _or_null(verdicts.observed, pl.Float64).alias("teramati"),
        _or_null(verdicts.expected, pl.Float64).alias("harapan"),
        _or_null(verdicts.observed_text, pl.String).alias("teramati_teks"),
        _or_null(verdicts.expected_text, pl.String).alias("harapan_teks"),
        _or_null(verdicts.impact_idr, pl.Float64).clip(0).round(0).cast(pl.Int64, strict=False).alias("dampak_idr"),
        (pl.lit(SUSPICION_BY_KIND[rule.kind]) if verdicts.suspicion is None else verdicts.suspicion)
        .cast(pl.Float64)
        .clip(0, 1)
        .alias("kecurigaan"),
        (pl.lit(rule.column, dtype=pl.String) if verdicts.column is None else verdicts.column).alias("kolom"),
        _parameters(verdicts).alias("parameter"),
        period(columns).alias("periode"),
        subject(frame).alias("subjek"),
        *(pl.col(name) if name in columns else pl.lit(None).alias(name) for name in ("kode_opd", *PLACE_COLUMNS)),
        *_cell(columns),
    )
    placed = _place_in_cell(evidence).with_columns(
        finding_ids(rule, frame, rows),
        (pl.col("teramati") - pl.col("harapan")).alias("selisih"),
        pl.lit(rule.id).alias("aturan"),
        pl.lit(rule.version).alias("versi_aturan"),
        pl.lit(rule.theme).alias("tema"),
        pl.lit(str(rule.severity)).alias("keparahan"),
        pl.lit(str(rule.kind)).alias("jenis"),
        pl.lit("gagal").alias("hasil"),
        pl.lit(frame.dataset).alias("dataset"),
        pl.lit(rule.unit).alias("satuan"),
        pl.lit(_thresholds_used(rule)).alias("ambang"),
        pl.lit(rule.basis).alias("dasar"),
        pl.lit(", ".join(rule.related) or None, dtype=pl.String).alias("terkait"),
    )
    schema = polars_schema(Finding)
    return placed.select(pl.col(name).cast(dtype) for name, dtype in schema.items()).unique(
        "finding_id", keep="first", maintain_order=True
    )


def _or_null(expression: pl.Expr | None, dtype: type[pl.DataType]) -> pl.Expr:
    return pl.lit(None, dtype=dtype) if expression is None else expression.cast(dtype)


def _parameters(verdicts: Verdicts) -> pl.Expr:
    if not verdicts.params:
        return pl.lit("{}")
    return pl.struct([value.alias(name) for name, value in verdicts.params.items()]).struct.json_encode()


def _cell(columns: tuple[str, ...]) -> list[pl.Expr]:
    return [pl.col("asal").alias("asal")] if "asal" in columns else [pl.lit(None, dtype=pl.String).alias("asal")]


def _place_in_cell(evidence: pl.DataFrame) -> pl.DataFrame:
    """Cell and text as sent of the blamed column, from the row's ``asal``."""
    cells: list[str | None] = []
    sent: list[str | None] = []
    for origin, column in evidence.select("asal", "kolom").iter_rows():
        found = orjson.loads(origin).get(column) if origin and column else None
        cells.append(found[0] if found else None)
        sent.append(None if not found or found[1] is None else str(found[1]))
    return evidence.drop("asal").with_columns(
        pl.Series("sel", cells, dtype=pl.String), pl.Series("nilai_asli", sent, dtype=pl.String)
    )


def _thresholds_used(rule: Check) -> str:
    rows = [
        {"nama": row.name, "nilai": row.value, "sejak": row.start.isoformat(), "dasar": row.basis}
        for name in rule.thresholds
        for row in all_thresholds()[(rule.id, name)]
    ]
    return orjson.dumps(rows).decode()
