"""KTR-002: contract values pile up just under the limit of direct procurement."""

from __future__ import annotations

import polars as pl

from checks.prepare.bunching import excess_of, least_count
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-002",
    version=1,
    frame="ambang_pengadaan",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="nilai_idr",
    unit="baris",
    title=Text(
        "Nilai kontrak menumpuk di bawah batas pengadaan langsung",
        "Contract values pile up under the direct-procurement limit",
    ),
    message=Text(
        "Pada {kode_opd}, {observed} kontrak {jenis_pengadaan} dalam tiga tahun bernilai paling banyak"
        " sepersepuluh di bawah batas pengadaan langsung ({batas_idr}) dan {n_di_atas} di atasnya; bila batas itu"
        " tidak berpengaruh, keduanya kira-kira {expected}. Mohon dokumen persiapan pengadaannya.",
        "At {kode_opd}, {observed} contracts ({jenis_pengadaan}) of three years lie at most a tenth under the"
        " direct-procurement limit ({batas_idr}) and {n_di_atas} over it; if the limit had no influence there"
        " would be about {expected} on either side. Please send the procurement plans.",
    ),
    why=Text(
        "Banyak nilai tepat di bawah batas dapat berarti paket disesuaikan dengan cara pengadaannya; perlu"
        " dilihat bersama, bukan satu per satu.",
        "Many values just under a limit may mean that packages were fitted to the way of procuring them; look at"
        " them together, not one by one.",
    ),
    condition=Text(
        "OPD menjadi catatan bila kontrak sepersepuluh di bawah batas pengadaan langsung sekurangnya"
        " {kelebihan_f} bagian lebih banyak daripada di atasnya, dengan peluang kebetulan paling banyak"
        " {peluang_maks}.",
        "An agency is noted when contracts a tenth below the direct-procurement limit outnumber those above"
        " by a share of at least {kelebihan_f}, with a chance of coincidence of at most {peluang_maks}.",
    ),
    cannot_tell=Text(
        "Kontrak mana yang nilainya disesuaikan; satu kontrak di bawah batas tidak mengatakan apa-apa.",
        "Which contract was fitted to the limit; a single one below it says nothing.",
    ),
    basis=(
        "Perpres 16/2018 jo. Perpres 12/2021; Perpres 46/2025 (batas pengadaan langsung menurut jenis dan"
        " tanggal, lihat KTR-006) [S]; uji kaliper, n menurut 7,85/f2: keputusan sendiri"
    ),
    explanations=(
        Text(
            "standar harga dan ukuran paket yang memang sebesar itu",
            "standard prices and package sizes that are just so large",
        ),
        Text(
            "paket swakelola desa dengan pagu seragam",
            "village packages of uniform ceiling",
        ),
    ),
    settles=Text(
        "RUP dan dokumen persiapan pengadaan",
        "RUP and procurement plans",
    ),
    thresholds=(
        "kelebihan_f",
        "peluang_maks",
    ),
    related=("KTR-006",),
    examples="""
        kode_opd               | jenis_pengadaan | n_di_bawah | n_di_atas | n_dekat | peluang | batas_idr | verdict
        1.03.0.00.0.00.01.0000 | konstruksi      | 20         | 15        | 35      | 0.25    | 200000000 | pass
        1.03.0.00.0.00.02.0000 | konstruksi      | 188        | 0         | 188     | 0       | 200000000 | fail
        1.03.0.00.0.00.03.0000 | barang          | 10         | 0         | 10      | 0.001   | 200000000 | unknown
        1.03.0.00.0.00.04.0000 | barang          |            |           |         |         |           | unknown
    """,
)
def menumpuk_di_bawah_batas(kelebihan_f: pl.Expr, peluang_maks: pl.Expr) -> Verdicts:
    """Each contract is counted against the limit of its own day and kind; too few near it say nothing."""
    under, near = pl.col("n_di_bawah"), pl.col("n_dekat")
    return Verdicts(
        ok=(pl.col("peluang") > peluang_maks) | (excess_of(under, pl.col("n_di_atas")) < kelebihan_f),
        unknown={"terlalu_sedikit": (near < least_count(kelebihan_f)).fill_null(True)},
        observed=under,
        expected=near / 2,
        impact_idr=pl.col("di_bawah_idr"),
        params={"n_di_atas": pl.col("n_di_atas"), "batas_idr": pl.col("batas_idr")},
    )
