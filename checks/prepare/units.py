"""Units of measure, brought to one spelling."""

from __future__ import annotations

import polars as pl

SYNONYMS = {
    "%": "persen",
    "prosen": "persen",
    "prosentase": "persen",
    "persentase": "persen",
    "percent": "persen",
    "org": "orang",
    "jiwa": "orang",
    "dok": "dokumen",
    "dok.": "dokumen",
    "document": "dokumen",
    "lap": "laporan",
    "lap.": "laporan",
    "report": "laporan",
    "bln": "bulan",
    "thn": "tahun",
    "pkt": "paket",
    "keg": "kegiatan",
    "kel": "kelompok",
    "hektar": "ha",
    "hektare": "ha",
    "kilometer": "km",
    "mtr": "meter",
    "m2": "meter persegi",
    "m3": "meter kubik",
    "m": "meter",
    "m1": "meter",
    "m'": "meter",
    "kepala keluarga": "kk",
    "keluarga": "kk",
    "unit kerja": "unit",
    "buah": "unit",
    "unit usaha": "unit usaha",
    "badan/lembaga": "lembaga",
}
"""Spelling (lower case, single spaces) -> the one compared. Own table, from the 216 spellings of the nomenclature."""


def plain_unit(text: str) -> pl.Expr:
    """``text`` in lower case, single spaces, superscripts and closing dots gone, synonyms replaced."""
    tidy = (
        pl.col(text)
        .str.to_lowercase()
        .str.replace_all("\u00a0", " ")
        .str.replace_all("²", "2")
        .str.replace_all("³", "3")
        .str.replace_all(r"\([^)]*\)", "")
        .str.replace_all(r"\s*/\s*", " ")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars(" .,:;()")
    )
    return tidy.replace(SYNONYMS)


def any_of(text: str) -> pl.Expr:
    """Units ``text`` allows: "Laporan / Dokumen" allows either, and the whole as it stands."""
    either = pl.col(text).str.to_lowercase().str.split("/")
    parts = either.list.eval(pl.element().str.strip_chars(" .,:;()").replace(SYNONYMS))
    return pl.concat_list(plain_unit(text), parts).list.unique()


def same_unit(one: str, other: str) -> pl.Expr:
    """Whether two units mean the same in some reading; null where either is missing."""
    known = pl.col(one).is_not_null() & pl.col(other).is_not_null()
    return pl.when(known).then(any_of(one).list.set_intersection(any_of(other)).list.len() > 0)
