"""Forecasts of money left on 31 December: learn their curves from our simulator, and test them on held-out years.

``python -m bench.silpa learn`` writes ``checks/prepare/sisa.csv``; ``python -m bench.silpa [SET ...]`` prints, by
month, how far forecasts are off beside a straight line and last year's course. Without sets it simulates some not
learnt from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl

from bench.silpa_data import line_months, read_set
from checks.prepare.remainder import CURVES, ENDS, OWN_LEVELS, SIMULATED_LEVELS, forecast, learn, simulated_curves
from simulation.labelled.styles import STYLES, Request
from simulation.labelled.tables import simulate

LEARNT = range(101, 105)
HELD_OUT = (901, 902)
MONTHS = (3, 6, 8, 9, 10, 11)


def main() -> None:
    """Learn or test."""
    parser = argparse.ArgumentParser(prog="python -m bench.silpa", description=__doc__)
    parser.add_argument("what", nargs="*", help="'learn', or folders of labelled sets")
    given = parser.parse_args().what
    if given == ["learn"]:
        rows = pl.concat([_simulated(seed) for seed in LEARNT])
        curves = pl.concat([learn(rows, measure, SIMULATED_LEVELS) for measure in ("uang", "fisik")])
        curves.write_csv(CURVES)
        print(f"{CURVES.name}: {curves.height:,} curves from {rows.height:,} line-months")
        return
    sets = {folder: line_months(read_set(Path(folder))) for folder in given}
    sets = sets or {f"simulated, seed {seed}": _simulated(seed) for seed in HELD_OUT}
    rows = pl.concat([frame.with_columns(pl.lit(name).alias("himpunan")) for name, frame in sets.items()])
    print(f"{rows.height:,} line-months of {', '.join(sets)}\n\nCurves that come with the project:")
    _print(measured(forecast(rows, simulated_curves(), "uang")))
    print("\nCurves of the years before, tested on the last (levels .1, .5, .9):")
    last = rows["year"].max()
    own = learn(rows.filter(pl.col("year") < last), "uang", OWN_LEVELS)
    _print(measured(forecast(rows.filter(pl.col("year") == last), own, "uang")))


def _simulated(seed: int) -> pl.DataFrame:
    styles = sorted(STYLES)
    return line_months(simulate(Request(seed=seed, style=STYLES[styles[seed % len(styles)]])))


def measured(rows: pl.DataFrame) -> pl.DataFrame:
    """[bulan, n, ...] of forecasts beside both naive ones: errors in points of the ceiling, and interval coverage."""
    month = pl.col("bulan").cast(pl.Float64)
    known = rows.filter(pl.col("uang_tengah").is_not_null(), pl.col("bulan").is_in(MONTHS)).with_columns(
        (1 - pl.col("bagian") * 12 / month).clip(0, 1).alias("lurus"),
        pl.when(pl.col("y1_bagian") > 0)
        .then((1 - pl.col("bagian") * pl.col("y1_akhir_bagian") / pl.col("y1_bagian")).clip(0, 1))
        .alias("tahun_lalu"),
    )
    inside = pl.col("sisa_nyata").is_between(pl.col("uang_bawah") - 1e-9, pl.col("uang_atas") + 1e-9)
    forms = {"kurva": tuple(f"uang_{end}" for end in ENDS), "lurus": ("lurus",) * 3, "tahun_lalu": ("tahun_lalu",) * 3}
    off = {name: (pl.col(ends[1]) - pl.col("sisa_nyata")).abs() * 100 for name, ends in forms.items()}
    return (
        known.group_by("bulan")
        .agg(
            pl.len().alias("n"),
            *(_pinball(ends).mean().round(2).alias(f"pinball_{name}") for name, ends in forms.items()),
            *(error.mean().round(1).alias(f"rata_{name}") for name, error in off.items()),
            *(error.median().round(1).alias(f"median_{name}") for name, error in off.items()),
            (inside.mean() * 100).round(0).alias("cakupan_pct"),
        )
        .sort("bulan")
    )


def _pinball(ends: tuple[str, ...]) -> pl.Expr:
    """Mean loss of the quantiles .1, .5 and .9, in points of the ceiling."""
    losses = []
    for end, level in zip(ends, np.array(OWN_LEVELS), strict=True):
        over = pl.col("sisa_nyata") - pl.col(end)
        losses.append(pl.max_horizontal(level * over, (level - 1) * over))
    return pl.when(pl.col(ends[1]).is_not_null()).then(pl.sum_horizontal(losses) / len(losses) * 100)


def _print(table: pl.DataFrame) -> None:
    with pl.Config(tbl_cols=-1, tbl_rows=-1, tbl_width_chars=200, tbl_hide_dataframe_shape=True):
        print(table)


if __name__ == "__main__":
    main()
