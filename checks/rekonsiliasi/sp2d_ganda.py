"""REK-007: the same payment stands in the SP2D register more than once."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-007",
    version=1,
    frame="sp2d",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="nilai_idr",
    unit="kali",
    title=Text(
        "SP2D yang sama tercatat lebih dari sekali",
        "The same SP2D recorded more than once",
    ),
    message=Text(
        "SP2D {nomor} ({kode_opd}, {kode}) senilai {nilai_idr} tanggal {tgl} tercatat {observed} kali dengan"
        " akun, uraian dan nilai yang sama (batas {expected} kali). Mohon cek register BPKAD.",
        "SP2D {nomor} ({kode_opd}, {kode}) of {nilai_idr} on {tgl} stands {observed} times with the same account,"
        " words and amount (limit {expected}). Please check BPKAD's register.",
    ),
    why=Text(
        "Pembayaran yang tercatat dua kali menggandakan realisasi dan menutupi kekurangan di tempat lain.",
        "A payment recorded twice doubles spending and covers a gap elsewhere.",
    ),
    condition=Text(
        "SP2D final menjadi temuan bila akun, uraian, tanggal, dan nilainya tercatat lebih dari {kali_maks} kali.",
        "A final SP2D is a finding when its account, description, date and amount are recorded more than"
        " {kali_maks} times.",
    ),
    cannot_tell=Text(
        "Apakah penerimanya berbeda; nama penerima sengaja tidak dibaca karena data pribadi.",
        "Whether the payees differ; payees' names are left unread on purpose, being personal data.",
    ),
    basis=("PP 8/2006 ps 33 [S]; keputusan sendiri: sama hari, akun, uraian dan nilai"),
    explanations=(
        Text(
            "pembayaran bernilai tetap kepada beberapa penerima pada hari yang sama",
            "fixed payments to several recipients on one day",
        ),
    ),
    settles=Text(
        "register SP2D BPKAD dan bukti bayar",
        "BPKAD's SP2D register and proof of payment",
    ),
    thresholds=("kali_maks",),
    related=("REK-001",),
    examples="""
        nomor | kode              | jenis | status | nilai_idr | tgl        | n_sama | verdict
        1     | 1.03.02.2.01.0001 | LS    | final  | 700       | 2025-05-06 | 1      | pass
        2     | 1.03.02.2.01.0001 | LS    | final  | 700       | 2025-05-06 | 2      | fail
        3     | 1.03.02.2.01.0001 | LS    | final  | 700       | 2025-05-06 |        | unknown
        4     | 1.03.02.2.01.0001 | LS    | draf   | 700       | 2025-05-06 | 2      | not examined
        5     | 1.03.02.2.01.0001 | LS    |        | 700       | 2025-05-06 | 2      | unknown
    """,
)
def sp2d_ganda(kali_maks: pl.Expr) -> Verdicts:
    """Drafts, cancelled entries and returns are not examined."""
    times = pl.col("n_sama")
    return Verdicts(
        where=pl.col("status") == "final",
        ok=times <= kali_maks,
        unknown={"data_sp2d_kurang": times.is_null()},
        observed=times,
        expected=kali_maks,
        impact_idr=pl.col("nilai_idr"),
        params={"nilai_idr": pl.col("nilai_idr"), "tgl": pl.col("tgl").cast(pl.String)},
    )
