"""What the reader and the shape gate had to say, gathered per physical row and per document."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

ROW = ("berkas", "lembar", "baris")
GROUPS: dict[str, tuple[str, ...]] = {
    "nilai": ("nilai_tak_terbaca",),
    "ambigu": ("format_ambigu",),
    "rumus": ("galat_rumus", "rumus_tanpa_nilai"),
    "bentuk": ("bentuk",),
    "identitas": ("opd_tak_dikenal", "periode_tak_terbaca"),
    "kode": ("kode_diperbaiki",),
    "pribadi": ("data_pribadi",),
}
"""Kinds of ``kendala`` that speak of one row, by what a rule asks."""
FILE_KINDS = (
    "berkas_rusak", "berkas_terenkripsi", "berkas_kosong", "bukan_workbook", "berkas_terlalu_besar", "bom_zip",
    "jenis_tak_didukung", "dtd_ditolak",
)  # fmt: skip
"""Kinds after which nothing of a file was read."""
CELLS_NAMED = 6
REMOVED = "[data pribadi dihapus]"
"""What stands in a text where personal data stood when it was read."""
TEXTS = ("uraian", "permasalahan", "rencana", "catatan", "keterangan", "paket", "lokasi", "indikator", "penghambat")
COUNTS = tuple(f"n_{group}{suffix}" for group in GROUPS for suffix in ("", "_tahan"))


def submitted_rows(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """[tabel, baris_id, kode_opd, tahun, bulan, triwulan] + :data:`ROW` of every physical row that became a fact."""
    from schemas.tables import FACT_TABLES  # loaded only where it is needed

    parts = []
    for name in FACT_TABLES:
        table = tables[name]
        parts.append(
            table.select(
                pl.lit(name).alias("tabel"),
                "baris_id",
                *ROW,
                "kode_opd",
                "tahun",
                *_period_parts(table.columns),
                *_personal(table.columns),
            )
        )
    return pl.concat(parts).unique(ROW, keep="first", maintain_order=True)


def _personal(columns: list[str]) -> list[pl.Expr]:
    """Text column personal data was taken out of, and the row's cells where there was any."""
    texts = [name for name in TEXTS if name in columns]
    found = [pl.when(pl.col(name).str.contains(REMOVED, literal=True)).then(pl.lit(name)) for name in texts]
    column = pl.coalesce(*found, pl.lit(None, dtype=pl.String))
    return [column.alias("kolom_pribadi"), pl.when(column.is_not_null()).then("asal").alias("_asal")]


def _period_parts(columns: list[str]) -> list[pl.Expr]:
    return [
        pl.col(name) if name in columns else pl.lit(None, dtype=pl.Int8).alias(name) for name in ("bulan", "triwulan")
    ]


def per_row(kendala: pl.DataFrame) -> pl.DataFrame:
    """One row per physical row with an issue: :data:`ROW`, :data:`COUNTS`, ``rincian``, ``asal`` and whose it is.

    ``rincian`` is JSON ``{group: {kolom, sel, isi, harapan}}`` (the first of each group, all its cells); ``asal`` is
    JSON ``{column: [cell, text as sent]}`` like that of a fact.
    """
    groups = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    column = pl.coalesce("kolom", "sel", pl.lit("baris"))
    spoken = (
        kendala.filter(pl.col("baris").is_not_null(), pl.col("lembar").is_not_null())
        .with_columns(
            pl.col("jenis").replace_strict(groups, default=None, return_dtype=pl.String).alias("_kelompok"),
            column.alias("_kolom"),
        )
        .filter(pl.col("_kelompok").is_not_null())
    )
    return _identity(spoken).join(_counts(spoken), on=ROW).join(_details(spoken), on=ROW).join(_origin(spoken), on=ROW)


def _identity(spoken: pl.DataFrame) -> pl.DataFrame:
    first = ("baris_id", "dataset", "kode_opd", "tahun", "bulan", "triwulan")
    return spoken.group_by(ROW, maintain_order=True).agg(pl.col(name).drop_nulls().first() for name in first)


def _counts(spoken: pl.DataFrame) -> pl.DataFrame:
    def count(group: str, held: bool) -> pl.Expr:
        return ((pl.col("_kelompok") == group) & (pl.col("menahan") == held)).sum().cast(pl.Int32)

    return spoken.group_by(ROW).agg(
        *(count(group, False).alias(f"n_{group}") for group in GROUPS),
        *(count(group, True).alias(f"n_{group}_tahan") for group in GROUPS),
    )


def _details(spoken: pl.DataFrame) -> pl.DataFrame:
    grouped = (
        spoken.sort("menahan", descending=True, maintain_order=True)
        .group_by(*ROW, "_kelompok", maintain_order=True)
        .agg(
            pl.col("_kolom").first().alias("kolom"),
            pl.col("sel").drop_nulls().unique(maintain_order=True).head(CELLS_NAMED).str.join(", ").alias("sel"),
            pl.col("nilai").first().alias("isi"),
            pl.col("harapan").first().alias("harapan"),
        )
    )
    entry = pl.concat_str(
        pl.lit('"'),
        pl.col("_kelompok"),
        pl.lit('":'),
        pl.struct("kolom", "sel", "isi", "harapan").struct.json_encode(),
    )
    return grouped.group_by(ROW).agg(_braced(entry.str.join(",")).alias("rincian"))


def _braced(inside: pl.Expr) -> pl.Expr:
    return pl.lit("{") + inside + pl.lit("}")


def _origin(spoken: pl.DataFrame) -> pl.DataFrame:
    cells = spoken.unique([*ROW, "_kolom"], keep="first", maintain_order=True).select(
        *ROW,
        pl.concat_list("sel", "nilai").alias("c"),
        pl.struct(pl.col("_kolom").alias("k")).struct.json_encode().str.slice(5).str.strip_suffix("}").alias("_kunci"),
    )
    pair = pl.struct("c").struct.json_encode().str.slice(5).str.strip_suffix("}")
    return cells.group_by(ROW).agg(_braced((pl.col("_kunci") + ":" + pair).str.join(",")).alias("asal"))


def detail(group: str, part: str) -> pl.Expr:
    """``kolom``, ``sel``, ``isi`` or ``harapan`` of the first issue of ``group`` on a row of the frame ``isian``."""
    return pl.col("rincian").str.json_path_match(f"$.{group}.{part}")


def cell_words(group: str) -> dict[str, pl.Expr]:
    """Message parameters ``sel`` and ``isi`` of ``group``; a dash where there is none."""
    return {part: detail(group, part).fill_null("-") for part in ("sel", "isi")}
