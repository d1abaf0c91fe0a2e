"""HIT-010: surplus, net financing or SiLPA is not what the report's own lines give."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-010",
    version=1,
    frame="pembiayaan",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="idr",
    title=Text("Surplus, pembiayaan neto atau SiLPA salah hitung", "Surplus, net financing or SiLPA miscalculated"),
    message=Text(
        "Baris {hal} (kolom {ukuran}) pada LRA {kode_opd} periode {periode} tertulis {observed}; menurut"
        " pendapatan, belanja dan pembiayaan pada laporan yang sama {expected} (selisih {difference}).",
        "The line {hal} (column {ukuran}) of the LRA of {kode_opd} for {periode} says {observed}; revenue,"
        " spending and financing of the same report give {expected} (difference {difference}).",
    ),
    why=Text(
        "SiLPA = (4 - 5) + (6.1 - 6.2): pengeluaran pembiayaan dikurangkan, bukan dijumlahkan.",
        "SiLPA = (4 - 5) + (6.1 - 6.2): payments of financing are netted, not added.",
    ),
    condition=Text(
        "Baris surplus, pembiayaan neto, atau SiLPA menjadi temuan bila berselisih dengan hitungan dari"
        " pendapatan, belanja, dan pembiayaan laporan itu lebih dari {rupiah_per_suku} per suku.",
        "A line of surplus, net financing or SiLPA is a finding when it differs from the report's own"
        " revenue, spending and financing by more than {rupiah_per_suku} a term.",
    ),
    cannot_tell=Text(
        "Apakah SiLPA tahun lalu yang dimasukkan sama dengan hasil audit; itu tidak ada dalam laporan ini.",
        "Whether last year's SiLPA was entered as audited; this report does not say.",
    ),
    basis="Permendagri 77/2020 [S]; pembulatan: keputusan sendiri",
    explanations=(
        Text(
            "laporan sementara yang pembiayaannya belum lengkap",
            "an interim report whose financing is not complete yet",
        ),
    ),
    settles=Text("LRA lengkap dengan rincian pembiayaan", "the full LRA with its financing detail"),
    thresholds=("rupiah_per_suku",),
    related=(
        "HIT-001",
        "HIT-011",
    ),
    examples="""
        hal     | ukuran        | nilai_idr | hitungan_idr | n_suku | jelas | presisi_idr | verdict
        netto   | realisasi_idr | 70        | 70           | 2      | true  | 1           | pass
        netto   | realisasi_idr | 72        | 70           | 2      | true  | 1           | pass
        netto   | realisasi_idr | 130       | 70           | 2      | true  | 1           | fail
        silpa   | realisasi_idr | 100000000 | 110000000    | 4      | true  | 10000000    | pass
        silpa   | realisasi_idr | 0         | 110000000    | 4      | true  | 10000000    | fail
        silpa   | realisasi_idr | 0         |              | 4      | true  | 1           | unknown
        surplus | anggaran_idr  | 10        | 20           | 2      | false | 1           | unknown
    """,
)
def silpa_salah_hitung(rupiah_per_suku: pl.Expr) -> Verdicts:
    """Rounded sources are judged no finer than half a unit of each figure that enters."""
    stated, computed, terms = pl.col("nilai_idr"), pl.col("hitungan_idr"), pl.col("n_suku")
    precise = pl.col("presisi_idr") == 1
    slack = pl.when(precise).then(terms * rupiah_per_suku).otherwise((terms + 1) * pl.col("presisi_idr") / 2)
    return Verdicts(
        ok=(stated - computed).abs() <= slack,
        unknown={
            "bagian_tidak_disebut": computed.is_null(),
            "disebut_dua_kali_berbeda": ~pl.col("jelas").fill_null(False),
            "nilai_kosong": stated.is_null(),
        },
        observed=stated,
        expected=computed,
        impact_idr=(stated - computed).abs(),
        column=pl.col("ukuran"),
    )
