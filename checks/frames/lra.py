"""Every line of every LRA, with its rate recomputed."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.rounding import share_pct
from schemas.lra import Lra
from schemas.tables import polars_schema


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per line, subtotals and totals too; ``kunci`` is its account, or its name where it has none."""
    return prepared.facts.tables["lra"].with_columns(
        share_pct("realisasi_idr", "anggaran_idr").alias("hit_pct"),
        pl.coalesce("kode_akun", pl.format("{} #{}", pl.col("uraian").fill_null("-"), "baris")).alias("kunci"),
    )


FRAME = Frame(
    name="lra",
    dataset="lra",
    key=("kode_opd", "lembar", "kunci"),
    columns={**polars_schema(Lra), "hit_pct": pl.Float64(), "kunci": pl.String()},
    words={
        "hit_pct": "realised over budget, percent; null without a positive budget",
        "kunci": "account, or name and row where the form has no accounts",
    },
    build=build,
)
