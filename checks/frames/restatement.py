"""RFK lines whose month was filed more than once: what the earlier version said and what the later one says."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

UNIT = ["kode_opd", "tahun", "bulan", "kode"]
FIELDS = ("realisasi_idr", "fisik_pct", "pagu_idr")

WORDS = {
    "versi_ke": "number of the version in force among those filed for the month",
    "dikirim_at": "when the version in force was sent",
    "sebelum_realisasi_idr": "the line's figure in the version before (sebelum_*); its file is sebelum_berkas",
    "batas_tgl": "last day the month's report was due",
    "lewat_hari": "days the later version came after that day",
    "ke_evaluasi_hari": "days from sending to the regency's year-end evaluation, negative after it",
    "sp2d_sd_idr": "treasury spending to the month's end",
}
COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(
        ("baris_id", "berkas", "lembar", "asal", "kode_opd", "kode", "uraian", "sebelum_berkas"), pl.String()
    ),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "versi_ke": pl.Int32(),
    "dikirim_at": pl.Datetime("us", "UTC"),
    "batas_tgl": pl.Date(),
    **dict.fromkeys(("lewat_hari", "ke_evaluasi_hari"), pl.Int64()),
    **dict.fromkeys(
        ("realisasi_idr", "pagu_idr", "sebelum_realisasi_idr", "sebelum_pagu_idr", "sp2d_sd_idr"), pl.Int64()
    ),
    **dict.fromkeys(("fisik_pct", "sebelum_fisik_pct"), pl.Float64()),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per line and month that the last two versions both hold; a line doubled in a version counts once."""
    history = (
        prepared.facts.history["rfk"]
        .filter(pl.col("peran") == "rinci", *(pl.col(name).is_not_null() for name in UNIT))
        .unique([*UNIT, "versi_ke"], keep="first", maintain_order=True)
        .sort(*UNIT, "versi_ke")
    )
    previous = [pl.col(name).shift(1).over(UNIT).alias(f"sebelum_{name}") for name in (*FIELDS, "berkas")]
    treasury = prepared["rfk"].select(*UNIT, "sp2d_sd_idr").unique(UNIT, keep="first", maintain_order=True)
    day = pl.col("dikirim_at").dt.convert_time_zone("Asia/Jakarta").dt.date()
    month_start = pl.date(pl.col("tahun"), pl.col("bulan"), 1)
    due = month_start.dt.offset_by("1mo").dt.offset_by(f"{prepared.facts.deadline_days['rfk'] - 1}d")
    return (
        history.with_columns(*previous, (pl.col("versi_ke") == pl.col("versi_ke").max().over(UNIT)).alias("_terakhir"))
        .filter(pl.col("_terakhir"), pl.col("sebelum_berkas").is_not_null())
        .join(treasury, on=UNIT, how="left", maintain_order="left")
        .with_columns(
            due.alias("batas_tgl"),
            (day - due).dt.total_days().alias("lewat_hari"),
            (pl.date(pl.col("tahun"), 12, EVALUATION_DAY) - day).dt.total_days().alias("ke_evaluasi_hari"),
        )
    )


EVALUATION_DAY = 17
"""The regency's year-end evaluation of programmes meets on 17 and 18 December."""

FRAME = Frame(name="restatement", dataset="rfk", key=("kode_opd", "kode"), columns=COLUMNS, words=WORDS, build=build)
