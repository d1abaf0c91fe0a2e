"""Who has reported what, by when: the published table ``kelengkapan``."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared
from checks.identity import period
from schemas.outputs import Kelengkapan
from schemas.tables import polars_schema


def completeness(prepared: Prepared) -> pl.DataFrame:
    """``schemas.outputs.Kelengkapan``: one row per agency, form and period ended, whether anything came or not.

    ``terlambat_hari_kerja`` counts to the first readable filing, or to tonight where none came and the deadline is
    over; null where the time of filing is not known.
    """
    rows = prepared["kewajiban"]
    late = pl.when("waktu_salin").then(None).otherwise(pl.col("terlambat_hari_kerja"))
    state = (
        pl.when(pl.col("terbaca") & (late > 0))
        .then(pl.lit("terlambat"))
        .when("terbaca")
        .then(pl.lit("tepat_waktu"))
        .when("ada_berkas")
        .then(pl.lit("tidak_terbaca"))
        .when("sudah_jatuh_tempo")
        .then(pl.lit("belum_masuk"))
        .otherwise(pl.lit("belum_jatuh_tempo"))
    )
    missing = ~pl.col("terbaca") & pl.col("sudah_jatuh_tempo")
    out = rows.with_columns(
        state.alias("keadaan"),
        pl.col("formulir").alias("dataset"),
        period(tuple(rows.columns)).alias("periode"),
        pl.col("jatuh_tempo_tgl").alias("jatuh_tempo"),
        pl.when(missing).then(pl.col("lewat_hari_kerja")).when("terbaca").then(late).alias("terlambat_hari_kerja"),
    )
    schema = polars_schema(Kelengkapan)
    return out.select(pl.col(name).cast(dtype) for name, dtype in schema.items()).sort("kode_opd", "dataset", "periode")
