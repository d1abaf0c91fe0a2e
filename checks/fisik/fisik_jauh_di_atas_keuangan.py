"""FSK-002: late in the year the work is nearly done, yet far less is paid than is due."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-002",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Fisik hampir selesai, uang jauh tertinggal",
        "Work nearly done, money far behind",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} {fisik_pct}, tetapi baru {observed} dari nilai"
        " yang harus dibayar telah dibayar (lazimnya paling sedikit {expected}). Mohon BAST dan status"
        " tagihannya.",
        "Physical progress of {kode} in the RFK of {kode_opd} for {periode} is {fisik_pct}, yet only"
        " {observed} of what is due has been paid (at least {expected} is usual). Please send the"
        " hand-over report and the state of invoices.",
    ),
    why=Text(
        "Di akhir tahun pekerjaan yang selesai biasanya sudah ditagih; jarak yang lebar sering berarti "
        "fisik diketik lebih tinggi.",
        "Late in the year finished work is usually invoiced; a wide gap often means progress was typed too high.",
    ),
    condition=Text(
        "Baris RFK November atau Desember menjadi temuan bila fisiknya {fisik_min_pct} % atau lebih, tetapi"
        " yang dibayar kurang dari {bayar_min_pct} % nilai kontrak atau pagu ({bayar_min_lain_pct} % untuk"
        " pekerjaan tanpa kontrak).",
        "An RFK line of November or December is a finding when progress is {fisik_min_pct} % or more but less"
        " than {bayar_min_pct} % of contract or ceiling is paid ({bayar_min_lain_pct} % for work without a"
        " contract).",
    ),
    cannot_tell=Text(
        "Apakah pekerjaannya memang selesai dan tagihannya yang tertahan; penghematan tender tanpa nilai"
        " kontrak tercatat tampak sama.",
        "Whether the work is done and its bill is held up; savings from a tender whose value is not recorded"
        " look the same.",
    ),
    basis=(
        "keputusan sendiri: Desember fisik 97 ke atas dengan bayar di bawah 75 persen (penanda terukur), PP"
        " 12/2019 ps 121 [S]"
    ),
    explanations=(
        Text(
            "tagihan menumpuk pada awal Desember",
            "invoices pile up in early December",
        ),
        Text(
            "penghematan hasil tender",
            "savings from the tender",
        ),
        Text(
            "retensi",
            "retention",
        ),
    ),
    settles=Text(
        "BAST, tagihan penyedia dan SP2D",
        "hand-over report, invoice, and SP2D",
    ),
    thresholds=(
        "fisik_min_pct",
        "bayar_min_pct",
        "bayar_min_lain_pct",
    ),
    related=("FSK-010",),
    examples="""
        bulan | fisik_pct | realisasi_idr | pagu_idr | k_nilai_idr | k_n | akhir_bulan_tgl | k_bast_tgl | verdict
        12    | 98        | 80            | 100      | 100         | 1   | 2025-12-31      |            | pass
        12    | 98        | 60            | 100      | 100         | 1   | 2025-12-31      |            | fail
        12    | 98        | 75            | 100      | 100         | 1   | 2025-12-31      |            | pass
        12    | 100       | 60            | 100      | 70          | 1   | 2025-12-31      |            | pass
        11    | 100       | 60            | 100      | 100         | 1   | 2025-11-30      | 2025-11-25 | excused
        11    | 100       | 60            | 100      | 100         | 1   | 2025-11-30      |            | fail
        12    | 98        | 60            | 100      |             | 0   | 2025-12-31      |            | pass
        12    | 98        | 40            | 100      |             | 0   | 2025-12-31      |            | fail
        12    |           | 60            | 100      | 100         | 1   | 2025-12-31      |            | unknown
        12    | 98        |               | 100      | 100         | 1   | 2025-12-31      |            | unknown
        12    | 60        | 30            | 100      | 100         | 1   | 2025-12-31      |            | pass
        7     | 100       | 30            | 100      | 100         | 1   | 2025-07-31      |            | not examined
    """,
)
def fisik_jauh_di_atas_keuangan(
    fisik_min_pct: pl.Expr, bayar_min_pct: pl.Expr, bayar_min_lain_pct: pl.Expr
) -> Verdicts:
    """What is due is the contract value where it is below the ceiling: a cheap tender is no gap."""
    fisik, due = pl.col("fisik_pct"), pl.min_horizontal("pagu_idr", "k_nilai_idr")
    paid = pl.when(due > 0).then(pl.col("realisasi_idr") / due * 100)
    enough = pl.when(pl.col("k_n").fill_null(1) > 0).then(bayar_min_pct).otherwise(bayar_min_lain_pct)
    return Verdicts(
        where=pl.col("bulan") >= 11,
        ok=(fisik < fisik_min_pct) | (paid >= enough),
        unknown={"fisik_kosong": fisik.is_null(), "pembayaran_tidak_terhitung": paid.is_null()},
        excused={
            "penumpukan_awal_desember": (pl.col("bulan") == 11)
            & (pl.col("k_bast_tgl") > pl.col("akhir_bulan_tgl").dt.offset_by("-45d"))
        },
        observed=paid,
        expected=enough,
        impact_idr=(fisik - paid) / 100 * due,
        params={"fisik_pct": fisik},
    )
