"""Labelled sets as line-months with what became of them by December, for forecasts of unspent money."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

KINDS = {
    "RUTIN": "rutin",
    "EVENT": "acara",
    "KONSTRUKSI": "konstruksi",
    "MODAL": "modal",
    "BANSOS": "bansos",
    "JASA": "jasa",
}
LINE = ("subkeg_id", "year")


def read_set(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables of a labelled set that forecasts need."""
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in ("reports", "sp2d", "contracts")}


def line_months(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per line and month: features of ``checks.prepare.remainder`` by name, ``sisa_nyata`` and ``fisik_nyata``.

    ``sisa_nyata``: share of the ceiling the treasury had not paid out by 31 December; ``fisik_nyata``: share of the
    work reported undone then. Nothing of later months is in the features.
    """
    reports = tables["reports"].filter(pl.col("pagu") > 0).sort(*LINE, "month")
    paid = tables["sp2d"].filter(pl.col("month") == 12).select(*LINE, pl.col("sp2d_cum").alias("dibayar"))
    done = reports.filter(pl.col("month") == 12).select(
        *LINE, (1 - pl.col("phys_rep") / 100).clip(0, 1).alias("fisik_nyata"), pl.col("pagu").alias("pagu_akhir")
    )
    before = paid.join(done, on=list(LINE)).select(
        "subkeg_id", pl.col("year") + 1, (pl.col("dibayar") / pl.col("pagu_akhir")).alias("y1_akhir_bagian")
    )
    earlier = reports.select(
        "subkeg_id", pl.col("year") + 1, "month", (pl.col("fin_rep") / pl.col("pagu")).alias("y1_bagian")
    )
    signed = tables["contracts"].select(*LINE, "sign_month").unique(list(LINE))
    share = pl.col("fin_rep") / pl.col("pagu")
    return (
        reports.join(paid, on=list(LINE))
        .join(done, on=list(LINE))
        .join(before, on=list(LINE), how="left")
        .join(earlier, on=[*LINE, "month"], how="left")
        .join(signed, on=list(LINE), how="left")
        .with_columns(
            pl.col("ptype").replace_strict(KINDS).alias("jenis_kerja"),
            pl.col("month").cast(pl.Int8).alias("bulan"),
            share.clip(0, 1).alias("bagian"),
            share.shift(2).over(LINE).fill_null(0).clip(0, 1).alias("m2_bagian"),
            (pl.col("fin_plan") / pl.col("pagu")).clip(0, 1).alias("rencana_bagian"),
            (pl.col("phys_rep") / 100).clip(0, 1).alias("fisik_bagian"),
            (pl.col("note").str.len_chars() > 2).alias("ada_kendala"),
            (pl.col("ptype").is_in(["KONSTRUKSI", "MODAL"]) & (pl.col("sign_month").fill_null(99) > pl.col("month")))
            .alias("belum_kontrak"),
            (1 - pl.col("dibayar") / pl.col("pagu")).clip(0, 1).alias("sisa_nyata"),
        )
    )  # fmt: skip
