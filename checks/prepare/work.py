"""Kind of work and class of funds of a line, from its words and codes."""

from __future__ import annotations

import polars as pl

KINDS_OF_WORK = ("gaji", "rutin", "acara", "konstruksi", "modal", "bansos", "jasa")
NEEDS_CONTRACT = ("konstruksi", "modal")

_WORDS = (
    ("gaji", r"gaji|tunjangan asn|tambahan penghasilan"),
    (
        "konstruksi",
        r"pembangunan|rehabilitasi|peningkatan jalan|rekonstruksi|normalisasi|pemeliharaan berkala|preservasi|perbaikan"
        r" rumah|pembuatan|jembatan|drainase|irigasi",
    ),
    ("bansos", r"bantuan sosial|santunan|hibah|subsidi|jaring pengaman"),
    ("modal", r"pengadaan|penyediaan alat|penyediaan sarana|mebel|kendaraan"),
    (
        "acara",
        r"sosialisasi|bimbingan teknis|pelatihan|penyuluhan|rapat|koordinasi|festival|lomba|musyawarah|fasilitasi",
    ),
    ("jasa", r"kajian|penyusunan|konsultan|survei|pemetaan|jasa"),
)


def kind_of_work(text: str = "uraian") -> pl.Expr:
    """One of :data:`KINDS_OF_WORK` from the words of ``text``; what fits none is ``rutin``. First match."""
    lowered = pl.col(text).str.to_lowercase()
    expression = pl.lit("rutin")
    for kind, pattern in reversed(_WORDS):
        expression = pl.when(lowered.str.contains(pattern)).then(pl.lit(kind)).otherwise(expression)
    return pl.when(pl.col(text).is_null()).then(None).otherwise(expression)


def fund_class(classes: pl.DataFrame, text: str = "sumber_dana") -> pl.Expr:
    """``kelas`` of a funding source given by code or by words; null where neither is known.

    ``classes``: ``schemas.register.SumberDana``.
    """
    cleaned = pl.col(text).str.strip_chars().str.to_lowercase()
    code = cleaned.str.extract(r"^([0-9]+(?:\.[0-9]+)*)")
    by_code = code.replace_strict(classes["kode"], classes["kelas"], default=None, return_dtype=pl.String)
    by_words = (
        pl.when(cleaned.str.contains(r"blud"))
        .then(pl.lit("blud"))
        .when(cleaned.str.contains(r"\bbos\b|bantuan operasional"))
        .then(pl.lit("bos"))
        .when(cleaned.str.contains(r"bankeu|bantuan keuangan"))
        .then(pl.lit("bankeu"))
        .when(cleaned.str.contains(r"\bdak\b|alokasi khusus"))
        .then(pl.lit("dak"))
        .when(cleaned.str.contains(r"apbn|pemerintah pusat"))
        .then(pl.lit("pusat"))
        .when(cleaned.str.contains(r"apbd|\bpad\b|\bdau\b|dana umum|pendapatan asli|alokasi umum|bagi hasil|\bdbh\b"))
        .then(pl.lit("apbd"))
    )
    return pl.coalesce(by_code, by_words)
