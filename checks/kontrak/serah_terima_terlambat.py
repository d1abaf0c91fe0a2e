"""KTR-009: handed over after the contract's end with neither addendum nor fine on record."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="KTR-009",
    version=1,
    frame="kontrak",
    severity=Severity.WARNING,
    kind=Kind.MISSING_EVIDENCE,
    column="bast_tgl",
    unit="hari",
    title=Text(
        "Serah terima lewat akhir kontrak tanpa denda",
        "Handed over after the contract's end with no fine",
    ),
    message=Text(
        "Pekerjaan kontrak {nomor} ({kode_opd}) diserahterimakan {bast_tgl}, {observed} hari setelah kontraknya"
        " berakhir (batas {expected} hari), tanpa denda tercatat. Mohon adendum atau bukti dendanya.",
        "The work of contract {nomor} ({kode_opd}) was handed over on {bast_tgl}, {observed} days after its end"
        " (limit {expected} days), with no fine on record. Please send the addendum or proof of the fine.",
    ),
    why=Text(
        "Keterlambatan dikenai denda atau diberi adendum; keduanya berupa dokumen yang dapat ditunjukkan.",
        "A delay carries a fine or an addendum; either is a document that can be shown.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila diserahterimakan lebih dari {tenggang_hari} hari setelah akhir kontrak"
        " yang berlaku tanpa denda tercatat.",
        "A contract is a finding when it was handed over more than {tenggang_hari} days after its end in"
        " force with no fine recorded.",
    ),
    cannot_tell=Text(
        "Apakah keterlambatan disebabkan keadaan kahar atau permintaan OPD sendiri.",
        "Whether the delay came from force majeure or at the agency's own request.",
    ),
    basis=("Perpres 16/2018 (denda keterlambatan) [K]; tenggang: keputusan sendiri"),
    explanations=(
        Text(
            "adendum waktu yang belum tercatat dalam register",
            "an addendum of time not yet in the register",
        ),
        Text(
            "keadaan kahar",
            "force majeure",
        ),
    ),
    settles=Text(
        "adendum waktu atau bukti setor denda",
        "addendum of time, or proof that the fine was paid",
    ),
    thresholds=("tenggang_hari",),
    related=("KTR-004",),
    examples="""
        nomor | akhir_berlaku_tgl | bast_tgl   | denda_idr | tahun_jamak | verdict
        1     | 2025-09-30        | 2025-10-07 |           | false       | pass
        2     | 2025-09-30        | 2025-10-08 |           | false       | fail
        3     | 2025-09-30        | 2025-10-30 | 500000    | false       | pass
        4     | 2025-09-30        |            |           | false       | not examined
        5     |                   | 2025-10-30 |           | false       | unknown
        6     | 2025-09-30        | 2025-10-30 |           | true        | excused
    """,
)
def serah_terima_terlambat(tenggang_hari: pl.Expr) -> Verdicts:
    """Work not yet handed over is not examined; a fine not on record counts as none."""
    late = (pl.col("bast_tgl") - pl.col("akhir_berlaku_tgl")).dt.total_days()
    return Verdicts(
        where=pl.col("bast_tgl").is_not_null(),
        ok=(late <= tenggang_hari) | (pl.col("denda_idr").fill_null(0) > 0),
        unknown={"tanggal_akhir_kosong": late.is_null()},
        excused={"tahun_jamak": pl.col("tahun_jamak")},
        observed=late,
        expected=tenggang_hari,
        impact_idr=pl.col("nilai_akhir_idr"),
        params={"bast_tgl": pl.col("bast_tgl").cast(pl.String)},
    )
