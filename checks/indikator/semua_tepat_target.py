"""IND-005: nearly every indicator of an agency landed exactly on its target."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="IND-005",
    version=1,
    frame="indikator_opd",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    unit="pct",
    title=Text("Hampir semua indikator tepat sama dengan target", "Nearly all indicators exactly on target"),
    message=Text(
        "Pada {kode_opd}, {n_tepat} dari {n_indikator} indikator ({observed}) tepat sama dengan targetnya"
        " (batas {expected}). Mohon bukti pengukuran beberapa di antaranya.",
        "At {kode_opd}, {n_tepat} of {n_indikator} indicators ({observed}) are exactly on their target"
        " (limit {expected}). Please send proof of measurement for some of them.",
    ),
    why=Text(
        "Hasil pengukuran jarang jatuh tepat pada target berulang-ulang; boleh jadi target yang "
        "disalin sebagai realisasi.",
        "Measured results seldom land exactly on target again and again; targets may have been copied as results.",
    ),
    condition=Text(
        "OPD menjadi temuan bila {bagian_pct} % atau lebih dari sekurangnya {n_min} indikatornya tepat sama"
        " dengan target.",
        "An agency is a finding when {bagian_pct} % or more of at least {n_min} indicators equal their"
        " targets exactly.",
    ),
    cannot_tell=Text(
        "Indikator mana yang benar-benar diukur; paket yang memang ditetapkan jumlahnya juga jatuh tepat pada target.",
        "Which indicators were truly measured; packages of a fixed number fall exactly on target as well.",
    ),
    basis=(
        "keputusan sendiri: 90 % dari sedikitnya sepuluh indikator; satuan dokumen, laporan dan bulan tidak dihitung"
    ),
    explanations=(
        Text(
            "keluaran yang memang ditetapkan jumlahnya, misalnya paket pengadaan",
            "outputs whose number is fixed, such as packages procured",
        ),
    ),
    settles=Text("bukti pengukuran beberapa indikator", "proof of measurement of some of the indicators"),
    thresholds=(
        "bagian_pct",
        "n_min",
    ),
    related=("IND-006",),
    examples="""
        kode_opd               | n_indikator | n_tepat | tepat_pct | n_tak_lengkap | verdict
        1.03.0.00.0.00.01.0000 | 20          | 17      | 85        | 0             | pass
        1.03.0.00.0.00.01.0000 | 20          | 18      | 90        | 0             | fail
        1.03.0.00.0.00.01.0000 | 9           | 9       | 100       | 0             | unknown
        1.03.0.00.0.00.01.0000 |             |         |           |               | unknown
    """,
)
def semua_tepat_target(bagian_pct: pl.Expr, n_min: pl.Expr) -> Verdicts:
    """Fewer indicators than the least number say nothing: unknown."""
    share, counted = pl.col("tepat_pct"), pl.col("n_indikator")
    return Verdicts(
        ok=share < bagian_pct,
        unknown={"indikator_terlalu_sedikit": (counted < n_min).fill_null(True)},
        observed=share,
        expected=bagian_pct,
        params={"n_tepat": pl.col("n_tepat"), "n_indikator": counted},
    )
