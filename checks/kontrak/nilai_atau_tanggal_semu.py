"""KTR-007: a placeholder stands where the contract's value or date should be."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text

CLEAN = "bersih"


@check(
    id="KTR-007",
    version=1,
    frame="kontrak",
    severity=Severity.BLOCKING,
    kind=Kind.FORMAT,
    unit="idr",
    title=Text(
        "Nilai atau tanggal pengganti",
        "Placeholder value or date",
    ),
    message=Text(
        "Kontrak {nomor} ({kode_opd}): nilai tertulis {observed} (lazimnya di atas {expected}); tanggal"
        " pengganti: {tanggal_semu}. Mohon diisi menurut dokumen kontrak.",
        "Contract {nomor} ({kode_opd}): value written {observed} (above {expected} is usual); placeholder"
        " dates: {tanggal_semu}. Please fill in what the contract says.",
    ),
    why=Text(
        "Nilai Rp1 dan tanggal 1900 atau 1970 adalah pengganti isian kosong, bukan data.",
        "A value of Rp1 and dates in 1900 or 1970 stand for empty cells, not data.",
    ),
    condition=Text(
        "Kontrak menjadi temuan bila nilainya {nilai_semu_idr} atau kurang, atau salah satu tanggalnya"
        " tanggal pengganti seperti 1900 atau 1970.",
        "A contract is a finding when its value is {nilai_semu_idr} or less, or one of its dates is a"
        " placeholder such as 1900 or 1970.",
    ),
    cannot_tell=Text(
        "Nilai atau tanggal yang sebenarnya; nilai pengganti yang lebih besar, misalnya pagu yang disalin,"
        " tidak terlihat.",
        "The true value or date; a larger placeholder, such as the ceiling copied in, is not seen.",
    ),
    basis="keputusan sendiri: isian pengganti terjadi pada register nyata",
    settles=Text(
        "dokumen kontrak",
        "the contract",
    ),
    thresholds=("nilai_semu_idr",),
    examples="""
        nomor | nilai_idr | tanggal_semu | verdict
        1     | 150000000 | bersih       | pass
        2     | 1         | bersih       | fail
        3     | 150000000 | kontrak_tgl  | fail
        4     |           | bersih       | unknown
        5     | 150000000 |              | unknown
    """,
)
def nilai_atau_tanggal_semu(nilai_semu_idr: pl.Expr) -> Verdicts:
    """Without a value the row is unknown, unless a placeholder date already tells."""
    value, epochs = pl.col("nilai_idr"), pl.col("tanggal_semu")
    return Verdicts(
        ok=(value > nilai_semu_idr) & (epochs == CLEAN),
        unknown={"nilai_kosong": value.is_null() & (epochs == CLEAN)},
        observed=value,
        expected=nilai_semu_idr,
        params={"tanggal_semu": epochs},
        column=pl.when(value <= nilai_semu_idr).then(pl.lit("nilai_idr")).otherwise(epochs.str.extract(r"^(\w+)")),
    )
