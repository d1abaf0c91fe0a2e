"""POL-002: first digits of a whole portfolio of amounts lie far from Benford's; a statistic to know, never an alarm."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-002",
    version=1,
    frame="angka_pertama",
    severity=Severity.INFO,
    kind=Kind.WATCH,
    unit="nilai",
    title=Text(
        "Angka pertama portofolio tidak lazim",
        "First digits of a portfolio are unusual",
    ),
    message=Text(
        "Angka pertama {n_nilai} nilai {portofolio} tahun {tahun} berjarak {observed} dari sebaran Benford (batas"
        " {expected}). Ini statistik seluruh portofolio untuk diketahui, bukan anomali OPD mana pun.",
        "The first digits of {n_nilai} amounts ({portofolio}) of {tahun} lie {observed} from Benford's"
        " distribution (limit {expected}). This is a statistic of the whole portfolio for information, no anomaly"
        " of any agency.",
    ),
    why=Text(
        "Sebaran angka pertama hanya menggambarkan portofolio. Laporan yang dipalsukan dapat patuh dan pembayaran"
        " yang sungguh ada dapat menyimpang, jadi tidak pernah menjadi dasar pertanyaan kepada OPD.",
        "First digits only describe a portfolio. Invented accounts may conform and genuine payments may not, so"
        " it is never the ground for asking an agency.",
    ),
    condition=Text(
        "Portofolio menjadi catatan bila angka pertamanya berjarak rata-rata lebih dari {jarak_maks} dari"
        " sebaran Benford; sekurangnya {n_min} nilai yang merentang {orde_min} orde besaran.",
        "A portfolio is noted when its first digits lie on average more than {jarak_maks} from Benford's; at"
        " least {n_min} values over {orde_min} orders of magnitude.",
    ),
    cannot_tell=Text(
        "Benar tidaknya satu nilai pun: laporan palsu dapat mengikuti Benford dan pembayaran nyata dapat menyimpang.",
        "The truth of even one value: false books can follow Benford and genuine payments can stray.",
    ),
    basis=(
        "keputusan sendiri: hanya bila sedikitnya seribu nilai membentang tiga orde; batas jauh di atas data asli"
        " (pembayaran 0,0133; pendapatan 0,0144)"
    ),
    explanations=(
        Text(
            "tarif dan batas pengadaan yang membuat nilai tertentu sering muncul",
            "tariffs and procurement limits that make some amounts frequent",
        ),
    ),
    settles=Text(
        "tidak ada; bahan pemahaman portofolio",
        "none; for understanding the portfolio",
    ),
    thresholds=(
        "jarak_maks",
        "n_min",
        "orde_min",
    ),
    examples="""
        portofolio | n_nilai | rentang_orde | jarak_benford | verdict
        sp2d       | 25000   | 3.4          | 0.0080        | pass
        sp2d       | 25000   | 3.4          | 0.0144        | pass
        sp2d       | 25000   | 3.4          | 0.0400        | fail
        sp2d       | 999     | 3.4          | 0.0400        | unknown
        kontrak    | 5000    | 2.3          | 0.0400        | unknown
        kontrak    |         |              |               | unknown
    """,
)
def angka_pertama_tidak_lazim(jarak_maks: pl.Expr, n_min: pl.Expr, orde_min: pl.Expr) -> Verdicts:
    """Outside its conditions the comparison means nothing: unknown."""
    distance = pl.col("jarak_benford")
    return Verdicts(
        ok=distance <= jarak_maks,
        unknown={
            "terlalu_sedikit": (pl.col("n_nilai") < n_min).fill_null(True),
            "rentang_terlalu_sempit": (pl.col("rentang_orde") < orde_min).fill_null(True),
        },
        observed=distance,
        expected=jarak_maks,
        suspicion=pl.lit(0.0),
        params={"n_nilai": pl.col("n_nilai"), "tahun": pl.col("tahun")},
    )
