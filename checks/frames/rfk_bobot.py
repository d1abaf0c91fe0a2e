"""RFK lines whose weight was written, with the weight their ceiling gives them."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

REPORT = ("berkas", "lembar", "kode_opd", "tahun", "bulan")

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("kode_opd", "kode", "uraian"), pl.String()),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "pagu_idr": pl.Int64(),
    "bobot_pct": pl.Float64(),
    "hit_bobot_pct": pl.Float64(),
    "jumlah_bobot_pct": pl.Float64(),
    "longgar_pct": pl.Float64(),
    "ada_ditahan": pl.Boolean(),
    **dict.fromkeys(("baris_id", "berkas", "lembar"), pl.String()),
    "baris": pl.Int32(),
    "asal": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per leaf of a report in which any leaf has a weight."""
    tables = prepared.facts.tables
    leaves = tables["rfk"].filter(pl.col("peran") == "rinci")
    weighed = leaves.filter(pl.col("bobot_pct").is_not_null().any().over(REPORT))
    held = (
        tables["kendala"]
        .filter(pl.col("menahan"), pl.col("baris").is_not_null())
        .select("berkas", "lembar", pl.lit(True).alias("ada_ditahan"))
        .unique()
    )
    ceiling, weight = pl.col("pagu_idr").cast(pl.Float64), pl.col("bobot_pct")
    stated = (
        tables["rfk"]
        .filter(pl.col("peran") == "total")
        .unique(REPORT, keep="none")
        .select(*REPORT, pl.col("pagu_idr").cast(pl.Float64).alias("_total"))
    )
    added = pl.when(pl.col("pagu_idr").null_count() == 0).then(ceiling.sum()).over(REPORT)
    whole = pl.coalesce("_total", added)
    return (
        weighed.join(stated, on=list(REPORT), how="left", nulls_equal=True, maintain_order="left")
        .join(held, on=["berkas", "lembar"], how="left")
        .with_columns(
            pl.col("ada_ditahan").fill_null(False),
            pl.when(whole > 0).then(ceiling / whole * 100).alias("hit_bobot_pct"),
            pl.when(weight.null_count() == 0).then(weight.sum()).over(REPORT).alias("jumlah_bobot_pct"),
            (pl.len() * 0.005).over(REPORT).alias("longgar_pct"),
        )
    )


FRAME = Frame(
    name="rfk_bobot",
    dataset="rfk",
    key=("kode_opd", "kode"),
    columns=COLUMNS,
    words={
        "hit_bobot_pct": "the line's ceiling over the report's stated total, else over the sum of its lines, percent",
        "jumlah_bobot_pct": "weights of the report added up; longgar_pct what their rounding allows",
        "ada_ditahan": "rows of the sheet were held: sums are incomplete",
    },
    build=build,
)
