"""DRT-008: an agency spends a far larger share of its year in December than in its own past and than others."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-008",
    version=1,
    frame="desember",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    unit="pct",
    title=Text(
        "Porsi Desember jauh di atas kebiasaan",
        "December share far above what is usual",
    ),
    message=Text(
        "{kode_opd} membelanjakan {observed} realisasi setahun pada bulan Desember saja, sedangkan rata-ratanya"
        " tiga tahun sebelumnya {norma_pct} dan sembilan dari sepuluh OPD lain paling banyak {sebaya_pct} (batas"
        " {expected}). Mohon daftar SP2D Desember yang terbesar.",
        "{kode_opd} spent {observed} of its year in December alone; its mean over the three years before is"
        " {norma_pct}, and nine of ten other agencies spend at most {sebaya_pct} (limit {expected}). Please send"
        " the list of the largest SP2D of December.",
    ),
    why=Text(
        "Penumpukan belanja pada akhir tahun menyulitkan pengendalian mutu dan pembayaran; yang dilihat ialah"
        " loncatan dari kebiasaan sendiri.",
        "Spending piled up at the end of the year makes quality and payments hard to control; what counts is the"
        " leap from one's own habit.",
    ),
    condition=Text(
        "Satu OPD menjadi temuan bila porsi Desembernya melebihi rata-ratanya sendiri lebih dari"
        " {selisih_poin} poin dan melebihi sembilan dari sepuluh OPD, dengan sekurangnya {tahun_min} tahun"
        " riwayat dan {opd_min} OPD.",
        "An agency is a finding when its December share exceeds its own mean by more than {selisih_poin}"
        " points and nine in ten agencies, given at least {tahun_min} years of history and {opd_min} agencies.",
    ),
    cannot_tell=Text(
        "Mutu pekerjaan yang dibayar pada Desember, dan apakah anggarannya memang baru turun pada akhir tahun.",
        "The quality of what was paid for in December, and whether the budget itself only came late in the year.",
    ),
    basis=(
        "keputusan sendiri: porsi Desember terhadap rata-rata tiga tahun sendiri dan sembilan dari sepuluh OPD;"
        " median daerah 10,2 % (data publik 33 kabupaten)"
    ),
    explanations=(
        Text(
            "anggaran perubahan atau dana transfer yang baru diterima menjelang akhir tahun",
            "a revised budget or transfers received late in the year",
        ),
        Text(
            "pekerjaan besar yang memang dijadwalkan selesai Desember",
            "large work scheduled to end in December",
        ),
    ),
    settles=Text(
        "register SP2D Desember",
        "SP2D register of December",
    ),
    thresholds=(
        "selisih_poin",
        "tahun_min",
        "opd_min",
    ),
    related=("SLP-001",),
    examples="""
        kode_opd               | ada_desember | desember_pct | n_tahun | norma_pct | n_opd | sebaya_pct | verdict
        1.03.0.00.0.00.01.0000 | true         | 20           | 3       | 12        | 40    | 25         | pass
        1.03.0.00.0.00.02.0000 | true         | 40           | 3       | 12        | 40    | 25         | fail
        1.03.0.00.0.00.03.0000 | true         | 26           | 3       | 18        | 40    | 25         | pass
        1.03.0.00.0.00.04.0000 | true         | 40           | 2       | 12        | 40    | 25         | unknown
        1.03.0.00.0.00.05.0000 | true         | 40           | 3       | 12        | 9     | 25         | unknown
        1.03.0.00.0.00.06.0000 | true         |              | 3       | 12        | 40    | 25         | unknown
        1.03.0.00.0.00.07.0000 | false        |              | 3       | 12        | 40    | 25         | not examined
    """,
)
def desember_menonjol(selisih_poin: pl.Expr, tahun_min: pl.Expr, opd_min: pl.Expr) -> Verdicts:
    """Both must be exceeded: the agency's own norm by the stated points, and what nine of ten agencies stay below."""
    share, norm, peers = pl.col("desember_pct"), pl.col("norma_pct"), pl.col("sebaya_pct")
    limit = pl.max_horizontal(norm + selisih_poin, peers)
    return Verdicts(
        where=pl.col("ada_desember"),
        ok=share <= limit,
        unknown={
            "desember_tak_terbaca": share.is_null(),
            "riwayat_terlalu_sedikit": (pl.col("n_tahun") < tahun_min).fill_null(True) | norm.is_null(),
            "terlalu_sedikit": (pl.col("n_opd") < opd_min).fill_null(True) | peers.is_null(),
        },
        observed=share,
        expected=limit,
        impact_idr=pl.col("desember_idr"),
        params={"norma_pct": norm, "sebaya_pct": peers},
    )
