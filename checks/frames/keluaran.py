"""Indicators month by month: each stated result beside its target, its own past and the line's report."""

from __future__ import annotations

import polars as pl

from checks.evidence.lines import evidence_lines
from checks.evidence.results import indicator_months
from checks.frame import Frame, Prepared

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "kode_indikator", "indikator", "satuan",
         "satuan_awal", "polaritas", "dokumen_dasar"),
        pl.String(),
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    **dict.fromkeys(
        ("target_k", "target_awal_k", "target_lalu_k", "realisasi_k", "capai_pct", "lalu_capai_pct"), pl.Float64()
    ),
    "satuan_sama": pl.Boolean(),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per indicator and month (or quarter's last month) whose line's RFK was reported too."""
    return indicator_months(prepared, evidence_lines(prepared))


FRAME = Frame(
    name="keluaran",
    dataset="indikator",
    key=("kode_opd", "kode", "kode_indikator"),
    columns=COLUMNS,
    words={
        "target_awal_k": "the target first agreed; target_lalu_k the hardest that stood earlier in the year",
        "satuan_awal": "the unit first stated in the year; satuan_sama whether both mean the same",
        "capai_pct": "result against target by the indicator's polarity, recomputed; lalu_ the statement before it",
    },
    build=build,
)
