"""POL-021: treasury, contracts, like work and the line's own past speak together against a figure."""

from __future__ import annotations

import polars as pl

from checks.evidence.pieces import NAMES
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-021",
    version=1,
    frame="bukti",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    unit="nilai",
    title=Text(
        "Beberapa bukti bersama-sama tidak mendukung angka", "Several pieces of evidence do not support a figure"
    ),
    message=Text(
        "{kode_opd} melaporkan {kode} dengan fisik {fisik_pct} dan keuangan {keu_pct}; SP2D {bayar_pct}. Pekerjaan"
        " sejenis di titik ini paling banyak fisik {wajar_fisik_pct}. Yang paling menonjol: {potong}. Mohon"
        " dokumen kemajuan dan pembayaran bulan ini.",
        "{kode_opd} reports {kode} with progress {fisik_pct} and spending {keu_pct}; SP2D {bayar_pct}. Like work"
        " at this point shows progress of at most {wajar_fisik_pct}. Most striking: {potong}. Please send the"
        " documents of this month's progress and payments.",
    ),
    why=Text(
        "Satu petunjuk lemah belum berarti apa-apa; beberapa petunjuk dari sumber yang berbeda patut ditanyakan.",
        "One weak hint means nothing; several from different sources are worth a question.",
    ),
    condition=Text(
        "Baris menjadi catatan bila gabungan bukti dari sumber yang berbeda memberi kecurigaan"
        " {kecurigaan_min} atau lebih.",
        "A line is noted when evidence from different sources together gives a suspicion of {kecurigaan_min} or more.",
    ),
    cannot_tell=Text(
        "Pelaporan yang sejalan dengan semua sumber, dan kenaikan kecil yang masih di dalam sebaran pekerjaan sejenis.",
        "Reporting that agrees with every source, and small lifts within what work of the kind shows.",
    ),
    basis="keputusan sendiri: bobot dari simulasi berlabel, satu arah (angka rendah tidak pernah menambah)",
    explanations=(
        Text("SP2D atau BAST yang terlambat dicatat", "SP2D or hand-over recorded late"),
        Text("pekerjaan yang memang lebih cepat dari sejenisnya", "work that really is faster than its like"),
    ),
    settles=Text("berita acara kemajuan, BAST dan SP2D", "minutes of progress, hand-over and SP2D"),
    thresholds=("kecurigaan_min",),
    related=("FSK-002", "REK-001"),
    examples="""
        kecurigaan | fisik_pct | keu_pct | bayar_pct | potong              | medan     | o_selisih_sp2d | verdict
        0.02       | 40        | 38      | 37        |                     |           | 0              | pass
        0.90       | 90        | 38      | 37        | fisik_di_atas_wajar | fisik_pct | 0              | fail
        0.01       | 40        | 38      |           |                     |           |                | unknown
    """,
)
def bukti_gabungan(kecurigaan_min: pl.Expr) -> Verdicts:
    """Without closed years or a treasury feed there is nothing to hold a figure against: unknown, never a pass."""
    nothing_known = pl.all_horizontal(pl.col(f"o_{name}").is_null() for name in NAMES)
    shown = ("fisik_pct", "keu_pct", "bayar_pct", "wajar_fisik_pct", "potong")
    return Verdicts(
        ok=pl.col("kecurigaan") < kecurigaan_min,
        unknown={"pembanding_belum_ada": nothing_known},
        observed=pl.col("kecurigaan"),
        expected=kecurigaan_min,
        impact_idr=(pl.col("realisasi_idr") - pl.col("sp2d_sd_idr")).clip(0),
        suspicion=pl.col("kecurigaan"),
        params={name: pl.col(name) for name in shown},
        column=pl.col("medan"),
    )
