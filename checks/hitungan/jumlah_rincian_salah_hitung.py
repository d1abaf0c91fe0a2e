"""HIT-024: a component's amount is not its volume times its unit price."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-024",
    version=1,
    frame="rincian",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="jumlah_idr",
    unit="idr",
    title=Text(
        "Jumlah komponen bukan volume kali harga",
        "A component's amount is not volume times price",
    ),
    message=Text(
        "Jumlah komponen {komponen} pada {kode} ({kode_opd}) {observed}, sedangkan volume kali harga satuannya"
        " {expected}. Mohon cek RKA/DPA rinciannya.",
        "The amount of component {komponen} of {kode} ({kode_opd}) is {observed}, while volume times unit price"
        " is {expected}. Please check the budget detail.",
    ),
    why=Text(
        "Pagu dibangun dari volume dan harga; bila keduanya tidak menghasilkan jumlahnya, salah satunya keliru.",
        "A ceiling is built from volumes and prices; where they do not give the amount, one of them is wrong.",
    ),
    condition=Text(
        "Komponen DPA menjadi temuan bila jumlahnya berselisih dengan volume kali harga lebih dari"
        " {toleransi_pct} % dan lebih dari {toleransi_idr}.",
        "A DPA component is a finding when its amount differs from volume times price by more than"
        " {toleransi_pct} % and more than {toleransi_idr}.",
    ),
    cannot_tell=Text(
        "Apakah volume, harga, atau jumlahnya yang keliru, dan apakah harganya sesuai standar harga satuan.",
        "Whether volume, price or amount is wrong, and whether the price follows the standard price list.",
    ),
    basis=("Permendagri 77/2020 [S]; toleransi: keputusan sendiri"),
    explanations=(
        Text(
            "koefisien pecahan yang ditulis terbulat",
            "a fractional coefficient written rounded",
        ),
    ),
    settles=Text(
        "RKA/DPA rincian",
        "the budget detail",
    ),
    thresholds=(
        "toleransi_pct",
        "toleransi_idr",
    ),
    related=("HIT-021",),
    examples="""
        kode              | komponen | volume | harga_satuan_idr | jumlah_idr | hit_jumlah_idr | verdict
        1.03.02.2.01.0001 | semen    | 10     | 75000            | 750000     | 750000         | pass
        1.03.02.2.01.0001 | pasir    | 10     | 75000            | 850000     | 750000         | fail
        1.03.02.2.01.0001 | batu     | 0.33   | 75000            | 24900      | 24750          | pass
        1.03.02.2.01.0001 | kayu     |        | 75000            | 750000     |                | unknown
        1.03.02.2.01.0001 | paku     | 10     | 75000            |            | 750000         | unknown
    """,
)
def jumlah_rincian_salah_hitung(toleransi_pct: pl.Expr, toleransi_idr: pl.Expr) -> Verdicts:
    """Volumes are often written with two decimals, so that the product may be off by their rounding."""
    stated, product = pl.col("jumlah_idr"), pl.col("hit_jumlah_idr")
    return Verdicts(
        ok=(stated - product).abs() <= pl.max_horizontal(toleransi_idr, product * toleransi_pct / 100),
        unknown={"jumlah_kosong": stated.is_null(), "volume_atau_harga_kosong": product.is_null()},
        observed=stated,
        expected=product,
        impact_idr=(stated - product).abs(),
    )
