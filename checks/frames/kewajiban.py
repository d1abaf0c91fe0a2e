"""What each agency on the register owes for each period, and what came of it."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.calendar import copied_day, holidays_of, local_day, working_days_after
from checks.prepare.obligations import filings, obligations

UNIT = ("kode_opd", "formulir", "tahun", "bulan", "triwulan")

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "nama_opd": pl.String(),
    "formulir": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "triwulan": pl.Int8(),
    "akhir_periode_tgl": pl.Date(),
    "jatuh_tempo_tgl": pl.Date(),
    "hari_ini": pl.Date(),
    "sudah_jatuh_tempo": pl.Boolean(),
    "terbaca": pl.Boolean(),
    "ada_berkas": pl.Boolean(),
    "dikirim_at": pl.Datetime("us", "UTC"),
    "dikirim_tgl": pl.Date(),
    "waktu_salin": pl.Boolean(),
    "terlambat_hari_kerja": pl.Int32(),
    "lewat_hari_kerja": pl.Int32(),
    "n_versi": pl.Int16(),
    "n_baris": pl.Int32(),
    "berkas": pl.String(),
    "lembar": pl.String(),
    "nama_berkas": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, form and period ended; null where nothing came."""
    facts = prepared.facts
    documents = facts.tables["dokumen"]
    history = facts.history.get("dokumen", documents).select(documents.columns)
    filed = filings(pl.concat([history, documents]).unique("dokumen_id", maintain_order=True))
    owed = obligations(prepared, filed)
    came = _came(filed).join(_current(filings(documents)), on=UNIT, how="left", nulls_equal=True)
    copied = copied_day(documents)
    holidays = holidays_of(prepared)
    rows = owed.join(came, on=UNIT, how="left", nulls_equal=True).with_columns(
        pl.lit(facts.as_of).alias("hari_ini"),
        pl.col("ada_berkas", "terbaca").fill_null(False),
        pl.col("n_versi").fill_null(0),
        pl.col("n_baris").fill_null(0),
        local_day("dikirim_at").alias("dikirim_tgl"),
    )
    return rows.with_columns(
        (pl.col("jatuh_tempo_tgl") < pl.col("hari_ini")).alias("sudah_jatuh_tempo"),
        pl.col("dikirim_tgl").is_in(copied.to_list()).fill_null(False).alias("waktu_salin"),
        working_days_after("jatuh_tempo_tgl", "dikirim_tgl", holidays).alias("terlambat_hari_kerja"),
        working_days_after("jatuh_tempo_tgl", "hari_ini", holidays).alias("lewat_hari_kerja"),
    )


def _came(filed: pl.DataFrame) -> pl.DataFrame:
    """Per obligation: the first readable filing (its time is the one that counts), and how many versions came."""
    readable = pl.col("n_rinci") > 0
    first = pl.col("dikirim_at").filter(readable).min()
    return filed.group_by(UNIT).agg(
        pl.lit(True).alias("ada_berkas"),
        readable.any().alias("terbaca"),
        pl.coalesce(first, pl.col("dikirim_at").min()).alias("dikirim_at"),
        pl.col("berkas").n_unique().cast(pl.Int16).alias("n_versi"),
    )


def _current(filed: pl.DataFrame) -> pl.DataFrame:
    """Per obligation: the file in force and its rows."""
    return (
        filed.sort(pl.col("n_rinci") > 0, "dikirim_at", descending=[True, True], nulls_last=True)
        .group_by(UNIT, maintain_order=True)
        .agg(
            pl.col("n_rinci").sum().cast(pl.Int32).alias("n_baris"),
            pl.col("berkas", "lembar", "nama_berkas").first(),
        )
    )


FRAME = Frame(
    name="kewajiban",
    dataset="dokumen",
    key=("kode_opd", "formulir"),
    columns=COLUMNS,
    words={
        "formulir": "the form owed",
        "sudah_jatuh_tempo": "the deadline (jatuh_tempo_tgl, a working day) is over on the night (hari_ini)",
        "terbaca": "something readable came; ada_berkas: something came at all",
        "dikirim_at": "when the first readable version was sent (dikirim_tgl in local time)",
        "waktu_salin": "the date is that of a bulk copy, not of filing: it proves nothing",
        "terlambat_hari_kerja": "working days after the deadline; lewat_hari_kerja: until tonight",
    },
    build=build,
)
