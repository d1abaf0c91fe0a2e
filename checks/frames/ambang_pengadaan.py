"""How many contract values lie just under and just over the limit of direct procurement in force when signed."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.bunching import chance_of
from checks.prepare.procurement import direct_procurement_limit

UNIT = ("kode_opd", "tahun", "jenis_pengadaan")
WINDOW = 0.10
"""Share of the limit counted on either side of it."""
POOLED_YEARS = 3

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "jenis_pengadaan": pl.String(),
    **dict.fromkeys(("n_kontrak", "n_di_bawah", "n_di_atas", "n_dekat"), pl.Int32()),
    **dict.fromkeys(("batas_idr", "di_bawah_idr"), pl.Int64()),
    "peluang": pl.Float64(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, kind of procurement and year with a contract, over that year and the two before."""
    value, limit = pl.col("nilai_idr"), pl.col("_batas")
    signed = (
        prepared["kontrak"]
        .drop_nulls((*UNIT, "nilai_idr", "kontrak_tgl"))
        .with_columns(direct_procurement_limit("jenis_pengadaan", "kontrak_tgl").alias("_batas"))
        .with_columns(
            ((value > limit * (1 - WINDOW)) & (value <= limit)).alias("_bawah"),
            ((value > limit) & (value <= limit * (1 + WINDOW))).alias("_atas"),
        )
        .select(*UNIT, "nilai_idr", "_batas", "_bawah", "_atas")
    )
    years = signed.select(UNIT).unique()
    later = pl.concat([signed.with_columns(pl.col("tahun") + after) for after in range(POOLED_YEARS)])
    pooled = (
        later.join(years, on=UNIT, how="semi")
        .group_by(UNIT)
        .agg(
            pl.len().alias("n_kontrak"),
            pl.col("_bawah").sum().alias("n_di_bawah"),
            pl.col("_atas").sum().alias("n_di_atas"),
            pl.col("_batas").max().alias("batas_idr"),
            pl.col("nilai_idr").filter("_bawah").sum().alias("di_bawah_idr"),
        )
        .sort(UNIT)
        .with_columns((pl.col("n_di_bawah") + pl.col("n_di_atas")).alias("n_dekat"))
    )
    chance = chance_of(*(pooled[name].cast(pl.Int64).to_numpy() for name in ("n_di_bawah", "n_di_atas")))
    return pooled.with_columns(pl.Series("peluang", chance, dtype=pl.Float64))


FRAME = Frame(
    name="ambang_pengadaan",
    dataset="kontrak",
    key=("kode_opd", "jenis_pengadaan"),
    columns=COLUMNS,
    words={
        "n_di_bawah": "contracts of three years up to a tenth under the limit of their day; n_di_atas over it",
        "n_dekat": "both together, of n_kontrak; peluang: chance of so many under it, were both sides equally likely",
        "batas_idr": "the highest limit among them; di_bawah_idr the value just under together",
    },
    build=build,
)
