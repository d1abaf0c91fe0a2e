"""SLP-002: work that needs a contract has none and too few months are left."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="SLP-002",
    version=1,
    frame="silpa",
    severity=Severity.WATCH,
    kind=Kind.WATCH,
    column="kode",
    unit="nilai",
    title=Text(
        "Belum ada kontrak, waktu menyempit",
        "No contract yet and time is short",
    ),
    message=Text(
        "{kode} {kode_opd} belum berkontrak; waktu tersisa {observed} bulan, sedangkan lazimnya perlu"
        " {expected} bulan. Mohon jadwal pengadaan atau usul pengalihannya.",
        "{kode} of {kode_opd} has no contract yet; months left: {observed}, months such work usually"
        " takes: {expected}. Please send the procurement schedule, or a proposal to move the ceiling.",
    ),
    why=Text(
        "Pekerjaan yang belum dikontrak pada sisa waktu ini berisiko tidak selesai dan perlu dibantu.",
        "Work uncontracted this late risks not being finished and needs help.",
    ),
    condition=Text(
        "Pekerjaan yang memerlukan kontrak dipantau bila belum berkontrak dan waktu tersisa kurang dari"
        " {bulan_konstruksi} bulan (pengadaan barang {bulan_barang} bulan).",
        "Work that needs a contract is watched when it has none and less than {bulan_konstruksi} months"
        " remain ({bulan_barang} for goods).",
    ),
    cannot_tell=Text(
        "Sejauh mana persiapannya; tender yang sedang berjalan belum tampak pada register kontrak.",
        "How far preparations are; a tender under way does not show in the contract register.",
    ),
    basis="keputusan sendiri: lama pekerjaan menurut jenisnya",
    settles=Text(
        "jadwal pengadaan atau usul pengalihan pagu",
        "the procurement schedule, or a proposal to move the ceiling",
    ),
    thresholds=(
        "bulan_konstruksi",
        "bulan_barang",
    ),
    related=(
        "SLP-001",
        "FSK-006",
    ),
    examples="""
        kode              | perlu_kontrak | jenis_kerja | k_n | k_tgl      | bulan_tersisa | verdict
        1.03.02.2.01.0001 | true          | konstruksi  | 1   | 2025-05-10 | 2             | pass
        1.03.02.2.01.0002 | true          | konstruksi  | 0   |            | 3             | fail
        1.03.02.2.01.0003 | true          | konstruksi  | 0   |            | 4             | pass
        1.03.02.2.01.0004 | true          | modal       | 0   |            | 2             | pass
        1.03.02.2.01.0005 | true          | modal       | 0   |            | 1             | fail
        1.03.02.2.01.0006 | true          | modal       |     |            | 1             | unknown
        1.03.02.2.01.0007 | true          | konstruksi  | 1   |            | 2             | fail
        1.03.02.2.01.0008 | false         | acara       | 0   |            | 1             | not examined
    """,
)
def belum_kontrak(bulan_konstruksi: pl.Expr, bulan_barang: pl.Expr) -> Verdicts:
    """A contract without a date counts as none: nothing shows when work begins."""
    needed = pl.when(pl.col("jenis_kerja") == "modal").then(bulan_barang).otherwise(bulan_konstruksi)
    contracted = (pl.col("k_n") > 0) & pl.col("k_tgl").is_not_null()
    return Verdicts(
        where=pl.col("perlu_kontrak"),
        ok=contracted | (pl.col("bulan_tersisa") >= needed),
        unknown={"register_kontrak_tidak_ada": pl.col("k_n").is_null()},
        observed=pl.col("bulan_tersisa"),
        expected=needed,
        impact_idr=pl.col("sisa_idr"),
    )
