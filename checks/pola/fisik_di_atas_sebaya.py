"""POL-003: progress runs ahead of money far more than on lines of the same kind, month and size."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import SHARE
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-003",
    version=2,
    frame="sebaya",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="poin",
    title=Text(
        "Fisik mendahului uang jauh melebihi pekerjaan sejenis",
        "Progress ahead of money far beyond work of the same kind",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} periode {periode} mendahului keuangannya {observed}; dari {n_sebaya}"
        " pekerjaan {jenis_kerja} seukuran yang sedang berjalan, batas wajarnya {expected} (separuhnya paling"
        " banyak {lazim_poin} poin). Mohon laporan kemajuannya.",
        "Progress of {kode} in the RFK of {kode_opd} for {periode} is {observed} ahead of its money; among"
        " {n_sebaya} works ({jenis_kerja}) of that size under way the fence is {expected} (half of them at most"
        " {lazim_poin} points). Please send the progress report.",
    ),
    why=Text(
        "Fisik lazim mendahului pembayaran, tetapi tidak jauh melebihi pekerjaan sejenis dan seukuran pada bulan"
        " yang sama.",
        "Progress usually runs ahead of payment, but not far beyond work of the same kind and size in the same month.",
    ),
    condition=Text(
        "Baris yang sedang berjalan menjadi catatan bila fisik mendahului uangnya di atas pagar boxplot"
        " sebayanya dan lebih dari {lebih_poin} poin di atas nilai tengahnya; sekurangnya {n_min} sebaya.",
        "A line in progress is noted when progress leads money beyond its peers' boxplot fence and by more"
        " than {lebih_poin} points over their median; at least {n_min} peers.",
    ),
    cannot_tell=Text(
        "Pekerjaan yang seluruh sebayanya ikut melaporkan terlalu tinggi: bila semua naik, tidak ada yang menonjol.",
        "Work whose peers all report too high: when everyone is up, nobody stands out.",
    ),
    basis=(
        "keputusan sendiri: pagar kotak-garis yang disesuaikan dengan kemencengan (medcouple; Hubert dan"
        " Vandervieren 2008)"
    ),
    explanations=(
        Text(
            "penyedia menagih pada akhir pekerjaan",
            "the supplier invoices at the end of the work",
        ),
        Text(
            "menunggu anggaran perubahan",
            "waiting for the revised budget",
        ),
    ),
    settles=Text(
        "laporan kemajuan fisik dan berita acara",
        "progress report and minutes of measurement",
    ),
    thresholds=(
        "n_min",
        "lebih_poin",
    ),
    related=(
        "FSK-002",
        "POL-006",
    ),
    examples="""
        kode              | jenis_kerja | fisik_pct | unggul_poin | n_sebaya | batas_unggul_poin | lazim_unggul_poin | verdict
        1.03.02.2.01.0001 | konstruksi  | 60        | 12          | 80       | 20                | 6                 | pass
        1.03.02.2.01.0002 | konstruksi  | 60        | 35          | 80       | 20                | 6                 | fail
        1.03.02.2.01.0003 | konstruksi  | 60        | 20          | 80       | 20                | 6                 | pass
        1.03.02.2.01.0004 | konstruksi  | 60        | 35          | 49       | 20                | 6                 | unknown
        1.03.02.2.01.0005 | konstruksi  | 60        | 35          | 80       |                   | 6                 | unknown
        1.03.02.2.01.0006 | konstruksi  | 60        |             | 80       | 20                | 6                 | unknown
        1.03.02.2.01.0007 | konstruksi  | 100       | 35          | 80       | 20                | 6                 | not examined
    """,  # noqa: E501
)
def fisik_di_atas_sebaya(n_min: pl.Expr, lebih_poin: pl.Expr) -> Verdicts:
    """Salaries, work not begun and work finished are not examined: there, others ask for the documents."""
    ahead, fence = pl.col("unggul_poin"), pl.col("batas_unggul_poin")
    return Verdicts(
        where=pl.col("fisik_pct").is_between(0, 100, closed="none") & (pl.col("jenis_kerja") != "gaji"),
        ok=(ahead <= fence) | (ahead <= pl.col("lazim_unggul_poin") + lebih_poin),
        unknown={
            "uang_atau_fisik_kosong": ahead.is_null() | ~ahead.is_finite(),
            "terlalu_sedikit": (pl.col("n_sebaya") < n_min).fill_null(True),
            "sebaran_nol": fence.is_null() | pl.col("lazim_unggul_poin").is_null(),
        },
        observed=ahead,
        expected=pl.max_horizontal(fence, pl.col("lazim_unggul_poin") + lebih_poin),
        impact_idr=(ahead - pl.col("lazim_unggul_poin")) / 100 * pl.col("pagu_idr"),
        params={
            "n_sebaya": pl.col("n_sebaya"),
            "jenis_kerja": pl.col("jenis_kerja"),
            "lazim_poin": pl.col("lazim_unggul_poin").round(1),
            "sejenis_batas_poin": pl.col("sembilan_puluh_unggul_poin").round(1),
            "sejenis_bagian": pl.lit(SHARE),
            "sejenis_n": pl.col("n_sebaya"),
        },
    )
