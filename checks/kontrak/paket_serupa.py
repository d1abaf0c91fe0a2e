"""KTR-006: alike packages of one supplier and day together exceed the direct-procurement limit."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-006",
    version=1,
    frame="kontrak",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="nilai_idr",
    unit="idr",
    title=Text(
        "Paket serupa pada hari yang sama",
        "Alike packages on one day",
    ),
    message=Text(
        "Pada {kode_opd}, satu penyedia menerima {n_serupa} paket serupa pada hari dan tempat yang sama"
        " (antara lain {nomor}), bersama-sama {observed}, di atas batas pengadaan langsung {expected}.",
        "At {kode_opd}, one supplier received {n_serupa} alike packages on one day in one place ({nomor}"
        " among them), together {observed}, above the direct-procurement limit of {expected}.",
    ),
    why=Text(
        "Beberapa paket serupa untuk satu penyedia dapat digabung; perlu penjelasan mengapa dipisah.",
        "Alike packages for one supplier could be joined; why they were kept apart needs a word.",
    ),
    condition=Text(
        "Paket pengadaan langsung menjadi catatan bila satu penyedia menerima dua paket serupa atau lebih"
        " pada hari dan tempat yang sama yang berjumlah di atas batas pengadaan langsung.",
        "A directly procured package is noted when one supplier got two or more alike on the same day and"
        " place that together exceed the direct-procurement limit.",
    ),
    cannot_tell=Text(
        "Apakah paketnya memang berbeda; kemiripan dibaca dari nama paket, bukan dari gambar atau spesifikasinya.",
        "Whether the packages truly differ; likeness is read from their names, not from drawings or specifications.",
    ),
    basis="Perpres 16/2018; Perpres 46/2025 (batas pengadaan langsung konstruksi Rp400 juta) [S]",
    explanations=(
        Text(
            "lokasi atau jenis pekerjaan yang memang berbeda",
            "places or works that really differ",
        ),
    ),
    settles=Text(
        "dokumen persiapan pengadaan",
        "the procurement plan",
    ),
    thresholds=(
        "batas_konstruksi_idr",
        "batas_konsultansi_idr",
        "batas_lain_idr",
    ),
    threshold_date="kontrak_tgl",
    examples="""
        nomor | kontrak_tgl | jenis_pengadaan  | metode             | n_serupa | nilai_serupa_idr | verdict
        1     | 2024-05-10  | konstruksi       | pengadaan langsung | 1        | 190000000        | pass
        2     | 2024-05-10  | konstruksi       | pengadaan langsung | 2        | 390000000        | fail
        3     | 2025-08-10  | konstruksi       | pengadaan langsung | 2        | 390000000        | pass
        4     | 2025-08-10  | barang           | pengadaan langsung | 2        | 390000000        | fail
        5     | 2025-08-10  | barang           | pengadaan langsung | 2        | 150000000        | pass
        6     | 2025-08-10  | barang           | pengadaan langsung |          |                  | unknown
        7     | 2025-08-10  |                  | pengadaan langsung | 2        | 390000000        | unknown
        8     | 2025-08-10  | barang           | tender             | 2        | 390000000        | not examined
        9     | 2025-08-10  | jasa konsultansi | pengadaan langsung | 2        | 150000000        | fail
    """,
)
def paket_serupa(batas_konstruksi_idr: pl.Expr, batas_konsultansi_idr: pl.Expr, batas_lain_idr: pl.Expr) -> Verdicts:
    """The limit in force on the day of signing, by kind of procurement."""
    kind = pl.col("jenis_pengadaan")
    limit = (
        pl.when(kind == "konstruksi")
        .then(batas_konstruksi_idr)
        .when(kind == "jasa konsultansi")
        .then(batas_konsultansi_idr)
        .otherwise(batas_lain_idr)
    )
    return Verdicts(
        where=pl.col("metode") == "pengadaan langsung",
        ok=(pl.col("n_serupa") < 2) | (pl.col("nilai_serupa_idr") <= limit),
        unknown={
            "jenis_pengadaan_kosong": kind.is_null(),
            "data_paket_kurang": pl.col("n_serupa").is_null() | pl.col("kontrak_tgl").is_null(),
        },
        observed=pl.col("nilai_serupa_idr"),
        expected=limit,
        impact_idr=pl.col("nilai_serupa_idr"),
        params={"n_serupa": pl.col("n_serupa")},
    )
