"""KLP-015: one amount that is not round is reported by three or more agencies."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KLP-015",
    version=1,
    frame="nilai_berulang",
    severity=Severity.BLOCKING,
    kind=Kind.IMPLAUSIBLE,
    column="realisasi_idr",
    unit="kali",
    title=Text(
        "Nilai yang sama persis di beberapa OPD",
        "The very same amount in several agencies",
    ),
    message=Text(
        "Realisasi {nilai} pada baris {kode} {kode_opd} muncul di {observed} OPD pada tahun yang sama;"
        " boleh jadi angka contoh dari templat. Mohon dicocokkan dengan SP2D.",
        "Spending of {nilai} on line {kode} of {kode_opd} occurs in {observed} agencies in the same year;"
        " it may be a template's sample figure. Please compare it with the SP2D.",
    ),
    why=Text(
        "Angka contoh yang tidak terhapus pernah terbaca sebagai realisasi tiga OPD pada data publik.",
        "A sample figure left in a form was once taken as the realisation of three agencies in public data.",
    ),
    condition=Text(
        "Realisasi yang tidak bulat menjadi temuan bila jumlah yang sama persis muncul di {min_opd} OPD atau"
        " lebih pada tahun yang sama.",
        "An amount that is not round is a finding when exactly the same one occurs in {min_opd} or more"
        " agencies in one year.",
    ),
    cannot_tell=Text(
        "OPD mana yang memiliki angka itu secara sah; angka contoh yang hanya tertinggal di dua OPD tidak terlihat.",
        "Which agency holds the amount rightly; a sample value left behind in only two agencies is not seen.",
    ),
    basis="keputusan sendiri: satu nilai contoh pada 65 baris data publik [D]",
    explanations=(
        Text(
            "tarif tunggal yang sama, misalnya iuran per pegawai",
            "one tariff for all, such as a contribution per employee",
        ),
    ),
    settles=Text(
        "buku SP2D baris ini",
        "the line's SP2D register",
    ),
    thresholds=("min_opd",),
    related=("KLP-007",),
    examples="""
        kode_opd | kode              | realisasi_idr | n_opd | verdict
        1.03     | 1.03.02.2.01.0001 | 25653862      | 1     | pass
        1.03     | 1.03.02.2.01.0001 | 25653862      | 2     | pass
        1.03     | 1.03.02.2.01.0001 | 25653862      | 3     | fail
                 | 1.03.02.2.01.0001 | 25653862      |       | unknown
    """,
)
def nilai_templat(min_opd: pl.Expr) -> Verdicts:
    """Round and small amounts are not in the frame: they coincide honestly."""
    agencies, amount = pl.col("n_opd"), pl.col("realisasi_idr")
    return Verdicts(
        ok=agencies < min_opd,
        unknown={"opd_tidak_diketahui": agencies.is_null()},
        observed=agencies,
        expected=pl.lit(1),
        impact_idr=amount,
        params={"nilai": pl.format("Rp{}", amount)},
    )
