"""REK-004: the agency's two reports of the same money do not meet."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-004",
    version=1,
    frame="rfk_opd_bulan",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Total RFK berbeda dari LRA",
        "RFK total differs from the LRA",
    ),
    message=Text(
        "Total realisasi RFK {kode_opd} periode {periode} {observed}, LRA {expected} setelah masa tenggang"
        " satu bulan. Mohon kedua laporan direkonsiliasi.",
        "The RFK of {kode_opd} for {periode} totals {observed}, its LRA {expected} after a month of grace."
        " Please reconcile the two reports.",
    ),
    why=Text(
        "Dua laporan OPD yang sama atas uang yang sama harus bertemu.",
        "Two reports by one agency on the same money must meet.",
    ),
    condition=Text(
        "Total RFK satu OPD menjadi temuan bila berselisih dengan LRA bulan sebelum sampai sesudahnya lebih"
        " dari {toleransi_pct} % pagu.",
        "An agency's RFK total is a finding when it differs from the LRA of the month before to the month"
        " after by more than {toleransi_pct} % of its ceilings.",
    ),
    cannot_tell=Text(
        "Kegiatan mana yang berbeda, bila tidak ada aturan lain yang menunjuk barisnya; LKjIP tidak ikut dibaca.",
        "Which activity differs, where no other rule points to its line; the LKjIP is not read.",
    ),
    basis="PP 8/2006 ps 33 [S]",
    explanations=(
        Text(
            "SPM dalam proses",
            "payment orders in transit",
        ),
        Text(
            "BLUD dan BOS dibukukan per triwulan",
            "BLUD and BOS are booked quarterly",
        ),
    ),
    settles=Text(
        "berita acara rekonsiliasi RFK-LRA",
        "reconciliation record of RFK and LRA",
    ),
    thresholds=("toleransi_pct",),
    related=(
        "REK-001",
        "REK-003",
    ),
    examples="""
        kode_opd               | bulan | rfk_idr | rfk_pagu_idr | triwulanan_idr | n_kosong | lra_m1_idr | lra_idr | lra_p1_idr | verdict
        1.03.0.00.0.00.01.0000 | 6     | 500     | 1000         | 0              | 0        | 400        | 500     | 600        | pass
        1.03.0.00.0.00.02.0000 | 6     | 620     | 1000         | 0              | 0        | 400        | 500     | 600        | pass
        1.03.0.00.0.00.03.0000 | 6     | 650     | 1000         | 0              | 0        | 400        | 500     | 600        | fail
        1.03.0.00.0.00.04.0000 | 6     | 390     | 1000         | 0              | 0        | 400        | 500     | 600        | pass
        1.03.0.00.0.00.05.0000 | 6     | 300     | 1000         | 0              | 0        | 400        | 500     | 600        | fail
        1.03.0.00.0.00.06.0000 | 6     | 650     | 1000         | 0              | 0        | 400        | 500     |            | unknown
        1.03.0.00.0.00.07.0000 | 6     | 650     | 1000         | 100            | 0        | 400        | 500     | 600        | excused
        1.03.0.00.0.00.08.0000 | 6     | 650     | 1000         | 0              | 2        | 400        | 500     | 600        | unknown
        1.03.0.00.0.00.09.0000 | 6     | 650     | 1000         | 0              | 0        |            |         |            | unknown
        1.03.0.00.0.00.10.0000 | 12    | 650     | 1000         | 0              | 0        | 400        | 500     |            | fail
    """,  # noqa: E501
)
def total_beda_lra(toleransi_pct: pl.Expr) -> Verdicts:
    """A month of grace either way; a gap no larger than quarterly booked funds is excused."""
    rfk, lra, margin = pl.col("rfk_idr"), pl.col("lra_idr"), pl.col("rfk_pagu_idr") * toleransi_pct / 100
    most, least = pl.max_horizontal(lra, "lra_p1_idr"), pl.min_horizontal(lra, "lra_m1_idr")
    over, under = rfk - most > margin, least - rfk > margin
    waiting = over & pl.col("lra_p1_idr").is_null() & (pl.col("bulan") < 12)
    gap = pl.when(under).then(least - rfk).otherwise(rfk - most)
    return Verdicts(
        ok=~over & ~under,
        unknown={
            "lra_tidak_ada": lra.is_null(),
            "pagu_tidak_ada": margin.is_null(),
            "realisasi_kosong": (pl.col("n_kosong") > 0) | pl.col("n_kosong").is_null(),
            "menunggu_lra_bulan_depan": waiting,
        },
        excused={"pembukuan_triwulanan": gap <= pl.col("triwulanan_idr")},
        observed=rfk,
        expected=pl.when(under).then(least).otherwise(most),
        impact_idr=gap,
    )
