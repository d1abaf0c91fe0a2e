"""REK-003: the agency's figure and BPKAD's have disagreed for more than a month."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-003",
    version=1,
    frame="lra_deret",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="serapan_opd_idr",
    unit="idr",
    title=Text(
        "Serapan OPD berbeda dari BPKAD",
        "The agency's absorption differs from BPKAD's",
    ),
    message=Text(
        "Akun {kode_akun} {kode_opd} periode {periode}: serapan menurut OPD {observed}, realisasi BPKAD"
        " {expected}; selisihnya sudah lebih dari sebulan. Mohon direkonsiliasi.",
        "Account {kode_akun} of {kode_opd} for {periode}: the agency says {observed}, BPKAD holds"
        " {expected}; the gap is more than a month old. Please reconcile it.",
    ),
    why=Text(
        "Selisih sesaat wajar karena proses pencairan; selisih yang menua harus direkonsiliasi.",
        "A momentary gap is ordinary while payments are processed; an old one must be reconciled.",
    ),
    condition=Text(
        "Akun LRA menjadi temuan bila serapan menurut OPD berselisih dengan realisasi BPKAD lebih dari"
        " {toleransi_pct} % anggaran pada dua bulan berturut-turut.",
        "An LRA account is a finding when absorption by the agency differs from BPKAD's by more than"
        " {toleransi_pct} % of the budget in two months running.",
    ),
    cannot_tell=Text(
        "SP2D mana yang belum dibukukan; yang dibandingkan jumlah satu akun, bukan transaksinya.",
        "Which SP2D is not booked; totals of an account are compared, not transactions.",
    ),
    basis="PP 8/2006 ps 33 [S]",
    explanations=(
        Text(
            "SPM dalam proses",
            "payment orders in transit",
        ),
    ),
    settles=Text(
        "berita acara rekonsiliasi OPD-BPKAD",
        "reconciliation record with BPKAD",
    ),
    thresholds=("toleransi_pct",),
    related=(
        "REK-001",
        "REK-004",
    ),
    examples="""
        kode_akun | bulan | anggaran_idr | serapan_opd_idr | m1_serapan_opd_idr | realisasi_idr | m1_realisasi_idr | presisi_idr | verdict
        5.1.02    | 6     | 1000         | 500             | 400                | 500           | 400              | 1           | pass
        5.1.02    | 6     | 1000         | 600             | 400                | 500           | 400              | 1           | pass
        5.1.02    | 6     | 1000         | 600             | 560                | 500           | 400              | 1           | fail
        5.1.02    | 6     | 1000         | 350             | 300                | 500           | 400              | 1           | fail
        5.1.02    | 6     | 1000         | 400             | 300                | 500           | 400              | 1           | pass
        5.1.02    | 6     | 1000         | 600             | 560                |               | 400              | 1           | unknown
        5.1.02    | 6     | 1000         | 600             |                    | 500           | 400              | 1           | unknown
        5.1.02    | 6     |              | 600             | 560                | 500           | 400              | 1           | unknown
        5.1.02    | 6     | 1000         |                 | 560                | 500           | 400              | 1           | not examined
    """,  # noqa: E501
)
def serapan_beda_bpkad(toleransi_pct: pl.Expr) -> Verdicts:
    """Forms without the agency's own column are not examined."""
    claimed, held = pl.col("serapan_opd_idr"), pl.col("realisasi_idr")
    claimed_before, held_before = pl.col("m1_serapan_opd_idr"), pl.col("m1_realisasi_idr")
    margin = pl.max_horizontal(pl.col("anggaran_idr") * toleransi_pct / 100, "presisi_idr")
    over = (claimed - held > margin) & (claimed_before - held > margin)
    under = pl.min_horizontal(held, held_before) - claimed > margin
    return Verdicts(
        where=claimed.is_not_null(),
        ok=~over & ~under,
        unknown={
            "realisasi_bpkad_kosong": held.is_null(),
            "anggaran_kosong": pl.col("anggaran_idr").is_null(),
            "bulan_lalu_tidak_ada": claimed_before.is_null() | held_before.is_null(),
        },
        observed=claimed,
        expected=held,
        impact_idr=(claimed - held).abs(),
    )
