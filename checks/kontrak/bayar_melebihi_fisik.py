"""KTR-005: a contract is paid beyond its progress and advance."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-005",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="bayar_idr",
    unit="pct",
    title=Text(
        "Pembayaran melebihi prestasi",
        "Paid beyond progress",
    ),
    message=Text(
        "Kontrak {nomor} ({kode_opd}) dibayar {observed}, melebihi prestasi ditambah uang muka dan"
        " toleransi, {expected}. Mohon berita acara kemajuan dan SP2D terminnya.",
        "Contract {nomor} ({kode_opd}) is paid {observed}, above progress plus advance and tolerance,"
        " {expected}. Please send the progress report and the SP2D of the instalment.",
    ),
    why=Text(
        "Pembayaran mengikuti volume terpasang; kelebihan bayar kelak menjadi temuan pemeriksaan.",
        "Payment follows the volume in place; overpayment becomes an audit finding.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila bagian yang dibayar melebihi fisik ditambah uang muka lebih dari"
        " {toleransi_poin} poin.",
        "A contract is a finding when the share paid exceeds progress plus advance by more than"
        " {toleransi_poin} points.",
    ),
    cannot_tell=Text(
        "Material yang sudah di lokasi tetapi belum terpasang; dalam register ia bukan kemajuan.",
        "Material on site but not yet built in; in the register it is no progress.",
    ),
    basis="Perpres 16/2018 (pembayaran menurut volume terpasang) [S]",
    explanations=(
        Text(
            "uang muka",
            "contract advance",
        ),
        Text(
            "material di lokasi (MOS)",
            "materials on site",
        ),
    ),
    settles=Text(
        "berita acara kemajuan dan SP2D termin",
        "progress report and SP2D of the instalment",
    ),
    thresholds=(
        "toleransi_poin",
        "uang_muka_maks_pct",
    ),
    related=(
        "FSK-001",
        "FSK-011",
    ),
    examples="""
        nomor | fisik_bayar_pct | fisik_pct | uang_muka_pct | verdict
        1     | 50              | 45        | 0             | pass
        2     | 51              | 45        | 0             | fail
        3     | 50              | 25        | 20            | pass
        4     | 51              | 25        | 20            | fail
        5     | 50              | 25        |               | unknown
        6     | 90              | 25        |               | fail
        7     | 50              |           | 20            | unknown
        8     |                 | 25        | 20            | unknown
    """,
)
def bayar_melebihi_fisik(toleransi_poin: pl.Expr, uang_muka_maks_pct: pl.Expr) -> Verdicts:
    """An advance nobody recorded may explain up to its lawful maximum: unknown, not wanting."""
    paid, done, advance = pl.col("fisik_bayar_pct"), pl.col("fisik_pct"), pl.col("uang_muka_pct")
    bound = done + advance.fill_null(0) + toleransi_poin
    return Verdicts(
        ok=paid <= bound,
        unknown={
            "pembayaran_tidak_terhitung": paid.is_null(),
            "fisik_kosong": done.is_null(),
            "uang_muka_tidak_diketahui": advance.is_null() & (paid > bound) & (paid <= bound + uang_muka_maks_pct),
        },
        observed=paid,
        expected=bound,
        impact_idr=(paid - bound) / 100 * pl.col("nilai_akhir_idr"),
    )
