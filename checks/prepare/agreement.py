"""What the agreements (Perjanjian Kinerja) say of an indicator: direction, how quarters add up, unit, budget."""

from __future__ import annotations

import polars as pl

from checks.prepare.capaian import words_of

LINE = ("kode_opd", "tahun", "kode")
PROPERTIES = ("polaritas", "agregasi", "satuan")
VERSION_ORDER = {"murni": 0, "perubahan": 1}
CARRIED = ("target_k", "target_maks_k", "satuan", "indikator", "anggaran_idr")


def with_properties(rows: pl.DataFrame, indikator: pl.DataFrame) -> pl.DataFrame:
    """``rows`` (:data:`LINE`, indikator, :data:`PROPERTIES`) with blanks filled from the agency's own agreement.

    The indicator is found by code and words; by code alone where the agreement has one indicator under it. Rows are
    neither added nor lost.
    """
    by_name = _last(_ordered(indikator), (*LINE, "nama_baku"))
    alone = _last(_ordered(indikator).filter(pl.col("nama_baku").n_unique().over(LINE) == 1), LINE)
    named = rows.with_columns(words_of("indikator").alias("nama_baku"))
    filled = named.join(by_name, on=[*LINE, "nama_baku"], how="left", suffix="_pk", maintain_order="left").join(
        alone, on=list(LINE), how="left", suffix="_kode", maintain_order="left"
    )
    return filled.with_columns(pl.coalesce(name, f"{name}_pk", f"{name}_kode").alias(name) for name in PROPERTIES).drop(
        f"{name}{suffix}" for name in PROPERTIES for suffix in ("_pk", "_kode")
    )


def _ordered(indikator: pl.DataFrame) -> pl.DataFrame:
    """Agreements oldest first; tables of realisation, which repeat their properties, before them."""
    rank = pl.col("versi_pk").replace_strict(VERSION_ORDER, default=-1, return_dtype=pl.Int8)
    return indikator.with_columns(words_of("indikator").alias("nama_baku"), rank.alias("_urut")).sort(
        "_urut", "triwulan", "baris", nulls_last=True, maintain_order=True
    )


def _last(ordered: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    known = ordered.filter(*(pl.col(name).is_not_null() for name in key))
    return known.group_by(key, maintain_order=True).agg(pl.col(name).drop_nulls().last() for name in PROPERTIES)


def revisions(indikator: pl.DataFrame) -> pl.DataFrame:
    """Every indicator of a revised agreement beside the same one of the first: its columns prefixed ``murni_``.

    Found by code and words; where exactly one of each remains under a code, those two are taken for one indicator
    whose words changed. ``murni_ada`` says whether a first version of the agency's agreement is known at all.
    """
    plans = indikator.filter(pl.col("triwulan").is_null()).with_columns(words_of("indikator").alias("nama_baku"))
    first = _once(plans.filter(pl.col("versi_pk") == "murni"))
    revised = plans.filter(pl.col("versi_pk") == "perubahan")
    before = first.select(*LINE, "nama_baku", *(pl.col(name).alias(f"murni_{name}") for name in CARRIED))
    same = revised.join(before, on=[*LINE, "nama_baku"], how="left", maintain_order="left")
    renamed = _renamed(same, before)
    known = first.select("kode_opd", "tahun").unique().with_columns(pl.lit(True).alias("murni_ada"))
    filled = same.join(renamed, on="baris_id", how="left", suffix="_lain", maintain_order="left").with_columns(
        pl.coalesce(f"murni_{name}", f"murni_{name}_lain").alias(f"murni_{name}") for name in CARRIED
    )
    return (
        filled.drop(f"murni_{name}_lain" for name in CARRIED)
        .join(known, on=["kode_opd", "tahun"], how="left", maintain_order="left")
        .with_columns(pl.col("murni_ada").fill_null(False))
    )


def _once(plans: pl.DataFrame) -> pl.DataFrame:
    return plans.unique([*LINE, "nama_baku"], keep="last", maintain_order=True)


def _renamed(same: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """[baris_id, murni_*] for the one indicator left under a code on either side."""
    left = same.filter(pl.col("murni_indikator").is_null())
    left = left.filter(pl.len().over(LINE) == 1).select("baris_id", *LINE)
    taken = same.select(*LINE, "nama_baku").unique()
    spare = before.join(taken, on=[*LINE, "nama_baku"], how="anti")
    spare = spare.filter(pl.len().over(LINE) == 1).drop("nama_baku")
    return left.join(spare, on=list(LINE)).drop(LINE)
