"""FSK-001: money ran ahead of the work by more than the advance and a tolerance."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

PREPAID = r"sewa|langganan|asuransi|premi|iuran|jaminan kesehatan"


@check(
    id="FSK-001",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="fisik_pct",
    unit="pct",
    title=Text(
        "Dibayar sebelum dikerjakan",
        "Paid before the work was done",
    ),
    message=Text(
        "Keuangan {kode} pada RFK {kode_opd} periode {periode} sudah {observed}, sedangkan fisik ditambah"
        " toleransi baru {expected}. Mohon bukti kemajuan fisik atau uang mukanya.",
        "Money on {kode} in the RFK of {kode_opd} for {periode} stands at {observed}, while physical"
        " progress plus tolerance is {expected}. Please send proof of progress or of the advance.",
    ),
    why=Text(
        "Pembayaran mengikuti prestasi pekerjaan; uang yang mendahului fisik perlu dijelaskan dokumennya.",
        "Payment follows work done; money ahead of progress needs its document.",
    ),
    condition=Text(
        "Baris RFK menjadi temuan bila keuangannya melebihi fisik lebih dari {toleransi_poin} poin, dan uang"
        " muka, gaji, bantuan, atau bayar di muka tidak menjelaskannya.",
        "An RFK line is a finding when money exceeds progress by more than {toleransi_poin} points, and"
        " neither an advance, salaries, aid nor prepayment explains it.",
    ),
    cannot_tell=Text(
        "Apakah fisiknya yang terlambat dicatat atau uangnya yang mendahului; dua-duanya memberi jarak yang sama.",
        "Whether progress was recorded late or money went ahead; both give the same distance.",
    ),
    basis="Perpres 16/2018 (pembayaran menurut prestasi pekerjaan) [S]",
    explanations=(
        Text(
            "uang muka kontrak",
            "contract advance",
        ),
        Text(
            "gaji ketiga belas dan tunjangan hari raya",
            "13th-month and holiday pay",
        ),
        Text(
            "sewa, langganan, asuransi dan premi yang dibayar di muka",
            "rent, subscriptions, insurance paid in advance",
        ),
        Text(
            "hibah dan bantuan sosial yang disalurkan sekaligus",
            "grants paid out at once",
        ),
    ),
    settles=Text(
        "berita acara kemajuan fisik, bukti uang muka dan SP2D",
        "progress report, proof of the advance, and SP2D",
    ),
    thresholds=(
        "toleransi_poin",
        "uang_muka_maks_pct",
    ),
    related=(
        "KTR-005",
        "REK-001",
    ),
    examples="""
        keu_pct | fisik_pct | k_uang_muka_pct | perlu_kontrak | k_n | jenis_kerja | uraian                             | pagu_idr | verdict
        40      | 45        |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | pass
        50      | 45        |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | pass
        51      | 45        |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | fail
        28      | 0         | 30              | true          | 1   | konstruksi  | Pembangunan jalan                  | 1000     | excused
        60      | 10        | 30              | true          | 1   | konstruksi  | Pembangunan jalan                  | 1000     | fail
        28      | 0         |                 | true          |     | konstruksi  | Pembangunan jalan                  | 1000     | unknown
        117     | 100       |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | pass
        65      | 50        |                 | false         | 0   | gaji        | Penyediaan Gaji                    | 1000     | excused
        90      | 50        |                 | false         | 0   | jasa        | Langganan internet dan sewa server | 1000     | excused
        90      | 50        |                 | false         | 0   | bansos      | Hibah organisasi                   | 1000     | excused
        90      |           |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | unknown
                | 50        |                 | false         | 0   | acara       | Sosialisasi                        | 1000     | unknown
    """,  # noqa: E501
)
def dibayar_sebelum_dikerjakan(toleransi_poin: pl.Expr, uang_muka_maks_pct: pl.Expr) -> Verdicts:
    """Spending above the ceiling is ANG-001's matter: money counts here up to 100 %."""
    keu, fisik = pl.col("keu_pct").clip(upper_bound=100), pl.col("fisik_pct")
    bound = fisik + toleransi_poin
    no_register = pl.col("perlu_kontrak") & pl.col("k_n").is_null()
    return Verdicts(
        ok=keu <= bound,
        unknown={
            "fisik_kosong": fisik.is_null(),
            "keuangan_tidak_terhitung": keu.is_null(),
            "register_kontrak_tidak_ada": no_register & (keu > bound) & (keu <= bound + uang_muka_maks_pct),
        },
        excused={
            "gaji": pl.col("jenis_kerja") == "gaji",
            "uang_muka": keu <= bound + pl.col("k_uang_muka_pct"),
            "hibah_bansos": pl.col("jenis_kerja") == "bansos",
            "dibayar_di_muka": pl.col("uraian").str.to_lowercase().str.contains(PREPAID),
        },
        observed=keu,
        expected=bound,
        impact_idr=(keu - fisik) / 100 * pl.col("pagu_idr"),
    )
