"""Codes against the master of their year and the agency's own bidang."""

from __future__ import annotations

import polars as pl

SUPPORT_PROGRAM = r"^(?:\d\.\d{2}|X\.XX)\.01(?:\.|$)"
"""Programme 01 of any bidang supports the agency itself (Kepmendagri 900.1.15.5): every agency has it."""


def with_nomenclature(rows: pl.DataFrame, nomenklatur: pl.DataFrame, opd: pl.DataFrame) -> pl.DataFrame:
    """``rows`` (tahun, kode, kode_opd) plus what the master says: ``nom_*``, ``kode_baru``, ``bidang_sendiri``.

    ``nom_ada`` is null without code or year; ``bidang_sendiri`` is null where the agency is not on the register.
    """
    valid = _by_year(rows, nomenklatur)
    renamed = (
        nomenklatur.filter(pl.col("kode_lama").is_not_null())
        .select(pl.col("kode_lama").alias("kode"), pl.col("kode").alias("kode_baru"))
        .unique("kode", keep="last", maintain_order=True)
    )
    agencies = opd.select("kode_opd", pl.col("bidang").str.split(",").list.eval(pl.element().str.strip_chars()))
    own = pl.col("kode").str.contains(SUPPORT_PROGRAM) | pl.col("bidang").list.contains(pl.col("kode").str.slice(0, 4))
    return (
        rows.join(valid, on=["tahun", "kode"], how="left")
        .join(renamed, on="kode", how="left")
        .join(agencies, on="kode_opd", how="left")
        .with_columns(
            pl.when(pl.col("kode").is_not_null() & pl.col("tahun").is_not_null())
            .then(pl.col("nom_uraian").is_not_null())
            .alias("nom_ada"),
            pl.when(pl.col("bidang").is_not_null() & pl.col("kode").is_not_null()).then(own).alias("bidang_sendiri"),
        )
        .drop("bidang")
    )


def _by_year(rows: pl.DataFrame, nomenklatur: pl.DataFrame) -> pl.DataFrame:
    """[tahun, kode, nom_uraian, nom_satuan] for the codes in use; support programmes stand under X.XX in the master."""
    used = (
        rows.select("tahun", "kode")
        .unique()
        .drop_nulls()
        .with_columns(
            pl.when(pl.col("kode").str.contains(SUPPORT_PROGRAM))
            .then("X.XX" + pl.col("kode").str.slice(4))
            .otherwise("kode")
            .alias("_induk")
        )
    )
    master = nomenklatur.select("kode", "uraian", "satuan", "tahun_mulai", "tahun_sampai")
    direct = used.drop("_induk").join(master, on="kode", how="inner")
    support = used.join(master, left_on="_induk", right_on="kode", how="inner").select(direct.columns)
    either = pl.concat([direct, support])
    return (
        either.filter(
            (pl.col("tahun") >= pl.col("tahun_mulai"))
            & (pl.col("tahun_sampai").is_null() | (pl.col("tahun") <= pl.col("tahun_sampai")))
        )
        .unique(["tahun", "kode"], keep="first", maintain_order=True)
        .select("tahun", "kode", pl.col("uraian").alias("nom_uraian"), pl.col("satuan").alias("nom_satuan"))
    )
