"""The footer of every E.81 sheet, one row for performance and one for money: mean and predikat, recomputed."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.capaian import predicate, predicate_in_gap

SHEET = ("berkas", "lembar")
KINDS = {"k": "capaian_k_pct", "idr": "capaian_idr_pct"}
LEVELS = ("sub_kegiatan", "kegiatan", "program")
MEANS = ("rata_sub_pct", "rata_kegiatan_pct", "rata_program_pct", "rata_semua_pct")

COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("baris_id", "berkas", "lembar", "asal", "kode_opd", "ukuran"), pl.String()),
    "baris": pl.Int32(),
    "tahun": pl.Int16(),
    "triwulan": pl.Int8(),
    **dict.fromkeys(("rata_pct", *MEANS, "rata_batas_pct", "jarak_pct", "harapan_pct"), pl.Float64()),
    **dict.fromkeys(("predikat", "predikat_hitung", "predikat_celah"), pl.String()),
    **dict.fromkeys(("n_baris", "n_kosong"), pl.Int32()),
    "ada_ditahan": pl.Boolean(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """Two rows per footer (``ukuran`` k and idr); a half that is empty altogether is left out."""
    tables = prepared.facts.tables
    means = _means(prepared["e81"])
    held = (
        tables["kendala"]
        .filter(pl.col("menahan"), pl.col("baris").is_not_null(), pl.col("lembar").is_not_null())
        .select(*SHEET, pl.lit(True).alias("ada_ditahan"))
        .unique()
    )
    joined = (
        tables["e81_ringkas"]
        .join(means, on=list(SHEET), how="left", maintain_order="left")
        .join(held, on=list(SHEET), how="left", maintain_order="left")
        .with_columns(pl.col("ada_ditahan").fill_null(False))
    )
    return pl.concat([_half(joined, kind) for kind in KINDS])


def _means(rows: pl.DataFrame) -> pl.DataFrame:
    parts = []
    for kind, column in KINDS.items():
        value = pl.col(column)
        deepest = value.filter(pl.col("tingkat") == "sub_kegiatan")
        parts += [
            *(
                value.filter(pl.col("tingkat") == level).mean().alias(f"{kind}_{name}")
                for level, name in zip(LEVELS, MEANS, strict=False)
            ),
            value.mean().alias(f"{kind}_rata_semua_pct"),
            deepest.clip(upper_bound=100).mean().alias(f"{kind}_rata_batas_pct"),
            value.null_count().cast(pl.Int32).alias(f"{kind}_n_kosong"),
        ]
    return rows.group_by(SHEET).agg(pl.len().cast(pl.Int32).alias("n_baris"), *parts)


def _half(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    written, label = pl.col(f"rata_{kind}_pct"), pl.col(f"predikat_{kind}")
    means = [pl.col(f"{kind}_{name}") for name in (*MEANS, "rata_batas_pct")]
    return (
        rows.filter(written.is_not_null() | label.is_not_null())
        .with_columns(
            pl.lit(kind).alias("ukuran"),
            written.alias("rata_pct"),
            *(pl.col(f"{kind}_{name}").alias(name) for name in (*MEANS, "rata_batas_pct")),
            pl.min_horizontal((written - mean).abs() for mean in means).alias("jarak_pct"),
            pl.coalesce(means[:4]).alias("harapan_pct"),
            label.alias("predikat"),
            predicate(written, pl.col("tahun")).alias("predikat_hitung"),
            predicate_in_gap(written, pl.col("tahun")).alias("predikat_celah"),
            pl.col(f"{kind}_n_kosong").alias("n_kosong"),
        )
        .select(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items())
    )


FRAME = Frame(
    name="e81_ringkas",
    dataset="e81_ringkas",
    key=("kode_opd", "lembar", "ukuran"),
    columns=COLUMNS,
    words={
        "ukuran": "k (performance) or idr (money)",
        "rata_pct": "the mean on the form",
        "rata_sub_pct": "mean of column 14 over sub kegiatan; likewise over kegiatan, program and all rows",
        "rata_batas_pct": "mean over sub kegiatan with every rate capped at 100",
        "jarak_pct": "distance of the written mean from the nearest of these",
        "harapan_pct": "mean over the lowest level the sheet has",
        "predikat_hitung": "predikat of the written mean; predikat_celah the neighbour the text leaves open",
        "n_kosong": "rows of the sheet (n_baris in all) without a rate",
        "ada_ditahan": "a row of the sheet was held",
    },
    build=build,
)
