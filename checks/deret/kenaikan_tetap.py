"""DRT-004: money rises by the same amount month after month on work that is paid in lumps."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="DRT-004",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="kali",
    title=Text(
        "Kenaikan tetap pada pekerjaan bertahap",
        "Constant increments on lumpy work",
    ),
    message=Text(
        "Realisasi {kode} pada RFK {kode_opd} sampai {periode} naik dengan jumlah yang sama selama"
        " {observed} bulan (batas {expected} bulan), padahal pekerjaan ini dibayar per termin.",
        "Spending on {kode} in the RFK of {kode_opd} up to {periode} rose by the same amount for"
        " {observed} months (limit {expected} months), though such work is paid in instalments.",
    ),
    why=Text(
        "Pekerjaan konstruksi, pengadaan dan acara dibayar menurut tagihan; garis lurus menandakan angka dibagi rata.",
        "Construction, procurement and events are paid by invoice; a straight line suggests the total was spread out.",
    ),
    condition=Text(
        "Baris konstruksi, pengadaan, atau acara menjadi temuan bila realisasinya naik dengan rupiah yang"
        " sama selama {bulan_min} bulan dan SP2D-nya tidak demikian.",
        "A line of construction, procurement or events is a finding when spending rises by the same rupiah"
        " for {bulan_min} months and the treasury's does not.",
    ),
    cannot_tell=Text(
        "Apakah ada kontrak dengan angsuran tetap; isi kontrak tidak kami pegang.",
        "Whether a contract provides for fixed instalments; we do not hold its text.",
    ),
    basis="keputusan sendiri: kenaikan tetap pada pekerjaan bertahap (penanda asal-usul angka)",
    explanations=(
        Text(
            "kontrak dengan pembayaran bulanan tetap",
            "a contract with fixed monthly payments",
        ),
    ),
    settles=Text(
        "register SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("bulan_min",),
    examples="""
        kode              | jenis_kerja | n_kenaikan_tetap | realisasi_idr | sp2d_sd_idr | verdict
        1.03.02.2.01.0001 | konstruksi  | 2                | 600           | 500         | pass
        1.03.02.2.01.0002 | konstruksi  | 3                | 600           | 500         | fail
        1.03.02.2.01.0003 | konstruksi  | 3                | 600           | 600         | excused
        1.03.02.2.01.0004 | konstruksi  | 3                |               | 500         | unknown
        1.03.02.2.01.0005 |             | 3                | 600           | 500         | unknown
        1.03.02.2.01.0006 | rutin       | 9                | 600           | 500         | not examined
    """,
)
def kenaikan_tetap(bulan_min: pl.Expr) -> Verdicts:
    """Salaries and routine services rise evenly and are not examined."""
    return Verdicts(
        where=pl.col("jenis_kerja").is_in(["konstruksi", "modal", "acara"]),
        ok=pl.col("n_kenaikan_tetap") < bulan_min,
        unknown={"realisasi_kosong": pl.col("realisasi_idr").is_null()},
        excused={"sp2d_juga_demikian": (pl.col("realisasi_idr") - pl.col("sp2d_sd_idr")).abs() <= 1},
        observed=pl.col("n_kenaikan_tetap"),
        expected=bulan_min,
        impact_idr=(pl.col("realisasi_idr") - pl.col("sp2d_sd_idr")).abs(),
    )
