"""Where a series may come from: last year's, another line's, the plan's, a ruler's; and digits rounder than money's."""

from __future__ import annotations

import polars as pl

from checks.evidence.lines import LINE, UNIT

LUMPY = ("acara", "konstruksi", "modal", "bansos", "jasa")
SAME_STEP_POINTS = 0.0201
"""Two increments of figures with two decimals may differ by this through rounding alone."""
CROWD = 8
"""A figure shared by more lines than this in a month is a habit of rounding, not a copy."""
DIGITS = 9


def with_provenance(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` of :func:`checks.evidence.lines.evidence_lines` plus what their digits tell.

    ``salin_tahun_lalu``, ``salin_baris_lain``: decades by which the equal months are unlikely by chance, each distinct
    value weighed by how rare it is among its kind of work; ``persis_rencana``: months running exactly on plan, weighed
    by how far money is behind; ``naik_tetap``: months running with the same increment; ``nol_lebih``: closing zeros of
    spending beyond the treasury's.
    """
    between = pl.col("fisik_pct").is_between(0, 100, closed="none")
    group = ["jenis_kerja"]
    common = rows.filter(between).group_by(*group, "fisik_pct").len("_kali")
    every = rows.filter(between).group_by(group).len("_semua")
    rows = rows.join(common, on=[*group, "fisik_pct"], how="left", maintain_order="left").join(
        every, on=group, how="left", maintain_order="left"
    )
    moved = pl.col("fisik_pct").ne_missing(pl.col("lalu_fisik_pct"))
    rows = rows.with_columns(
        pl.when(between & moved).then(-(pl.col("_kali") / pl.col("_semua")).log10()).otherwise(0.0).fill_null(0.0)
        .alias("_langka")
    )  # fmt: skip
    return _with_runs(_with_twins(_with_last_year(rows))).drop("_langka", "_kali", "_semua")


def _with_last_year(rows: pl.DataFrame) -> pl.DataFrame:
    equal = (pl.col("fisik_pct") == pl.col("y1_fisik_pct")).fill_null(False)
    told = pl.when(equal).then("_langka").otherwise(0.0).cum_sum().over(LINE)
    return rows.with_columns(pl.when(equal).then(told).otherwise(0.0).alias("salin_tahun_lalu"))


def _with_twins(rows: pl.DataFrame) -> pl.DataFrame:
    """The likest other line of the same kind of work, over the months so far; the first decade is free."""
    same = ["tahun", "bulan", "jenis_kerja", "fisik_pct"]
    known = rows.filter(pl.col("fisik_pct").is_between(0, 100, closed="none")).select(*UNIT, *same[2:], "_langka")
    known = known.filter(pl.len().over(same) <= CROWD)
    other = known.select(*same, pl.col("kode_opd").alias("opd_lain"), pl.col("kode").alias("kode_lain"))
    pairs = known.join(other, on=same).filter(
        (pl.col("kode_opd") != pl.col("opd_lain")) | (pl.col("kode") != pl.col("kode_lain"))
    )
    alike = (
        pairs.sort("bulan")
        .with_columns((pl.col("_langka") - 1).clip(0).cum_sum().over(*LINE, "opd_lain", "kode_lain").alias("_serupa"))
        .group_by(UNIT)
        .agg(pl.col("_serupa").max().alias("salin_baris_lain"))
    )
    return rows.join(alike, on=UNIT, how="left", maintain_order="left").with_columns(
        pl.col("salin_baris_lain").fill_null(0.0)
    )


def _run(held: pl.Expr) -> pl.Expr:
    """Months in a row, up to this one, in which ``held`` was true."""
    true = held.fill_null(False)
    return pl.when(true).then(true.cast(pl.Int32).cum_sum().over(*LINE, (~true).cum_sum().over(LINE))).otherwise(0)


def _with_runs(rows: pl.DataFrame) -> pl.DataFrame:
    plan, paid = pl.col("rencana_fisik_pct"), pl.col("bayar_pct")
    on_plan = (pl.col("fisik_pct") == plan) & (plan > 0)
    behind = (paid < plan * 0.75).fill_null(False)
    step = pl.col("fisik_pct") - pl.col("lalu_fisik_pct")
    same_step = ((step - step.shift(1).over(LINE)).abs() <= SAME_STEP_POINTS) & (step > 0)
    return rows.with_columns(
        _run(on_plan).alias("_n_rencana"),
        _run(same_step & pl.col("jenis_kerja").is_in(LUMPY)).alias("naik_tetap"),
        _rounder().alias("nol_lebih"),
    ).with_columns(
        pl.when((pl.col("_n_rencana") > 0) & behind)
        .then(pl.col("_n_rencana") * (plan - paid) / 100)
        .otherwise(0.0)
        .alias("persis_rencana")
    ).drop("_n_rencana")  # fmt: skip


def _rounder() -> pl.Expr:
    """Closing zeros of spending beyond those of SP2D, where spending is above SP2D and not the whole ceiling."""

    def zeros(name: str) -> pl.Expr:
        counted = pl.sum_horizontal((pl.col(name) % 10**power == 0).cast(pl.Int32) for power in range(1, DIGITS + 1))
        return pl.when(pl.col(name) > 0).then(counted).otherwise(0)

    spent, paid = pl.col("realisasi_idr"), pl.col("sp2d_sd_idr")
    claimed = (spent > paid) & (spent < pl.col("pagu_idr"))
    return pl.when(claimed).then((zeros("realisasi_idr") - zeros("sp2d_sd_idr")).clip(0)).otherwise(0)
