"""FSK-006: a line that needs a contract progresses without one."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import usual_progress
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-006",
    version=2,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Fisik berjalan sebelum ada kontrak",
        "Progress before any contract",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} sudah {observed}, tetapi kontraknya belum ada"
        " atau baru ditandatangani sesudah bulan pelaporan (lazimnya sampai {expected}). Mohon kontrak dan"
        " SPMK-nya.",
        "Progress of {kode} in the RFK of {kode_opd} for {periode} is already {observed}, yet it has no"
        " contract or one signed after the month reported (up to {expected} is usual). Please send the"
        " contract and the order to start.",
    ),
    why=Text(
        "Pekerjaan yang memerlukan kontrak dimulai setelah SPMK; dokumen yang belum ada perlu dilengkapi.",
        "Work that needs a contract starts after the order to start; the missing document should be supplied.",
    ),
    condition=Text(
        "Baris RFK yang memerlukan kontrak menjadi temuan bila fisiknya di atas {persiapan_pct} %, sedangkan"
        " kontraknya belum ada atau ditandatangani sesudah akhir bulan.",
        "An RFK line that needs a contract is a finding when progress exceeds {persiapan_pct} % while no"
        " contract exists or it was signed after month end.",
    ),
    cannot_tell=Text(
        "Apakah pekerjaan berjalan dengan swakelola atau kontraknya belum dimasukkan ke register.",
        "Whether the work is done in-house or its contract has not been entered in the register.",
    ),
    basis="Perpres 16/2018 [S]",
    explanations=(
        Text(
            "register kontrak belum diperbarui",
            "the register is not up to date",
        ),
        Text(
            "swakelola",
            "done by the agency itself",
        ),
    ),
    settles=Text(
        "kontrak dan SPMK",
        "contract and order to start",
    ),
    thresholds=("persiapan_pct",),
    related=("SLP-002",),
    examples="""
        kode              | perlu_kontrak | akun_modal | k_n | k_tgl      | akhir_bulan_tgl | fisik_pct | verdict
        1.03.02.2.01.0001 | true          |            | 1   | 2025-04-10 | 2025-06-30      | 30        | pass
        1.03.02.2.01.0002 | true          |            | 1   | 2025-07-10 | 2025-06-30      | 5         | pass
        1.03.02.2.01.0003 | true          |            | 1   | 2025-07-10 | 2025-06-30      | 6         | fail
        1.03.02.2.01.0004 | true          | true       | 0   |            | 2025-06-30      | 40        | fail
        1.03.02.2.01.0005 | true          | true       |     |            | 2025-06-30      | 40        | unknown
        1.03.02.2.01.0006 | true          |            | 1   |            | 2025-06-30      | 40        | unknown
        1.03.02.2.01.0007 | true          | true       | 0   |            | 2025-06-30      |           | unknown
        1.03.02.2.01.0008 | false         | false      | 0   |            | 2025-06-30      | 40        | not examined
        1.03.02.2.01.0009 | true          |            | 0   |            | 2025-06-30      | 40        | unknown
    """,
)
def fisik_tanpa_kontrak(persiapan_pct: pl.Expr) -> Verdicts:
    """Preparation (survey, planning) counts up to a few percent."""
    fisik, signed = pl.col("fisik_pct"), pl.col("k_tgl")
    covered = pl.when(pl.col("k_n") == 0).then(pl.lit(False)).otherwise(signed <= pl.col("akhir_bulan_tgl"))
    return Verdicts(
        where=pl.col("perlu_kontrak"),
        ok=(fisik <= persiapan_pct) | covered,
        unknown={
            "fisik_kosong": fisik.is_null(),
            "register_kontrak_tidak_ada": pl.col("k_n").is_null(),
            "jenis_belanja_tidak_diketahui": (pl.col("k_n") == 0) & pl.col("akun_modal").is_null(),
            "tanggal_kontrak_kosong": (pl.col("k_n") > 0) & signed.is_null(),
        },
        observed=fisik,
        expected=persiapan_pct,
        impact_idr=fisik / 100 * pl.col("pagu_idr"),
        params=usual_progress(),
    )
