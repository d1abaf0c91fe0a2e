"""Plans of the agreements in force: each indicator's target beside the first agreement's and last year's result."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared
from checks.prepare.agreement import revisions
from checks.prepare.units import same_unit
from schemas.indikator import Indikator
from schemas.tables import polars_schema

ADDED: dict[str, pl.DataType] = {
    "kunci": pl.String(),
    **dict.fromkeys(("murni_target_k", "murni_target_maks_k", "murni_anggaran_pct", "longgar_k"), pl.Float64()),
    **dict.fromkeys(("murni_satuan", "murni_indikator"), pl.String()),
    "murni_anggaran_idr": pl.Int64(),
    **dict.fromkeys(("murni_ada", "satuan_sama", "terakhir"), pl.Boolean()),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per indicator and version of the agreement; only revised ones carry ``murni_*``."""
    table = prepared.facts.tables["indikator"]
    plans = table.filter(pl.col("triwulan").is_null())
    revised = revisions(table)
    others = plans.filter((pl.col("versi_pk") != "perubahan").fill_null(True))
    rows = pl.concat([revised, others], how="diagonal").with_columns(
        pl.coalesce("kode_indikator", "kode", pl.format("{} #{}", pl.col("indikator").fill_null("-"), "baris")).alias(
            "kunci"
        )
    )
    agencies = revised.select("kode_opd", "tahun").unique().with_columns(pl.lit(True).alias("_direvisi"))
    money = pl.col("murni_anggaran_idr")
    return rows.join(agencies, on=["kode_opd", "tahun"], how="left", maintain_order="left").with_columns(
        ((pl.col("versi_pk") == "perubahan") | pl.col("_direvisi").is_null()).fill_null(False).alias("terakhir"),
        pl.when(money > 0).then(pl.col("anggaran_idr") / money * 100).alias("murni_anggaran_pct"),
        _loosened().alias("longgar_k"),
        same_unit("satuan", "murni_satuan").alias("satuan_sama"),
    )


def _loosened() -> pl.Expr:
    """How much easier the target became, in its unit: positive is easier, by polarity; a band by its width."""
    now, before = pl.col("target_k"), pl.col("murni_target_k")
    wider = (pl.col("target_maks_k") - now) - (pl.col("murni_target_maks_k") - before)
    polarity = pl.col("polaritas")
    return (
        pl.when(polarity == "naik")
        .then(before - now)
        .when(polarity == "turun")
        .then(now - before)
        .when(polarity == "rentang")
        .then(wider)
    )


FRAME = Frame(
    name="indikator",
    dataset="indikator",
    key=("kode_opd", "kode", "kunci", "versi_pk"),
    columns={**polars_schema(Indikator), **ADDED},
    words={
        "kunci": "indicator, else its code, else its words and row",
        "murni_target_k": "what the first agreement said of the same indicator (murni_*); null where it had none",
        "murni_ada": "a first agreement of the agency is known",
        "murni_anggaran_pct": "the budget in the revision over the first one, percent",
        "satuan_sama": "both agreements give it in one unit",
        "longgar_k": "how much easier the revision made the target, by polarity",
        "terakhir": "the last version of the agency's agreement",
    },
    build=build,
)
