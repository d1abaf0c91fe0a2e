"""What is usually left of a line's money and work on 31 December, given how it stands: curves of lines like it.

A curve tells which part of what is still to be spent (or done) stays so at the year's end, for lines of one kind of
work, at one month, as far behind their plan, held back by the same and moving or not. Curves come from a regency's own
earlier years where they have enough lines, else from ``sisa.csv``, written by ``python -m bench.silpa learn``.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from schemas.dtypes import Curve

CURVES = Path(__file__).with_name("sisa.csv")
FEATURES = ("jenis_kerja", "bulan", "jarak", "hambatan", "bergerak")
LAYERS = (FEATURES, FEATURES[1:], ("bulan", "jarak", "hambatan"), ("bulan", "hambatan"))
"""From the closest likeness to the widest; the first layer with a curve speaks."""
BEHIND = (-0.1, 0.02, 0.1, 0.2, 0.35, 0.55)
"""Bounds of the classes of being behind plan, as shares of the ceiling."""
MOVES = 0.02
"""A line moves that spent more than this share of its ceiling in the last two months."""
LEAST_LINES = 40
OWN_LEVELS = (0.1, 0.5, 0.9)
SIMULATED_LEVELS = (0.05, 0.5, 0.95)
"""Quantiles that make an interval of eight in ten: curves of another regency's making are too narrow for this one, so
theirs are taken wider (measured in docs/silpa.md)."""
MEASURES = {"uang": "bagian", "fisik": "fisik_bagian"}
"""What is forecast -> column with the share reached so far."""
ENDS = ("bawah", "tengah", "atas")


def with_classes(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """``rows`` [jenis_kerja, bulan, bagian, fisik_bagian, m2_bagian, rencana_bagian, belum_kontrak, ada_kendala] plus
    ``jarak``, ``hambatan`` and ``bergerak``. Shares are 0..1; null where not known, and then a class of its own."""
    gap = pl.col("rencana_bagian") - pl.col(MEASURES[measure])
    classes = pl.sum_horizontal((gap > bound).cast(pl.Int8) for bound in BEHIND)
    return rows.with_columns(
        pl.when(gap.is_not_null()).then(classes).otherwise(pl.lit(-1)).cast(pl.Int8).alias("jarak"),
        pl.when("ada_kendala").then(pl.lit("kendala")).when("belum_kontrak").then(pl.lit("belum_kontrak"))
        .otherwise(pl.lit("tidak")).alias("hambatan"),
        (pl.col("bagian") - pl.col("m2_bagian") > MOVES).fill_null(value=True).alias("bergerak"),
    )  # fmt: skip


def learn(rows: pl.DataFrame, measure: str, levels: tuple[float, float, float]) -> pl.DataFrame:
    """Curves in the shape of ``schemas.dtypes.Curve`` from line-months whose year has ended.

    ``rows`` as for :func:`with_classes`, with ``sisa_nyata`` or ``fisik_nyata``: the share of the ceiling (of the work)
    left on 31 December.
    """
    left = "sisa_nyata" if measure == "uang" else "fisik_nyata"
    open_part = 1 - pl.col(MEASURES[measure])
    known = with_classes(rows, measure).filter(pl.col(left).is_not_null(), open_part > MOVES)
    part = known.with_columns((pl.col(left) / open_part).clip(0, 1).alias("_sisa"))
    layers = []
    for layer, keys in enumerate(LAYERS):
        curve = part.group_by(keys).agg(
            pl.len().cast(pl.Int32).alias("n_acuan"),
            *(pl.col("_sisa").quantile(q, "linear").alias(end) for end, q in zip(ENDS, levels, strict=True)),
        )
        named = curve.filter(pl.col("n_acuan") >= LEAST_LINES).with_columns(
            pl.lit(measure).alias("ukuran"), pl.lit(layer, pl.Int8).alias("lapis")
        )
        layers.append(named)
    rounded = pl.concat(layers, how="diagonal").with_columns(pl.col(ENDS).round(4))
    return rounded.select(pl.col(name).cast(kind) for name, kind in Curve.items()).sort(
        "ukuran", "lapis", *FEATURES, nulls_last=True
    )


def simulated_curves() -> pl.DataFrame:
    """The curves that come with the project."""
    return pl.read_csv(CURVES, schema=Curve)


def forecast(rows: pl.DataFrame, curves: pl.DataFrame, measure: str) -> pl.DataFrame:
    """``rows`` plus ``<measure>_bawah``, ``_tengah``, ``_atas``: share of the ceiling (of the work) left on 31
    December, eight in ten between the outer two; and ``<measure>_n_acuan``, how many line-months say so.

    Null where the share reached so far is not known.
    """
    found = with_classes(rows, measure)
    own = curves.filter(pl.col("ukuran") == measure)
    for layer, keys in enumerate(LAYERS):
        curve = own.filter(pl.col("lapis") == layer).select(*keys, *(pl.col(c).alias(f"{c}_{layer}") for c in VALUES))
        found = found.join(curve, on=list(keys), how="left", maintain_order="left")
    open_part = (1 - pl.col(MEASURES[measure])).clip(0, 1)
    layers = range(len(LAYERS))
    chosen = {value: pl.coalesce(f"{value}_{layer}" for layer in layers) for value in VALUES}
    return found.with_columns(
        *((chosen[end] * open_part).alias(f"{measure}_{end}") for end in ENDS),
        chosen["n_acuan"].alias(f"{measure}_n_acuan"),
    ).drop("jarak", "hambatan", "bergerak", *(f"{value}_{layer}" for value in VALUES for layer in layers))


VALUES = (*ENDS, "n_acuan")
