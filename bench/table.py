"""A synthetic monthly RFK table of any size, with a stated share of rows that break a rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

MONTHS = 12
LINES_PER_AGENCY = 50
FUNDS = ("1.1.01", "1.1.02", "1.2.01", "2.1.01")
FAULTS = 11
NO_BYTES = "0" * 64


def make(rows: int, failing: float, seed: int = 7) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """(RFK rows, nomenclature, treasury totals): about ``rows`` rows, ``failing`` of them (0..1) broken in one way.

    Rows lie as they are filed: agency, month, line. Money in rupiah, cumulative.
    """
    rng = np.random.default_rng(seed)
    lines = max(rows // MONTHS, 1)
    line = np.arange(lines)
    agency = line // LINES_PER_AGENCY
    pagu = (rng.lognormal(19, 1.2, lines).astype(np.int64) // 1000 + 1) * 1000
    course = np.cumsum(rng.dirichlet(np.full(MONTHS, 3.0), lines), axis=1) * rng.uniform(0.7, 1, (lines, 1))
    spent = (course * pagu[:, None]).astype(np.int64)
    ahead = rng.uniform(0, 15, (lines, 1))
    done = np.minimum(np.round(spent / pagu[:, None] * 100 + ahead, 2), 100)
    table = pl.DataFrame(
        {
            "garis": np.repeat(line, MONTHS),
            "opd": np.repeat(agency, MONTHS),
            "bulan": np.tile(np.arange(1, MONTHS + 1, dtype=np.int8), lines),
            "pagu_idr": np.repeat(pagu, MONTHS),
            "realisasi_idr": spent.ravel(),
            "fisik_pct": done.ravel(),
            "rencana_fisik_pct": np.minimum(done + 1, 100).ravel(),
            "sumber_dana": np.repeat(np.array(FUNDS)[line % len(FUNDS)], MONTHS),
        }
    ).sort("opd", "bulan", "garis")
    named = _named(table)
    codes = named.select("kode").unique().sort("kode")
    broken = _with_cells(_broken(named, failing, rng))
    return broken, codes, _treasury(broken, failing, rng)


def _treasury(rows: pl.DataFrame, failing: float, rng: np.random.Generator) -> pl.DataFrame:
    """What was paid by agency and month; a tenth of the failing share of these totals is wrong."""
    totals = rows.group_by("kode_opd", "bulan").agg(pl.col("realisasi_idr").sum().alias("sp2d_idr"))
    totals = totals.sort("kode_opd", "bulan")
    wrong = pl.Series(rng.random(totals.height) < failing / 10)
    return totals.with_columns(pl.col("sp2d_idr") + pl.when(wrong).then(1_000_000).otherwise(0))


def _named(table: pl.DataFrame) -> pl.DataFrame:
    two = "{}"
    number = pl.int_range(pl.len(), dtype=pl.Int32)
    code = pl.format(
        f"{two}.{two}.{two}.2.{two}.{two}",
        (pl.col("garis") // 10_000_000 + 1).cast(pl.String),
        (pl.col("garis") // 100_000 % 100).cast(pl.String).str.zfill(2),
        (pl.col("garis") // 1000 % 100).cast(pl.String).str.zfill(2),
        (pl.col("garis") // 20 % 50).cast(pl.String).str.zfill(2),
        (pl.col("garis") % 1000).cast(pl.String).str.zfill(4),
    )
    return table.with_columns(
        pl.format("7.{}", pl.col("opd").cast(pl.String).str.zfill(6)).alias("kode_opd"),
        code.alias("kode"),
        pl.format("r{}", number.cast(pl.String).str.zfill(9)).alias("baris_id"),
        pl.lit(NO_BYTES).alias("berkas"),
        pl.lit("RFK").alias("lembar"),
        (number + 1).alias("baris"),
        pl.lit(2025, pl.Int16).alias("tahun"),
        (pl.col("realisasi_idr") / pl.col("pagu_idr") * 100).round(2).alias("realisasi_pct"),
    ).with_columns(pl.col("kode").str.slice(0, 7).alias("program"), pl.col("kode").str.slice(0, 4).alias("bidang"))


def _broken(table: pl.DataFrame, failing: float, rng: np.random.Generator) -> pl.DataFrame:
    """``failing`` of the rows get one fault each, evenly over the kinds of fault."""
    fault = np.where(rng.random(table.height) < failing, rng.integers(1, FAULTS + 1, table.height), 0)
    kind = pl.col("_galat")
    money, ceiling = pl.col("realisasi_idr"), pl.col("pagu_idr")
    return (
        table.with_columns(pl.Series("_galat", fault))
        .with_columns(
            pl.when(kind == 1).then(None).otherwise(ceiling).alias("pagu_idr"),
            pl.when(kind == 2)
            .then(pl.col("kode") + "?")
            .when(kind == 3)
            .then("9" + pl.col("kode").str.slice(1))
            .when(kind == 4)
            .then(pl.col("kode").shift(1))
            .otherwise("kode")
            .alias("kode"),
            pl.when(kind == 5).then(pl.lit("dana lain")).otherwise("sumber_dana").alias("sumber_dana"),
            pl.when(kind == 6)
            .then(pl.col("fisik_pct") + 100)
            .when(kind == 7)
            .then(pl.col("fisik_pct") / 4)
            .otherwise("fisik_pct")
            .alias("fisik_pct"),
            pl.when(kind == 8)
            .then(ceiling + 1_000_000)
            .when(kind == 9)
            .then(money // 3)
            .otherwise(money)
            .alias("realisasi_idr"),
            pl.when(kind == 10).then(pl.col("realisasi_pct") + 7).otherwise("realisasi_pct").alias("realisasi_pct"),
            pl.when(kind == 11).then(-5.0).otherwise("rencana_fisik_pct").alias("rencana_fisik_pct"),
        )
        .drop("_galat", "opd", "garis")
    )


def _with_cells(table: pl.DataFrame) -> pl.DataFrame:
    """``asal`` as the reader writes it: the cell and the text sent of every figure."""
    parts = []
    for place, name in (
        ("F", "pagu_idr"),
        ("G", "realisasi_idr"),
        ("H", "realisasi_pct"),
        ("I", "fisik_pct"),
        ("J", "rencana_fisik_pct"),
    ):
        text = pl.col(name).cast(pl.String).fill_null("")
        parts.append(pl.format(f'"{name}":["{place}{{}}","{{}}"]', "baris", text))
    return table.with_columns(("{" + pl.concat_str(parts, separator=",") + "}").alias("asal"))


def write(folder: Path, rows: int, failing: float) -> Path:
    """Write the three tables as Parquet below ``folder``; the folder they are in."""
    place = folder / f"rfk_{rows}_{failing}"
    if not place.exists():
        place.mkdir(parents=True)
        for name, frame in zip(("rfk", "nomenklatur", "sp2d"), make(rows, failing), strict=True):
            frame.write_parquet(place / f"{name}.parquet", compression="lz4")
    return place
