"""SLP-003: procurement has failed twice and no contract came of it."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="SLP-003",
    version=1,
    frame="silpa",
    severity=Severity.WATCH,
    kind=Kind.WATCH,
    column="kode",
    unit="kali",
    title=Text(
        "Tender gagal berulang",
        "Tender failed repeatedly",
    ),
    message=Text(
        "Pengadaan {kode} {kode_opd} sudah gagal {observed} kali (dipantau sejak {expected} kali) dan"
        " belum berkontrak. Mohon rencana tindak lanjutnya.",
        "Procurement of {kode} of {kode_opd} has failed {observed} times (watched from {expected} times)"
        " and there is no contract. Please send the follow-up plan.",
    ),
    why=Text(
        "Pengadaan yang gagal berulang perlu keputusan: ulang, ubah cara, atau alihkan.",
        "Repeated failure calls for a decision: repeat, change method, or move the money.",
    ),
    condition=Text(
        "Pekerjaan yang memerlukan kontrak dipantau bila tendernya gagal {gagal_min} kali atau lebih dan"
        " belum ada kontrak.",
        "Work that needs a contract is watched when its tender failed {gagal_min} or more times and there is"
        " no contract.",
    ),
    cannot_tell=Text(
        "Mengapa tendernya gagal: harga, syarat, atau tidak ada peminat; register hanya mencatat jumlahnya.",
        "Why the tender failed: price, terms or no bidders; the register only counts.",
    ),
    basis="Perpres 16/2018 (tindak lanjut tender gagal) [K]",
    settles=Text(
        "berita acara tender gagal dan rencana tindak lanjut",
        "record of the failed tender and the follow-up plan",
    ),
    thresholds=("gagal_min",),
    related=("SLP-002",),
    examples="""
        kode              | k_n | k_gagal_tender | k_tgl      | perlu_kontrak | verdict
        1.03.02.2.01.0001 | 1   | 1              |            | true          | pass
        1.03.02.2.01.0002 | 1   | 2              |            | true          | fail
        1.03.02.2.01.0003 | 1   | 2              | 2025-09-10 | true          | pass
        1.03.02.2.01.0004 | 1   |                |            | true          | unknown
        1.03.02.2.01.0005 |     |                |            | true          | unknown
        1.03.02.2.01.0006 | 0   |                |            | true          | pass
        1.03.02.2.01.0007 |     |                |            | false         | not examined
    """,
)
def gagal_tender_berulang(gagal_min: pl.Expr) -> Verdicts:
    """Where the register knows no package of the line there is no failed tender on record."""
    failed = pl.when(pl.col("k_n") == 0).then(pl.lit(0)).otherwise(pl.col("k_gagal_tender"))
    return Verdicts(
        where=pl.col("perlu_kontrak"),
        ok=(failed < gagal_min) | pl.col("k_tgl").is_not_null(),
        unknown={"register_kontrak_tidak_ada": pl.col("k_n").is_null(), "catatan_tender_tidak_ada": failed.is_null()},
        observed=failed,
        expected=gagal_min,
        impact_idr=pl.col("sisa_idr"),
    )
