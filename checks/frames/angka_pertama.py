"""First digits of the regency's contract and SP2D amounts as a whole: a fact about a portfolio, never about a row."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.digits import benford_distance

SMALLEST_IDR = 10
"""Amounts of one digit have no first digit to speak of."""

COLUMNS: dict[str, pl.DataType] = {
    "portofolio": pl.String(),
    "tahun": pl.Int16(),
    "n_nilai": pl.Int32(),
    **dict.fromkeys(("rentang_orde", "jarak_benford"), pl.Float64()),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per year and portfolio (sp2d, kontrak) with any amount."""
    tables = prepared.facts.tables
    final = tables["sp2d"].filter(pl.col("status") == "final")
    amounts = pl.concat(
        [
            final.select(pl.lit("sp2d").alias("portofolio"), "tahun", "nilai_idr"),
            tables["kontrak"].select(pl.lit("kontrak").alias("portofolio"), "tahun", "nilai_idr"),
        ]
    ).filter(pl.col("nilai_idr") >= SMALLEST_IDR, pl.col("tahun").is_not_null())
    made = [
        (portfolio, year, part.height, *reversed(benford_distance(part["nilai_idr"].to_numpy())))
        for (portfolio, year), part in amounts.group_by("portofolio", "tahun", maintain_order=True)
    ]
    return pl.DataFrame(made, schema=COLUMNS, orient="row")


FRAME = Frame(
    name="angka_pertama",
    dataset="sp2d",
    key=("portofolio",),
    columns=COLUMNS,
    words={
        "rentang_orde": "orders of magnitude between the 1st and the 99th percentile of the amounts",
        "jarak_benford": "mean absolute deviation of first digits from Benford's shares",
    },
    build=build,
)
