"""HIT-022: the mean under an E.81 is not the mean of its rows."""

from __future__ import annotations

import polars as pl

from checks.prepare.rounding import rounding_of
from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="HIT-022",
    version=1,
    frame="e81_ringkas",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    unit="pct",
    title=Text("Rata-rata capaian E.81 salah hitung", "Mean capaian of E.81 miscalculated"),
    message=Text(
        "Rata-rata capaian {ukuran} pada E.81 {kode_opd} {periode} (lembar {lembar}) tertulis {observed};"
        " menurut barisnya {expected}.",
        "The mean {ukuran} capaian in the E.81 of {kode_opd} for {periode} (sheet {lembar}) says"
        " {observed}; its rows give {expected}.",
    ),
    why=Text(
        "Rata-rata menentukan predikat; dihitung dari kolom 14 sebagaimana tertulis, atas baris mana "
        "pun yang lazim dirata-ratakan.",
        "The mean decides the predikat; it is taken over column 14 as written, over whichever rows "
        "are usually averaged.",
    ),
    condition=Text(
        "Rata-rata capaian E.81 menjadi temuan bila tidak dapat diperoleh dari kolom 14 lembarnya atas"
        " kelompok baris mana pun yang lazim dirata-ratakan.",
        "A mean of E.81 is a finding when it cannot be obtained from column 14 of its sheet over any group of"
        " lines that is usually averaged.",
    ),
    cannot_tell=Text(
        "Apakah OPD merata-ratakan baris pilihan dengan alasan yang sah; hanya kelompok yang lazim yang dicoba.",
        "Whether the agency averaged chosen lines for a good reason; only the usual groups are tried.",
    ),
    basis="Permendagri 86/2017 (formulir E.81) [S]; pembulatan: keputusan sendiri",
    explanations=(Text("rata-rata diambil atas baris tertentu saja", "the mean was taken over some rows only"),),
    settles=Text("kertas kerja E.81 triwulan ini", "the working paper of this quarter's E.81"),
    thresholds=("toleransi_poin",),
    related=(
        "HIT-008",
        "IND-008",
    ),
    examples="""
        ukuran | rata_pct | harapan_pct | jarak_pct | n_baris | n_kosong | ada_ditahan | verdict
        k      | 61.6     | 61.6012     | 0.0012    | 30      | 0        | false       | pass
        k      | 71.6     | 61.6012     | 9.9988    | 30      | 0        | false       | fail
        k      | 71.6     | 61.6012     | 9.9988    | 30      | 2        | false       | unknown
        k      | 71.6     | 61.6012     | 9.9988    | 30      | 0        | true        | unknown
        k      |          | 61.6012     |           | 30      | 0        | false       | unknown
        idr    | 71.6     |             |           |         |          | false       | unknown
    """,
)
def rata_capaian_salah_hitung(toleransi_poin: pl.Expr) -> Verdicts:
    """Means over sub kegiatan (also capped at 100), kegiatan, program or all rows are all accepted."""
    written, distance = pl.col("rata_pct"), pl.col("jarak_pct")
    near = distance <= rounding_of(written) + toleransi_poin
    return Verdicts(
        ok=near,
        unknown={
            "rata_kosong": written.is_null(),
            "baris_tidak_ada": pl.col("harapan_pct").is_null(),
            "baris_ditahan": pl.col("ada_ditahan").fill_null(True) & ~near,
            "capaian_baris_kosong": (pl.col("n_kosong") > 0).fill_null(True) & ~near,
        },
        observed=written,
        expected=pl.col("harapan_pct"),
        column=pl.format("rata_{}_pct", "ukuran"),
    )
