"""POL-005: an agency as a whole lies a few points above its sources; context, never evidence on a row."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-005",
    version=1,
    frame="rfk_opd_bulan",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    unit="poin",
    title=Text(
        "Satu OPD seluruhnya sedikit di atas sumbernya",
        "An agency as a whole lies a little above its sources",
    ),
    message=Text(
        "RFK {kode_opd} periode {periode} rata-rata {beda_uang_poin} poin di atas SP2D ({n_beda_uang} baris) dan"
        " {beda_fisik_poin} poin di atas berita acara ({n_beda_fisik} baris); setelah disusutkan {observed} (batas"
        " {expected}). Ini keterangan tentang OPD, bukan tentang satu baris.",
        "The RFK of {kode_opd} for {periode} lies on average {beda_uang_poin} points above SP2D ({n_beda_uang}"
        " lines) and {beda_fisik_poin} points above measured progress ({n_beda_fisik} lines); shrunken {observed}"
        " (limit {expected}). This speaks of the agency, not of any one row.",
    ),
    why=Text(
        "Menambah sedikit pada banyak baris tidak terlihat baris demi baris, tetapi terlihat pada rata-rata OPD.",
        "A little added to many lines shows in no single line, but in the agency's mean.",
    ),
    condition=Text(
        "OPD menjadi catatan bila rata-rata barisnya di atas SP2D atau berita acara, disusutkan menurut"
        " n/(n+{susut}), melebihi {ambang_poin} poin.",
        "An agency is noted when its lines' mean excess over treasury or progress records, shrunken by"
        " n/(n+{susut}), is above {ambang_poin} points.",
    ),
    cannot_tell=Text(
        "Baris mana yang ditambah; rata-rata OPD tidak pernah menjadi bukti atas satu kegiatan.",
        "Which line was lifted; an agency's mean is never evidence against one activity.",
    ),
    basis=("keputusan sendiri: rata-rata sisa per OPD disusutkan k/(k+8); hanya untuk urutan dan konteks"),
    explanations=(
        Text(
            "pencatatan SPJ mendahului SP2D GU pada banyak kegiatan",
            "SPJ booked before the GU SP2D on many lines",
        ),
        Text(
            "berita acara yang terlambat diunggah",
            "minutes of measurement uploaded late",
        ),
    ),
    settles=Text(
        "rekonsiliasi BPKAD dengan OPD",
        "reconciliation of BPKAD with the agency",
    ),
    thresholds=(
        "ambang_poin",
        "susut",
    ),
    related=(
        "REK-001",
        "FSK-011",
    ),
    examples="""
        kode_opd               | n_beda_uang | beda_uang_poin | n_beda_fisik | beda_fisik_poin | verdict
        1.03.0.00.0.00.01.0000 | 40          | 0.2            | 0            |                 | pass
        1.03.0.00.0.00.02.0000 | 40          | 4              | 0            |                 | fail
        1.03.0.00.0.00.03.0000 | 40          | 0.2            | 24           | 6               | fail
        1.03.0.00.0.00.04.0000 | 2           | 9              | 0            |                 | pass
        1.03.0.00.0.00.05.0000 | 40          | -5             | 0            |                 | pass
        1.03.0.00.0.00.06.0000 | 0           |                | 0            |                 | unknown
        1.03.0.00.0.00.07.0000 |             |                |              |                 | unknown
    """,
)
def opd_di_atas_sumber(ambang_poin: pl.Expr, susut: pl.Expr) -> Verdicts:
    """The mean of few lines is pulled to 0; without treasury and without measured progress nothing can be told."""

    def shrunken(count: str, mean: str) -> pl.Expr:
        lines = pl.col(count)
        return pl.col(mean) * lines / (lines + susut)

    shift = pl.max_horizontal(shrunken("n_beda_uang", "beda_uang_poin"), shrunken("n_beda_fisik", "beda_fisik_poin"))
    return Verdicts(
        ok=shift <= ambang_poin,
        unknown={
            "sumber_tidak_ada": shift.is_null(),
            "sumber_tak_lengkap": pl.any_horizontal(
                pl.col(f"n_{source}").is_null() | ((pl.col(f"n_{source}") > 0) & pl.col(f"{source}_poin").is_null())
                for source in ("beda_uang", "beda_fisik")
            ),
        },
        observed=shift,
        expected=ambang_poin,
        suspicion=pl.lit(0.2),
        params={
            "n_beda_uang": pl.col("n_beda_uang"),
            "beda_uang_poin": pl.col("beda_uang_poin").round(1),
            "n_beda_fisik": pl.col("n_beda_fisik"),
            "beda_fisik_poin": pl.col("beda_fisik_poin").round(1),
        },
    )
