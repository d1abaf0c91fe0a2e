"""POL-004: a line's progress rises by nearly the same step month after month, far more evenly than work of its kind."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="POL-004",
    version=1,
    frame="rfk_garis",
    severity=Severity.INFO,
    kind=Kind.IMPLAUSIBLE,
    column="fisik_pct",
    unit="nilai",
    title=Text(
        "Deret fisik terlalu mulus",
        "A series of progress is too smooth",
    ),
    message=Text(
        "Fisik {kode} pada RFK {kode_opd} tahun {tahun} naik hampir sama besar selama {n_naik} bulan (ragam"
        " {observed}, pekerjaan {jenis_kerja} lain lazimnya {kv_lazim}, batas {expected}). Mohon laporan kemajuan"
        " bulanannya.",
        "Progress of {kode} in the RFK of {kode_opd} in {tahun} rose by nearly the same step for {n_naik} months"
        " (variation {observed}, other {jenis_kerja} work usually {kv_lazim}, limit {expected}). Please send the"
        " monthly progress reports.",
    ),
    why=Text(
        "Pekerjaan nyata maju tidak merata; kenaikan yang hampir tetap menandakan angka dibagi rata, bukan diukur.",
        "Real work moves unevenly; nearly constant steps suggest the figure was spread out, not measured.",
    ),
    condition=Text(
        "Deret fisik menjadi catatan bila {naik_min} kenaikan atau lebih beragam kurang dari {kv_min} dan"
        " kurang dari {bagian_lazim} kali lazimnya; sekurangnya {n_min} sebaya.",
        "A series of progress is noted when {naik_min} or more increases vary by less than {kv_min} and by"
        " less than {bagian_lazim} times what is usual; at least {n_min} peers.",
    ),
    cannot_tell=Text(
        "Deret yang dibagi rata lalu diberi ragam buatan, dan pekerjaan yang hanya dicatat beberapa bulan.",
        "A series spread evenly and then roughened, and work recorded in only a few months.",
    ),
    basis=(
        "keputusan sendiri: koefisien variasi kenaikan bulanan, sedikitnya enam kenaikan; gaji dan bantuan tidak"
        " diperiksa"
    ),
    explanations=(
        Text(
            "kegiatan yang memang dibagi rata per bulan",
            "an activity that is spread evenly over the months",
        ),
    ),
    settles=Text(
        "laporan kemajuan bulanan",
        "monthly progress reports",
    ),
    thresholds=(
        "kv_min",
        "bagian_lazim",
        "naik_min",
        "n_min",
    ),
    related=("DRT-004",),
    examples="""
        kode              | jenis_kerja | n_naik | kv_naik | n_sebaya | kv_lazim | verdict
        1.03.02.2.01.0001 | konstruksi  | 7      | 0.6     | 80       | 0.5      | pass
        1.03.02.2.01.0002 | konstruksi  | 7      | 0.01    | 80       | 0.5      | fail
        1.03.02.2.01.0003 | konstruksi  | 7      | 0.02    | 80       | 0.05     | pass
        1.03.02.2.01.0004 | konstruksi  | 5      | 0.01    | 80       | 0.5      | unknown
        1.03.02.2.01.0005 | konstruksi  | 7      | 0.01    | 19       | 0.5      | unknown
        1.03.02.2.01.0006 | konstruksi  | 7      |         | 80       | 0.5      | unknown
        1.03.02.2.01.0007 | gaji        | 7      | 0.01    | 80       | 0.5      | not examined
    """,
)
def deret_terlalu_mulus(kv_min: pl.Expr, bagian_lazim: pl.Expr, naik_min: pl.Expr, n_min: pl.Expr) -> Verdicts:
    """Even in itself and far more even than its peers; where all are even nothing is said."""
    variation, usual = pl.col("kv_naik"), pl.col("kv_lazim")
    limit = pl.min_horizontal(kv_min, usual * bagian_lazim)
    return Verdicts(
        where=~pl.col("jenis_kerja").is_in(["gaji", "bansos"]),
        ok=variation >= limit,
        unknown={
            "kenaikan_terlalu_sedikit": (pl.col("n_naik") < naik_min).fill_null(True) | variation.is_null(),
            "terlalu_sedikit": (pl.col("n_sebaya") < n_min).fill_null(True) | usual.is_null(),
        },
        observed=variation,
        expected=limit,
        params={
            "n_naik": pl.col("n_naik"),
            "kv_lazim": usual,
            "jenis_kerja": pl.col("jenis_kerja"),
            "tahun": pl.col("tahun"),
        },
    )
