"""The SILPA watch: money likely to stay unspent on 31 December, line by line, with what holds it back."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared
from checks.shortfall import in_shape, with_agency_name
from schemas.outputs import Silpa
from schemas.tables import polars_schema

FIRST_MONTH = 6
SHARE_PCT = 10.0
"""Watched from mid-year and above this share of the ceiling, as rule SLP-001; or whenever something holds it back."""
OWN_PACE, USUAL_PACE = "laju_sendiri", "laju_lazim_kabupaten"


def unspent(prepared: Prepared) -> pl.DataFrame:
    """Lines to be helped, in the shape of ``schemas.outputs.Silpa``, largest expected remainder first.

    ``perkiraan_sisa_idr`` is the smaller of two forecasts and ``cara`` names it: ``laju_sendiri`` (straight line at the
    line's own pace) or ``laju_lazim_kabupaten`` (the usual cumulative course of regencies).
    """
    own = pl.col("perkiraan_sendiri_idr") <= pl.col("perkiraan_lazim_idr")
    rows = prepared["silpa"].filter(
        pl.col("bulan") >= FIRST_MONTH,
        pl.col("perkiraan_sisa_idr") > 0,
        (pl.col("perkiraan_sisa_pct") > SHARE_PCT) | pl.col("penahan").is_in(["gagal_tender", "belum_kontrak"]),
    )
    named = with_agency_name(
        rows.with_columns(
            pl.when(own).then(pl.lit(OWN_PACE)).otherwise(pl.lit(USUAL_PACE)).alias("cara"),
            pl.col("batas_idr").alias("pagu_idr"),
        ),
        prepared,
    )
    return in_shape(named, polars_schema(Silpa)).sort(
        "perkiraan_sisa_idr", "kode_opd", "kode", descending=[True, False, False]
    )
