"""FSK-004: reported complete while the contract still runs, without a hand-over."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import usual_progress
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-004",
    version=2,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="hari",
    title=Text(
        "Seratus persen sebelum kontrak berakhir",
        "Complete before the contract's end",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} dilaporkan selesai, tetapi kontrak masih"
        " berjalan {observed} hari lagi tanpa serah terima (lazimnya paling lama {expected} hari). Mohon"
        " BAST-nya.",
        "{kode} in the RFK of {kode_opd} for {periode} is reported complete, yet its contract still ran"
        " {observed} days with no hand-over (up to {expected} days is usual). Please send the hand-over"
        " report.",
    ),
    why=Text(
        "Pekerjaan yang selesai diserahterimakan; kontrak yang masih berjalan menunjukkan pekerjaan belum selesai.",
        "Finished work is handed over; a contract still running suggests it is not.",
    ),
    condition=Text(
        "Baris RFK berkontrak menjadi temuan bila fisiknya 100 %, kontraknya masih berjalan lebih dari"
        " {sisa_hari} hari, dan serah terimanya belum tercatat sampai sebulan sesudahnya.",
        "An RFK line under contract is a finding when progress is 100 %, the contract has more than"
        " {sisa_hari} days to run, and no hand-over is recorded within a month after.",
    ),
    cannot_tell=Text(
        "Apakah penyedia selesai lebih cepat; tanpa berita acara, selesai awal dan lapor awal tidak dapat dibedakan.",
        "Whether the contractor finished early; without a record, finishing early and reporting early cannot"
        " be told apart.",
    ),
    basis="Perpres 16/2018 (pembayaran menurut prestasi pekerjaan) [S]",
    explanations=(
        Text(
            "selesai lebih cepat dan sudah diserahterimakan",
            "finished early and handed over",
        ),
    ),
    settles=Text(
        "BAST atau berita acara kemajuan fisik terakhir",
        "hand-over or last progress report",
    ),
    thresholds=("sisa_hari",),
    related=(
        "FSK-010",
        "FSK-011",
        "FSK-012",
    ),
    examples="""
        kode              | fisik_pct | akhir_bulan_tgl | k_n | k_akhir_tgl | k_bast_tgl | verdict
        1.03.02.2.01.0001 | 100       | 2025-10-31      | 1   | 2025-11-10  |            | pass
        1.03.02.2.01.0002 | 100       | 2025-10-31      | 1   | 2025-12-15  |            | fail
        1.03.02.2.01.0003 | 100       | 2025-10-31      | 1   | 2025-12-15  | 2025-10-30 | excused
        1.03.02.2.01.0005 | 99        | 2025-10-31      | 1   | 2025-12-15  |            | pass
        1.03.02.2.01.0006 | 100       | 2025-10-31      | 1   |             |            | unknown
        1.03.02.2.01.0007 |           | 2025-10-31      | 1   | 2025-12-15  |            | unknown
        1.03.02.2.01.0008 | 100       | 2025-10-31      |     | 2025-12-15  |            | unknown
        1.03.02.2.01.0009 | 100       | 2025-10-31      | 0   |             |            | not examined
    """,
)
def selesai_sebelum_waktunya(sisa_hari: pl.Expr) -> Verdicts:
    """Early finishes are welcome: a hand-over on file excuses them."""
    month_end, end = pl.col("akhir_bulan_tgl"), pl.col("k_akhir_tgl")
    left = (end - month_end).dt.total_days()
    return Verdicts(
        where=pl.col("k_n") > 0,
        ok=(pl.col("fisik_pct") < 100) | (left <= sisa_hari),
        unknown={"fisik_kosong": pl.col("fisik_pct").is_null()},
        excused={"sudah_serah_terima": pl.col("k_bast_tgl") <= month_end.dt.offset_by("1mo")},
        observed=left,
        expected=sisa_hari,
        impact_idr=pl.coalesce("k_nilai_idr", "pagu_idr"),
        params=usual_progress(),
    )
