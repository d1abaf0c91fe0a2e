"""KTR-003: a contract's dates run backwards."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

IN_ORDER = "urut"


@check(
    id="KTR-003",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="hari",
    title=Text(
        "Urutan tanggal kontrak terbalik",
        "Contract dates out of order",
    ),
    message=Text(
        "Urutan tanggal kontrak {nomor} ({kode_opd}) terbalik {observed} hari: {urutan_salah}. Mohon"
        " dicocokkan dengan dokumennya.",
        "The dates of contract {nomor} ({kode_opd}) are out of order by {observed} days: {urutan_salah}."
        " Please compare them with the documents.",
    ),
    why=Text(
        "RUP, tender, kontrak, SPMK, serah terima dan pembayaran berurutan; tanggal yang mundur berarti "
        "salah catat atau dokumen menyusul.",
        "Plan, tender, contract, start, hand-over and payment follow one another; a date running backwards "
        "is a slip or a late document.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila tanggal RUP, tender, kontrak, SPMK, serah terima, dan pembayarannya"
        " tidak berurutan.",
        "A contract is a finding when its dates of plan, tender, signing, start, hand-over and payment are"
        " out of order.",
    ),
    cannot_tell=Text(
        "Apakah urutan kerjanya terbalik atau hanya tanggal dokumennya yang salah dicatat.",
        "Whether the work was out of order or only a document's date was misrecorded.",
    ),
    basis="Perpres 16/2018 [S]",
    explanations=(
        Text(
            "kontrak payung atau katalog dengan surat pesanan",
            "framework contracts with orders",
        ),
    ),
    settles=Text(
        "dokumen kontrak, SPMK dan BAST",
        "contract, order to start, and hand-over report",
    ),
    examples="""
        nomor | urutan_salah   | urutan_kolom | urutan_hari | verdict
        1     |                |              |             | unknown
        2     | spmk < kontrak | spmk_tgl     | 3           | fail
        3     | urut           |              |             | pass
    """,
)
def tanggal_terbalik() -> Verdicts:
    """The frame compares every pair of which both dates are known."""
    return Verdicts(
        ok=pl.col("urutan_salah") == IN_ORDER,
        unknown={"tanggal_kurang": pl.col("urutan_salah").is_null()},
        observed=pl.col("urutan_hari"),
        expected=pl.lit(0),
        params={"urutan_salah": pl.col("urutan_salah")},
        column=pl.col("urutan_kolom"),
    )
