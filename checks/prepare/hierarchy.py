"""Which row is the parent of which, and what the children of each parent add up to."""

from __future__ import annotations

import polars as pl

SHEET = ("berkas", "lembar")
DEPTH = 5
"""Levels of a code above its lowest: a parent further up than that is not looked for."""
LARGEST_EXACT_IDR = 2**53
"""Sums are taken in floating point, so that they cannot wrap; beyond this they would not be exact and are null."""


def parent_of(rows: pl.DataFrame, report: tuple[str, ...]) -> pl.DataFrame:
    """[baris_id, induk_id] of every row that has a parent in its own report: the nearest ancestor by code.

    ``rows``: ``kode``, ``peran`` and the columns of ``report`` that tell one report from another. Codes are
    segments joined by dots. Of a code that stands twice in a report nobody knows whose the children are: none.
    """
    parents = (
        rows.filter(pl.col("peran") == "subtotal", pl.col("kode").is_not_null())
        .unique([*report, "kode"], keep="none", maintain_order=True)
        .select(*report, pl.col("kode").alias("_atas"), pl.col("baris_id").alias("induk_id"))
    )
    open_rows = rows.filter(pl.col("peran") != "total", pl.col("kode").is_not_null()).select(
        *report, "baris_id", pl.col("kode").alias("_atas")
    )
    found = []
    for _ in range(DEPTH):
        open_rows = open_rows.with_columns(pl.col("_atas").str.extract(r"^(.*)\.[^.]+$")).drop_nulls("_atas")
        joined = open_rows.join(parents, on=[*report, "_atas"], how="left", nulls_equal=True)
        found.append(joined.filter(pl.col("induk_id").is_not_null()).select("baris_id", "induk_id"))
        open_rows = joined.filter(pl.col("induk_id").is_null()).drop("induk_id")
    return pl.concat(found)


def held_next(rows: pl.DataFrame, kendala: pl.DataFrame) -> pl.DataFrame:
    """[baris_id] of rows right after which a row of the sheet was held: something may be missing from their sum."""
    held = (
        kendala.filter(pl.col("menahan"), pl.col("baris").is_not_null(), pl.col("lembar").is_not_null())
        .select(*SHEET, pl.col("baris").alias("_ditahan"))
        .unique()
        .sort("_ditahan")
    )
    before = held.join_asof(
        rows.select(*SHEET, "baris").unique().sort("baris"),
        left_on="_ditahan",
        right_on="baris",
        by=list(SHEET),
        allow_exact_matches=False,
        check_sortedness=False,
    )
    return (
        rows.select(*SHEET, "baris", "baris_id")
        .join(before.select(*SHEET, "baris").drop_nulls().unique(), on=[*SHEET, "baris"])
        .select("baris_id")
    )


def added_up(measures: tuple[str, ...]) -> list[pl.Expr]:
    """Per measure its sum (``<measure>_jumlah``, null if beyond exactness) and blanks (``<measure>_kosong``)."""
    expressions = []
    for name in measures:
        total = pl.col(name).cast(pl.Float64).sum()
        exact = pl.when(total.abs() < LARGEST_EXACT_IDR).then(total).cast(pl.Int64)
        expressions += [exact.alias(f"{name}_jumlah"), pl.col(name).null_count().alias(f"{name}_kosong")]
    return expressions
