"""One line's year as a series: what of it equals last year's or another agency's, and how evenly its progress rose."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

LINE = ["kode_opd", "tahun", "kode"]
ROUND_IDR = 1_000_000
"""Round amounts coincide honestly and never count."""
CROWD = 8
"""An amount shared by more agencies than this is a common tariff, not a copy."""
NEAR = 0.01
STEPS = 6
"""Fewer monthly steps than this do not show how even a series is."""

WORDS = {
    "n_informatif": "months with spending and progress strictly between nothing and everything, not round",
    "n_sama_tahun_lalu": "of these, months equal to the same month last year in money and progress",
    "n_sama_opd_lain": "of these, months equal to one and the same line of another agency (opd_lain)",
    "n_naik": "monthly steps of progress under way, none missing; kv_naik their standard deviation over their mean",
    "n_sebaya": "lines of the same kind of work and year with six such steps; kv_lazim the median of their kv_naik",
    "n_cocok_sp2d": "of the months that match, those whose money the treasury confirms",
}
COLUMNS: dict[str, pl.DataType] = {
    **dict.fromkeys(("kode_opd", "kode", "uraian", "jenis_kerja", "opd_lain", "berkas"), pl.String()),
    "tahun": pl.Int16(),
    **dict.fromkeys(("n_informatif", "n_sama_tahun_lalu", "n_sama_opd_lain", "n_cocok_sp2d"), pl.Int32()),
    "realisasi_idr": pl.Int64(),
    **dict.fromkeys(("n_naik", "n_sebaya"), pl.Int32()),
    **dict.fromkeys(("kv_naik", "kv_lazim"), pl.Float64()),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency, year and line that was ever reported."""
    spent = pl.col("realisasi_idr")
    rows = prepared["rfk"].filter(pl.col(name).is_not_null() for name in [*LINE, "bulan"])
    informative = rows.filter(
        spent > 0, spent < pl.col("pagu_idr"), spent % ROUND_IDR != 0,
        pl.col("fisik_pct").is_between(0, 100, closed="none"),
    ).unique([*LINE, "bulan"], keep="first", maintain_order=True).with_columns(
        ((spent == pl.col("y1_realisasi_idr")) & (pl.col("fisik_pct") == pl.col("y1_fisik_pct")))
        .fill_null(False).alias("_tahun_lalu"),
        ((spent - pl.col("sp2d_sd_idr")).abs() <= NEAR * spent).fill_null(False).alias("_cocok"),
    )  # fmt: skip
    own = informative.group_by(LINE).agg(
        pl.len().alias("n_informatif"),
        pl.col("_tahun_lalu").sum().alias("n_sama_tahun_lalu"),
        (pl.col("_tahun_lalu") & pl.col("_cocok")).sum().alias("_cocok_tahun_lalu"),
    )
    lines = rows.group_by(LINE, maintain_order=True).agg(pl.col("uraian", "jenis_kerja", "berkas").last(), spent.max())
    counts = ["n_informatif", "n_sama_tahun_lalu", "n_sama_opd_lain"]
    return (
        _with_steps(lines, rows)
        .join(own, on=LINE, how="left", maintain_order="left")
        .join(_twins(informative), on=LINE, how="left", maintain_order="left")
        .with_columns(pl.col(counts).fill_null(0))
        .with_columns(
            pl.when(pl.col("n_sama_opd_lain") >= pl.col("n_sama_tahun_lalu"))
            .then(pl.col("_cocok_opd").fill_null(0))
            .otherwise(pl.col("_cocok_tahun_lalu").fill_null(0))
            .alias("n_cocok_sp2d")
        )
    )


def _with_steps(lines: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """How even the steps of progress are while the line is under way; a step that is 0 counts, a blank month breaks."""
    now, before = pl.col("fisik_pct"), pl.col("m1_fisik_pct")
    step = now - before
    moving = rows.filter((before > 0) & (now < 100)).unique([*LINE, "bulan"], keep="first", maintain_order=True)
    steps = moving.group_by(LINE).agg(
        step.count().cast(pl.Int32).alias("n_naik"),
        pl.when(step.mean() > 0).then(step.std() / step.mean()).alias("kv_naik"),
    )
    peers = ["jenis_kerja", "tahun"]
    known = pl.when(pl.col("n_naik") >= STEPS).then("kv_naik")
    return lines.join(steps, on=LINE, how="left", maintain_order="left").with_columns(
        pl.col("n_naik").fill_null(0),
        known.count().over(peers).cast(pl.Int32).alias("n_sebaya"),
        known.median().over(peers).alias("kv_lazim"),
    )


def _twins(informative: pl.DataFrame) -> pl.DataFrame:
    """Per line, the line of another agency it shares most months with."""
    same = ["tahun", "bulan", "realisasi_idr", "fisik_pct"]
    shared = informative.select(*LINE, "bulan", "realisasi_idr", "fisik_pct", "_cocok").filter(
        pl.len().over(same).is_between(2, CROWD)
    )
    pairs = shared.join(shared.drop("_cocok"), on=same, suffix="_lain").filter(
        pl.col("kode_opd") != pl.col("kode_opd_lain")
    )
    return (
        pairs.group_by([*LINE, "kode_opd_lain", "kode_lain"])
        .agg(pl.len().alias("n_sama_opd_lain"), pl.col("_cocok").sum().alias("_cocok_opd"))
        .sort("n_sama_opd_lain", "kode_opd_lain", "kode_lain", descending=[True, False, False])
        .unique(LINE, keep="first", maintain_order=True)
        .rename({"kode_opd_lain": "opd_lain"})
        .drop("kode_lain")
    )


FRAME = Frame(name="rfk_garis", dataset="rfk", key=("kode_opd", "kode"), columns=COLUMNS, words=WORDS, build=build)
