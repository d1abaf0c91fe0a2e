"""REK-001: the RFK's money is not the treasury's, beyond what is in transit."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="REK-001",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text(
        "Realisasi tidak cocok dengan SP2D",
        "Spending does not match the treasury",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} periode {periode} {observed}, tidak cocok dengan SP2D"
        " {expected} setelah masa tenggang satu bulan. Mohon direkonsiliasi dengan BPKAD.",
        "Spending on {kode} in the RFK of {kode_opd} for {periode} is {observed}; the treasury (SP2D)"
        " holds {expected} after a month of grace. Please reconcile it with BPKAD.",
    ),
    why=Text(
        "Uang keluar dibuktikan SP2D; selisih ke atas maupun ke bawah harus direkonsiliasi dengan BUD.",
        "Money spent is proven by SP2D; differences either way must be reconciled with the treasury.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila realisasinya di atas SP2D lebih dari {toleransi_pct} % pagu"
        " ({float_up_pct} % untuk belanja yang memakai UP) setelah sebulan tenggang, atau di bawahnya lebih"
        " dari {toleransi_pct} %.",
        "An RFK line is a finding when spending exceeds the treasury by more than {toleransi_pct} % of the"
        " ceiling ({float_up_pct} % where petty cash is used) after a month of grace, or lies below by more"
        " than {toleransi_pct} %.",
    ),
    cannot_tell=Text(
        "Belanja yang dibayar dari UP sebelum SPJ: uangnya sungguh keluar, tetapi belum ada pada register mana pun.",
        "Spending from petty cash before it is accounted for: the money is gone but stands in no register yet.",
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
        Text(
            "belanja UP yang sudah di-SPJ-kan, menunggu GU",
            "petty cash accounted for, awaiting replenishment",
        ),
    ),
    settles=Text(
        "berita acara rekonsiliasi OPD-BPKAD bulan itu",
        "that month's reconciliation record with BPKAD",
    ),
    thresholds=(
        "toleransi_pct",
        "float_up_pct",
        "up_maks_pct",
    ),
    related=(
        "REK-002",
        "REK-005",
        "DRT-006",
    ),
    examples="""
        realisasi_idr | m1_realisasi_idr | sp2d_m1_idr | sp2d_sd_idr | sp2d_p1_idr | tenggang_lewat | umpan_terhenti | dana_kelas | jenis_kerja | spj_sd_idr | pagu_idr | nom_ada | verdict
        500           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | pass
        600           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | pass
        700           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | fail
        400           | 300              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | pass
        300           | 300              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | fail
        700           | 500              | 400         | 500         |             | false          | false          | apbd       | acara       |            | 1000     |         | unknown
        700           | 700              | 400         | 500         |             | false          | false          | apbd       | acara       |            | 1000     |         | fail
        650           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | pass
        650           | 400              | 400         | 500         | 600         | true           | false          | apbd       | konstruksi  |            | 1000     |         | fail
        680           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       | 680        | 1000     |         | excused
        500           | 400              | 300         | 300         | 300         | true           | false          | blud       | rutin       |            | 1000     |         | excused
        500           | 400              | 300         | 300         | 300         | true           | false          | bos        | rutin       |            | 1000     |         | excused
        700           | 400              | 400         | 500         | 600         | true           | false          |            | acara       |            | 1000     |         | unknown
        700           | 400              | 400         | 500         | 600         | true           | true           | apbd       | acara       |            | 1000     |         | unknown
        700           | 400              |             |             |             | false          | false          | apbd       | acara       |            | 1000     |         | unknown
                      | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     |         | unknown
        500           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            |          |         | unknown
        700           | 400              | 400         | 500         | 600         | true           | false          | apbd       | acara       |            | 1000     | false   | unknown
    """,  # noqa: E501
)
def tidak_cocok_sp2d(toleransi_pct: pl.Expr, float_up_pct: pl.Expr, up_maks_pct: pl.Expr) -> Verdicts:
    """Both directions, each with a month of grace: money in transit shows a month on, reports may lag one.

    In the newest month only what was already above the register a month ago fails; the rest waits.
    """
    reported, ceiling = pl.col("realisasi_idr"), pl.coalesce("pagu_idr", "pagu_berlaku_idr")
    contract_like = pl.col("jenis_kerja").is_in(["gaji", "konstruksi", "modal"]).fill_null(True)
    over_tolerance = pl.when(contract_like).then(toleransi_pct).otherwise(float_up_pct) / 100 * ceiling
    held = pl.max_horizontal("sp2d_sd_idr", "sp2d_p1_idr")
    least = pl.min_horizontal("sp2d_m1_idr", "sp2d_sd_idr")
    due = pl.col("tenggang_lewat").fill_null(False)
    over = reported - held > over_tolerance
    stale = (pl.col("m1_realisasi_idr") - held > over_tolerance).fill_null(False)
    under = least - reported > toleransi_pct / 100 * ceiling
    wrong = under | (over & (due | stale))
    return Verdicts(
        ok=~wrong,
        unknown={
            "realisasi_kosong": reported.is_null(),
            "pagu_tidak_ada": ceiling.is_null(),
            "sp2d_tidak_ada": pl.col("sp2d_sd_idr").is_null(),
            "umpan_sp2d_terhenti": pl.col("umpan_terhenti"),
            "kode_tidak_dikenal": ~pl.col("nom_ada") | ~pl.col("bidang_sendiri"),
            "menunggu_masa_tenggang": over & ~wrong,
            "sumber_dana_tidak_dikenal": wrong & pl.col("dana_kelas").is_null(),
        },
        excused={
            "pembukuan_triwulanan": pl.col("dana_kelas").is_in(["blud", "bos"]),
            "spj_sah_menunggu_gu": ~under
            & (reported <= pl.col("spj_sd_idr") + 1)
            & (reported - held <= ceiling * up_maks_pct / 100),
        },
        observed=reported,
        expected=pl.when(under).then(least).otherwise(held),
        impact_idr=pl.when(under).then(least - reported).otherwise(reported - held),
    )
