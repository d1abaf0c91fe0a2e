"""A labelled set as one frame of what a plain detector can see at the end of each month; nothing looks ahead."""

from __future__ import annotations

from pathlib import Path

import polars as pl

LINE = ["subkeg_id"]
LINE_YEAR = ["subkeg_id", "year"]
LEVELS = ("phys_rep", "money_pct", "result_pct", "capaian_rep")
STEPS = ("d_phys", "d_money", "d_result")
DISAGREEMENTS = (
    "phys_over_money", "money_over_sp2d", "capaian_over_phys", "stated_apart", "target_cut", "money_over_ceiling",
    "d_result",
)  # fmt: skip


def read_features(dataset: Path) -> pl.DataFrame:
    """All reports of all years, sorted by line and month, with ``LEVELS``, ``STEPS``, ``DISAGREEMENTS`` in points."""
    typed = [pl.col("year").cast(pl.Int32), pl.col("month").cast(pl.Int32)]
    reports = pl.read_parquet(dataset / "reports.parquet").with_columns(typed)
    treasury = pl.read_parquet(dataset / "sp2d.parquet").with_columns(typed)
    joined = reports.join(treasury, on=["subkeg_id", "year", "month"], how="left").sort("subkeg_id", "year", "month")
    ceiling = pl.col("pagu").cast(pl.Float64)
    return (
        joined.with_columns(
            when=pl.col("year") * 12 + pl.col("month"),
            money_pct=100 * pl.col("fin_rep") / ceiling,
            result_pct=100 * pl.col("realisasi") / pl.col("target"),
        )
        .with_columns(
            d_phys=_step("phys_rep"),
            d_money=_step("money_pct"),
            d_result=_step("result_pct"),
            phys_over_money=pl.col("phys_rep") - pl.col("money_pct"),
            money_over_sp2d=pl.col("money_pct") - 100 * pl.col("sp2d_cum") / ceiling,
            capaian_over_phys=pl.col("capaian_rep") - pl.col("phys_rep"),
            stated_apart=_stated_apart(),
            target_cut=100 * pl.col("polarity") * (1 - pl.col("target") / pl.col("target_initial")),
            money_over_ceiling=pl.col("money_pct") - 100,
        )
        .with_columns(pl.col(*LEVELS, *STEPS, *DISAGREEMENTS).cast(pl.Float64))
    )


def _step(column: str) -> pl.Expr:
    """Growth since the line's last report of the same year."""
    return pl.col(column) - pl.col(column).shift(1).over(LINE_YEAR).fill_null(0.0)


def _stated_apart() -> pl.Expr:
    """Points between the capaian stated and the nearest one its own figures give, at most 500."""
    share = pl.col("realisasi") / pl.col("target")
    stated = pl.col("capaian_rep")
    rising = (stated - 100 * share).abs()
    falling = pl.min_horizontal((stated - 100 * (2 - share)).abs(), (stated - 100 / share).abs())
    apart = pl.when(pl.col("polarity") > 0).then(rising).otherwise(falling)
    return apart.fill_nan(0.0).fill_null(0.0).clip(upper_bound=500)
