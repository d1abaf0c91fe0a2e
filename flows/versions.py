"""Which submission is in force: of all files that speak of the same thing, the one sent last; the rest is history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

SAME_THING: dict[str, tuple[str, ...]] = {
    "rfk": ("kode_opd", "tahun", "bulan"),
    "lra": ("kode_opd", "tahun", "bulan", "jenis_laporan"),
    "e81": ("kode_opd", "tahun", "triwulan"),
    "e81_ringkas": ("kode_opd", "tahun", "triwulan"),
    "indikator": ("kode_opd", "tahun", "triwulan", "bulan", "versi_pk"),
    "dpa": ("kode_opd", "tahun", "versi_anggaran"),
    "dpa_rincian": ("kode_opd", "tahun", "versi_anggaran"),
    "kas": ("kode_opd", "tahun", "versi_anggaran"),
    "sp2d": ("tahun", "nomor", "kode", "kode_akun", "status"),
    "spj": ("kode_opd", "tahun", "bulan"),
    "kontrak": ("kode_opd", "tahun", "nomor"),
    "paket_fisik": ("kode_opd", "tahun", "kode"),
    "paket_bayar": ("kode_opd", "tahun", "kode"),
}
"""What makes two submissions speak of the same thing. Registers (sp2d, kontrak, packages) are replaced row by row."""

MAY_BE_MISSING = {"indikator": ("triwulan", "bulan"), "sp2d": ("kode", "kode_akun"), "lra": ("bulan", "kode_opd")}
"""Parts of the key whose absence is itself a value."""

REPLACED = "digantikan kiriman lebih baru"


@dataclass(frozen=True, slots=True)
class Versioned:
    """``current`` rows in force and ``history`` all rows with ``versi_ke``, ``dikirim_at``, by table.

    ``versions`` is [dataset, berkas, kode_opd, periode, versi_laporan, berlaku], one row per file and thing it speaks
    of; ``set_aside`` is [baris_id, alasan] of the rows replaced.
    """

    current: dict[str, pl.DataFrame]
    history: dict[str, pl.DataFrame]
    versions: pl.DataFrame
    set_aside: pl.DataFrame


def assign(facts: Mapping[str, pl.DataFrame], sent: pl.DataFrame, doubtful: pl.Series) -> Versioned:
    """Number the versions of every submission in ``facts``.

    ``sent`` is [berkas, dikirim_at] (UTC, never null). ``doubtful`` names files whose own words contradict their name
    about whose they are or of when: such a file never replaces one that is clear, nor counts as its earlier version.
    """
    sent = sent.with_columns(pl.col("berkas").is_in(doubtful.implode()).alias("_ragu"))
    current, history, listings, aside = {}, {}, [], []
    for dataset, rows in facts.items():
        numbered = _numbered(dataset, rows.join(sent, on="berkas", how="left"))
        last = numbered["versi_ke"] == numbered["_terakhir"]
        history[dataset] = numbered.filter(last | ~pl.col("_ragu").fill_null(False)).drop("_terakhir", "_ragu")
        current[dataset] = rows.filter(last)
        aside.append(numbered.filter(~last).select("baris_id", pl.lit(REPLACED).alias("alasan")))
        listings.append(_listing(dataset, numbered))
    return Versioned(current, history, pl.concat(listings), pl.concat(aside))


def _numbered(dataset: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows plus ``versi_ke`` and ``_terakhir``; a row whose key is incomplete stands alone and is version 1 of 1."""
    key = SAME_THING[dataset]
    optional = MAY_BE_MISSING.get(dataset, ())
    known = pl.all_horizontal(pl.col(name).is_not_null() for name in key if name not in optional)
    files = (
        rows.filter(known)
        .select(*key, "berkas", "dikirim_at", "_ragu")
        .unique()
        .sort(pl.col("_ragu").not_(), "dikirim_at", "berkas")
        .with_columns(
            pl.int_range(1, pl.len() + 1).over(key).cast(pl.Int16).alias("versi_ke"),
            pl.len().over(key).cast(pl.Int16).alias("_terakhir"),
        )
        .drop("dikirim_at", "_ragu")
    )
    return rows.join(files, on=[*key, "berkas"], how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.col("versi_ke", "_terakhir").fill_null(1)
    )


def _listing(dataset: str, numbered: pl.DataFrame) -> pl.DataFrame:
    columns = numbered.columns
    period = pl.col("tahun").cast(pl.String)
    if "bulan" in columns:
        period = pl.coalesce(pl.format("{}-{}", period, pl.col("bulan").cast(pl.String).str.zfill(2)), period)
    elif "triwulan" in columns:
        period = pl.coalesce(pl.format("{}-TW{}", period, pl.col("triwulan")), period)
    return (
        numbered.group_by("berkas", "kode_opd", period.alias("periode"), maintain_order=True)
        .agg(
            pl.lit(dataset).first().alias("dataset"),
            pl.col("versi_ke").max().alias("versi_laporan"),
            (pl.col("versi_ke") == pl.col("_terakhir")).any().alias("berlaku"),
        )
        .select("dataset", "berkas", "kode_opd", "periode", "versi_laporan", "berlaku")
    )
