"""Per agency and quarter: how many of its indicators landed exactly on their target."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.agreement import with_properties
from checks.prepare.capaian import TRIVIAL_UNITS

UNIT = ("kode_opd", "tahun", "triwulan")
COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
    **dict.fromkeys(("n_indikator", "n_tak_lengkap", "n_sepele", "n_tepat"), pl.Int32()),
    "tepat_pct": pl.Float64(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and quarter with any indicator; indicator tables add codes E.81 does not have."""
    columns = (*UNIT, "kode", "satuan", "target_k")
    evaluated = prepared["e81"].select(*columns, pl.col("total_k").alias("nilai_k"))
    table = prepared.facts.tables["indikator"]
    stated = (
        with_properties(table, table)
        .filter(pl.col("triwulan").is_not_null())
        .select(*columns, pl.col("realisasi_k").alias("nilai_k"))
        .join(evaluated.select(*UNIT, "kode").unique(), on=[*UNIT, "kode"], how="anti")
    )
    rows = pl.concat([evaluated, stated]).filter(*(pl.col(name).is_not_null() for name in UNIT))
    trivial = pl.col("satuan").str.contains(TRIVIAL_UNITS).fill_null(False)
    known = (pl.col("target_k") != 0) & pl.col("nilai_k").is_not_null() & pl.col("satuan").is_not_null()
    judged = known.fill_null(False) & ~trivial
    return (
        rows.group_by(UNIT)
        .agg(
            judged.sum().alias("n_indikator"),
            (~known.fill_null(False) & ~trivial).sum().alias("n_tak_lengkap"),
            trivial.sum().alias("n_sepele"),
            (judged & (pl.col("nilai_k") == pl.col("target_k"))).sum().alias("n_tepat"),
        )
        .with_columns(
            pl.when(pl.col("n_indikator") > 0).then(pl.col("n_tepat") / pl.col("n_indikator") * 100).alias("tepat_pct")
        )
        .sort(UNIT)
    )


FRAME = Frame(
    name="indikator_opd",
    dataset="e81",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "n_indikator": "indicators with target and value in a unit where reaching the target says something",
        "n_tak_lengkap": "indicators without target, value or unit; n_sepele documents, reports and months",
        "n_tepat": "values exactly on the target; tepat_pct their share of n_indikator",
    },
    build=build,
)
