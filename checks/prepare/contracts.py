"""What the contract register says of each line, summed up over its contracts."""

from __future__ import annotations

import polars as pl

LINE = ("kode_opd", "tahun", "kode")
PROVENANCE = ("baris_id", "berkas", "lembar", "baris", "peran", "asal")


def completed(current: pl.DataFrame, history: pl.DataFrame) -> pl.DataFrame:
    """``current`` contracts with their blanks filled from earlier submissions of the same contract.

    A package sheet and the register speak of one contract: the later wins, the earlier fills what it leaves out.
    """
    key = ["kode_opd", "tahun", "nomor"]
    facts = [name for name in current.columns if name not in (*key, *PROVENANCE)]
    if "versi_ke" not in history.columns:
        return current
    told = history.filter(pl.col(name).is_not_null() for name in key)
    once = told.filter(pl.len().over([*key, "versi_ke"]) == 1)
    known = (
        once.filter(pl.len().over(key) > 1)
        .sort("versi_ke")
        .group_by(key)
        .agg(pl.col(name).drop_nulls().last().alias(f"_{name}") for name in facts)
    )
    return (
        current.join(known, on=key, how="left", maintain_order="left")
        .with_columns(pl.coalesce(name, f"_{name}").alias(name) for name in facts)
        .select(current.columns)
    )


def per_line(rows: pl.DataFrame, kontrak: pl.DataFrame) -> pl.DataFrame:
    """``rows`` (kode_opd, tahun, kode) plus the state of their contracts.

    ``k_n`` contracts, ``k_nilai_idr`` value after addenda, ``k_tgl`` first signed, ``k_spmk_tgl`` first start,
    ``k_akhir_tgl`` last end after addenda, ``k_bast_n`` hand-overs, ``k_bast_tgl`` the last hand-over if all have one,
    ``k_bast_awal_tgl`` the first, ``k_addendum_tgl`` last addendum, ``k_bayar_akhir_tgl`` last payment,
    ``k_uang_muka_pct`` highest advance, ``k_fisik_pct`` progress by the last BA weighted by value, ``k_gagal_tender``
    failed tenders; ``kontrak_ada`` whether the register holds anything of that year at all.
    """
    value = pl.coalesce("nilai_addendum_idr", "nilai_idr")
    measured = value.filter(pl.col("fisik_pct").is_not_null())
    valid = kontrak.filter(pl.col("kode").is_not_null())
    lines = valid.group_by(LINE).agg(
        pl.len().cast(pl.Int32).alias("k_n"),
        value.sum().alias("k_nilai_idr"),
        pl.col("kontrak_tgl").min().alias("k_tgl"),
        pl.col("spmk_tgl").min().alias("k_spmk_tgl"),
        pl.coalesce("akhir_addendum_tgl", "akhir_tgl").max().alias("k_akhir_tgl"),
        pl.col("bast_tgl").count().cast(pl.Int32).alias("k_bast_n"),
        pl.when(pl.col("bast_tgl").is_not_null().all()).then(pl.col("bast_tgl").max()).alias("k_bast_tgl"),
        pl.col("bast_tgl").min().alias("k_bast_awal_tgl"),
        pl.col("addendum_tgl").max().alias("k_addendum_tgl"),
        pl.col("bayar_akhir_tgl").max().alias("k_bayar_akhir_tgl"),
        pl.col("uang_muka_pct").max().alias("k_uang_muka_pct"),
        pl.when(measured.sum() > 0).then((pl.col("fisik_pct") * value).sum() / measured.sum()).alias("k_fisik_pct"),
        pl.col("gagal_tender").max().alias("k_gagal_tender"),
    )
    years = valid.select("tahun").unique().with_columns(pl.lit(True).alias("kontrak_ada"))
    return (
        rows.join(lines, on=LINE, how="left")
        .join(years, on="tahun", how="left")
        .with_columns(pl.col("kontrak_ada").fill_null(False))
        .with_columns(pl.when("kontrak_ada").then(pl.col("k_n").fill_null(0)).alias("k_n"))
    )
