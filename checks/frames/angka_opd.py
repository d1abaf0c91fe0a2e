"""An agency's figures of a year as digits: whole percents of money and of tallies, round amounts."""

from __future__ import annotations

import numpy as np
import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.digits import chance_of_as_many, chances_of_landing, lands_on_whole_percent

YEAR = ("kode_opd", "tahun")
LINE = (*YEAR, "kode")
ROUND_IDR = 1_000_000

COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "berkas": pl.String(),
    **dict.fromkeys(("n_uang", "n_uang_utuh", "n_capaian", "n_capaian_utuh", "n_opd"), pl.Int32()),
    **dict.fromkeys(
        ("harap_uang", "peluang_uang", "harap_capaian", "peluang_capaian", "bulat_pct", "bulat_lalu_pct",
         "bulat_sebaya_pct", "bulat_sp2d_pct"),
        pl.Float64(),
    ),
}  # fmt: skip


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and year with an RFK. Tallies are the indicators counted in whole numbers."""
    money = _money(prepared["rfk"])
    rounded = money.group_by(YEAR).agg(
        pl.col("berkas").last(),
        ((pl.col("realisasi_idr") % ROUND_IDR == 0).mean() * 100).alias("bulat_pct"),
        ((pl.col("sp2d_sd_idr") % ROUND_IDR == 0).filter(pl.col("sp2d_sd_idr") > 0).mean() * 100).alias(
            "bulat_sp2d_pct"
        ),
    )
    last_year = rounded.select("kode_opd", pl.col("tahun") + 1, pl.col("bulat_pct").alias("bulat_lalu_pct"))
    landed = _landings(money.rename({"realisasi_idr": "bagian", "pagu_idr": "seluruh"}), "uang")
    tallied = _landings(_tallies(prepared["e81"]), "capaian")
    counts = ["n_uang", "n_uang_utuh", "n_capaian", "n_capaian_utuh"]
    return (
        prepared["rfk"].drop_nulls(YEAR).select(YEAR).unique().sort(YEAR)
        .join(rounded, on=YEAR, how="left", maintain_order="left")
        .join(last_year, on=YEAR, how="left", maintain_order="left")
        .join(landed, on=YEAR, how="left", maintain_order="left")
        .join(tallied, on=YEAR, how="left", maintain_order="left")
        .with_columns(
            pl.col(counts).fill_null(0),
            pl.col("bulat_pct").count().over("tahun").alias("n_opd"),
            pl.col("bulat_pct").quantile(0.9, "linear").over("tahun").alias("bulat_sebaya_pct"),
        )
    )  # fmt: skip


def _money(rfk: pl.DataFrame) -> pl.DataFrame:
    """Spending that moved since the month before, neither nothing nor everything: each figure once."""
    spent = pl.col("realisasi_idr")
    return (
        rfk.filter(spent > 0, spent < pl.col("pagu_idr"))
        .drop_nulls((*LINE, "bulan"))
        .sort(*LINE, "bulan")
        .unique([*LINE, "realisasi_idr"], keep="first", maintain_order=True)
        .select(*LINE, "berkas", "realisasi_idr", "pagu_idr", "sp2d_sd_idr")
    )


def _tallies(e81: pl.DataFrame) -> pl.DataFrame:
    """Outputs counted in whole numbers, under way: so many of so many."""
    part, whole = pl.col("total_k"), pl.col("target_k")
    counted = (part == part.round(0)) & (whole == whole.round(0)) & ~pl.col("berupa_rasio").fill_null(True)
    return (
        e81.filter(counted, part > 0, part < whole)
        .drop_nulls(YEAR)
        .unique([*YEAR, "kode_indikator", "total_k"], keep="first", maintain_order=True)
        .select(*YEAR, part.alias("bagian"), whole.alias("seluruh"))
    )


def _landings(rows: pl.DataFrame, what: str) -> pl.DataFrame:
    """Landings on whole percents per agency and year, how many were to be expected, and the chance of so many."""
    made = []
    for (agency, year), part in rows.group_by(YEAR, maintain_order=True):
        parts, wholes = part["bagian"].to_numpy().astype(float), part["seluruh"].to_numpy().astype(float)
        landed = int(np.count_nonzero(lands_on_whole_percent(parts, wholes)))
        chances = chances_of_landing(parts, wholes)
        made.append((agency, year, part.height, landed, chances.sum(), chance_of_as_many(landed, chances)))
    counts = {f"n_{what}": pl.Int32, f"n_{what}_utuh": pl.Int32}
    shares = {f"harap_{what}": pl.Float64, f"peluang_{what}": pl.Float64}
    shape = {"kode_opd": pl.String, "tahun": pl.Int16, **counts, **shares}
    return pl.DataFrame(made, schema=shape, orient="row")


FRAME = Frame(
    name="angka_opd",
    dataset="rfk",
    key=("kode_opd",),
    columns=COLUMNS,
    words={
        "n_uang": "spending figures under way, each once; n_uang_utuh on a whole percent of the ceiling",
        "harap_uang": "landings to be expected; peluang_uang the exact chance of so many; likewise *_capaian",
        "n_capaian": "E.81 outputs counted in whole numbers, under way",
        "bulat_pct": "share of the figures that are whole millions; bulat_lalu_pct last year's, bulat_sp2d_pct of SP2D",
        "bulat_sebaya_pct": "share nine of ten agencies stay below, of n_opd",
    },
    build=build,
)
