"""FSK-005: physical progress jumps in a month and nothing else moves."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="FSK-005",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="poin",
    title=Text(
        "Lonjakan fisik tanpa tonggak",
        "Jump in progress without a milestone",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} naik {observed} dalam satu bulan tanpa"
        " pembayaran atau serah terima (lazimnya sampai {expected}). Mohon berita acara kemajuannya.",
        "Physical progress of {kode} in the RFK of {kode_opd} for {periode} rose {observed} in a month"
        " with no payment or hand-over (up to {expected} is usual). Please send the progress report.",
    ),
    why=Text(
        "Kemajuan besar dalam sebulan biasanya meninggalkan jejak: tagihan, serah terima, atau kegiatan "
        "yang selesai sekali jalan.",
        "Great progress in a month usually leaves a trace: an invoice, a hand-over, or a one-off event.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila fisiknya naik lebih dari {kenaikan_poin} poin dalam sebulan tanpa SP2D"
        " sekurangnya {bayar_min_pct} % pagu, tanpa serah terima, dan bukan acara sekali jalan.",
        "An RFK line is a finding when progress rises by more than {kenaikan_poin} points in a month without"
        " SP2D of at least {bayar_min_pct} % of the ceiling, without a hand-over, and it is no one-off event.",
    ),
    cannot_tell=Text(
        "Apakah kemajuannya terjadi bulan itu atau hanya baru dicatat setelah lama tidak diperbarui.",
        "Whether the work advanced that month or was merely entered after a long silence.",
    ),
    basis="keputusan sendiri: kenaikan sebulan di atas 40 poin (persentil atas pekerjaan jujur)",
    explanations=(
        Text(
            "barang datang dan diserahterimakan",
            "goods delivered and handed over",
        ),
        Text(
            "kegiatan satu kali selesai dalam sebulan",
            "an event held once",
        ),
        Text(
            "pembaruan setelah lama tidak diukur",
            "an update after long without measuring",
        ),
    ),
    settles=Text(
        "berita acara kemajuan fisik bulan itu",
        "that month's progress report",
    ),
    thresholds=(
        "kenaikan_poin",
        "bayar_min_pct",
    ),
    related=("FSK-011",),
    examples="""
        bulan | fisik_pct | m1_fisik_pct | m1_ada | jenis_kerja | sp2d_ada | sp2d_sd_idr | sp2d_m1_idr | pagu_idr | akhir_bulan_tgl | k_bast_awal_tgl | verdict
        10    | 60        | 30           | true   | konstruksi  | true     | 0           | 0           | 100      | 2025-10-31      |                 | pass
        10    | 70        | 30           | true   | konstruksi  | true     | 0           | 0           | 100      | 2025-10-31      |                 | pass
        10    | 71        | 30           | true   | konstruksi  | true     | 0           | 0           | 100      | 2025-10-31      |                 | fail
        10    | 90        | 30           | true   | konstruksi  | true     | 50          | 20          | 100      | 2025-10-31      |                 | excused
        10    | 100       | 30           | true   | modal       | true     | 0           | 0           | 100      | 2025-10-31      | 2025-10-25      | excused
        10    | 100       | 0            | true   | acara       | true     | 0           | 0           | 100      | 2025-10-31      |                 | excused
        1     | 50        |              |        | rutin       | true     | 0           | 0           | 100      | 2025-01-31      |                 | fail
        10    | 90        |              | false  | konstruksi  | true     | 0           | 0           | 100      | 2025-10-31      |                 | unknown
        10    |           | 30           | true   | konstruksi  | true     | 0           | 0           | 100      | 2025-10-31      |                 | unknown
        10    | 90        | 30           | true   | konstruksi  | false    |             |             | 100      | 2025-10-31      |                 | unknown
    """,  # noqa: E501
)
def lonjakan_fisik(kenaikan_poin: pl.Expr, bayar_min_pct: pl.Expr) -> Verdicts:
    """January starts from nothing; a month without a report before it cannot be judged."""
    before = pl.when(pl.col("bulan") == 1).then(pl.lit(0.0)).otherwise(pl.col("m1_fisik_pct"))
    rise = pl.col("fisik_pct") - before
    through = pl.max_horizontal("sp2d_sd_idr", "sp2d_p1_idr")
    paid = through - pl.col("sp2d_m1_idr") >= pl.col("pagu_idr") * bayar_min_pct / 100
    month_end, handed = pl.col("akhir_bulan_tgl"), pl.col("k_bast_awal_tgl")
    return Verdicts(
        ok=rise <= kenaikan_poin,
        unknown={
            "fisik_kosong": pl.col("fisik_pct").is_null(),
            "bulan_lalu_tidak_ada": before.is_null(),
            "sp2d_tidak_ada": ~pl.col("sp2d_ada") & (rise > kenaikan_poin),
        },
        excused={
            "ada_pembayaran": paid,
            "serah_terima": handed.is_between(month_end.dt.offset_by("-60d"), month_end.dt.offset_by("1mo")),
            "selesai_sekali_jalan": (pl.col("jenis_kerja") == "acara") & (before <= 10) & (pl.col("fisik_pct") >= 90),
        },
        observed=rise,
        expected=kenaikan_poin,
        impact_idr=rise / 100 * pl.col("pagu_idr"),
    )
