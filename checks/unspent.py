"""Money and work likely to be left on 31 December: line by line what to watch, and totals with their interval."""

from __future__ import annotations

import polars as pl

from checks.frame import Prepared
from checks.prepare.remainder import OWN_LEVELS, forecast, learn, simulated_curves
from checks.shortfall import in_shape, with_agency_name
from schemas.dtypes import Curve
from schemas.outputs import Silpa, SilpaRingkas
from schemas.tables import polars_schema

FIRST_MONTH = 6
SHARE = 0.10
"""Watched from mid-year and above this share of the ceiling, as rule SLP-001; or whenever something holds it back."""
OWN_YEARS, PEERS = "riwayat_sendiri", "kurva_sejenis"
SAME_AGENCY, SAME_REGION = 0.05, 0.02
"""How alike errors of forecasts are within an agency (measured on sets of another make, docs/silpa.md) and across the
regency (own decision: simulated years know no shock of a whole regency, real ones do)."""
NORMAL_80 = 1.2816
KEGIATAN = 12


def unspent(prepared: Prepared) -> pl.DataFrame:
    """Lines to be helped, in the shape of ``schemas.outputs.Silpa``, largest expected remainder first."""
    rows = _forecast_lines(prepared).filter(
        pl.col("bulan") >= FIRST_MONTH,
        pl.col("perkiraan_sisa_idr") > 0,
        (pl.col("uang_tengah") > SHARE) | pl.col("penahan").is_in(["gagal_tender", "belum_kontrak"]),
    )
    return in_shape(with_agency_name(rows, prepared), polars_schema(Silpa)).sort(
        "perkiraan_sisa_idr", "kode_opd", "kode", descending=[True, False, False]
    )


def unspent_totals(prepared: Prepared) -> pl.DataFrame:
    """Every kegiatan, agency and the regency, in the shape of ``schemas.outputs.SilpaRingkas``.

    A total is expected at the sum of the lines' means. Its interval is no sum of bounds: errors of lines are alike only
    in part, so variances add up with what lines of one agency and of the regency share.
    """
    lines = _forecast_lines(prepared).filter(pl.col("uang_tengah").is_not_null(), pl.col("pagu_idr") > 0)
    mean, spread = _mean(), _spread()
    lines = lines.with_columns(
        (mean * pl.col("pagu_idr")).alias("_rata"),
        (spread * pl.col("pagu_idr")).alias("_simpang"),
        (pl.col("fisik_tersisa_pct") * pl.col("pagu_idr")).alias("_fisik"),
        pl.col("kode").str.slice(0, KEGIATAN).alias("kegiatan"),
    )
    levels = [
        _total(lines, "kegiatan", ["kode_opd", "kegiatan"], ["kode_opd"]).rename({"kegiatan": "kode"}),
        _total(lines, "opd", ["kode_opd"], ["kode_opd"]),
        _total(lines, "kabupaten", [], ["kode_opd"]),
    ]
    named = with_agency_name(pl.concat(levels, how="diagonal").with_columns(pl.col("kode_opd").fill_null("")), prepared)
    whole = prepared.facts.government
    return in_shape(
        named.with_columns(
            pl.when(pl.col("tingkat") == "kabupaten").then(pl.lit(whole)).otherwise("nama_opd").alias("nama_opd")
        ),
        polars_schema(SilpaRingkas),
    ).sort("tahun", "tingkat", "kode_opd", "kode", nulls_last=False)


def _mean() -> pl.Expr:
    return 0.3 * pl.col("uang_bawah") + 0.4 * pl.col("uang_tengah") + 0.3 * pl.col("uang_atas")


def _spread() -> pl.Expr:
    """Standard deviation of a line, from its three points (Pearson and Tukey)."""
    weights = {"uang_bawah": 0.3, "uang_tengah": 0.4, "uang_atas": 0.3}
    return pl.sum_horizontal(weight * (pl.col(end) - _mean()) ** 2 for end, weight in weights.items()).sqrt()


def _total(lines: pl.DataFrame, level: str, keys: list[str], agency: list[str]) -> pl.DataFrame:
    by_agency = lines.group_by("tahun", *dict.fromkeys([*keys, *agency])).agg(
        pl.len().alias("n_baris"),
        pl.col("pagu_idr", "realisasi_idr", "_rata", "_fisik").sum(),
        pl.col("_simpang").sum(),
        (pl.col("_simpang") ** 2).sum().alias("_sendiri"),
        pl.col("bulan").max(),
    )
    own, shared = 1 - SAME_AGENCY - SAME_REGION, pl.col("_simpang") ** 2
    whole = by_agency.group_by("tahun", *keys).agg(
        pl.col("n_baris", "pagu_idr", "realisasi_idr", "_rata", "_fisik").sum(),
        (own * pl.col("_sendiri").sum() + SAME_AGENCY * shared.sum() + SAME_REGION * pl.col("_simpang").sum() ** 2)
        .sqrt()
        .alias("_total"),
        pl.col("bulan").max(),
    )
    open_idr = pl.col("pagu_idr").cast(pl.Float64)
    left = pl.lit(12) - pl.col("bulan")
    return whole.with_columns(
        pl.lit(level).alias("tingkat"),
        left.alias("bulan_tersisa"),
        pl.col("_rata").round(0).alias("perkiraan_sisa_idr"),
        (pl.col("_rata") - NORMAL_80 * pl.col("_total")).clip(0).round(0).alias("bawah_idr"),
        pl.min_horizontal(pl.col("_rata") + NORMAL_80 * pl.col("_total"), open_idr).round(0).alias("atas_idr"),
        (pl.col("_fisik") / open_idr).alias("fisik_tersisa_pct"),
        pl.when(left > 0)
        .then((pl.col("pagu_idr") - pl.col("realisasi_idr")).clip(0) // pl.max_horizontal(left, 1))
        .alias("per_bulan_idr"),
    )


def _forecast_lines(prepared: Prepared) -> pl.DataFrame:
    """The latest report of every line of the year with its forecasts, as shares of the ceiling and in rupiah."""
    months = _line_months(prepared["rfk"])
    own = _own_curves(months)
    curves = own if own.height else simulated_curves()
    latest = (
        prepared["silpa"]
        .filter(pl.col("tahun") == pl.col("tahun").max())
        .join(
            months.select("baris_id", "bagian", "fisik_bagian", "m2_bagian", "rencana_bagian", "belum_kontrak"),
            on="baris_id",
            how="left",
        )
    )
    lines = latest.with_columns(_told().alias("ada_kendala"))
    for measure in ("uang", "fisik"):
        lines = forecast(lines, curves, measure)
    ceiling = pl.col("batas_idr")
    return lines.with_columns(
        ceiling.alias("pagu_idr"),
        *(
            (pl.col(f"uang_{end}") * ceiling).clip(0).round(0).cast(pl.Int64).alias(name)
            for end, name in (("bawah", "bawah_idr"), ("tengah", "perkiraan_sisa_idr"), ("atas", "atas_idr"))
        ),
        *(
            (pl.col(f"fisik_{end}") * 100).round(2).alias(name)
            for end, name in (("bawah", "fisik_bawah_pct"), ("tengah", "fisik_tersisa_pct"), ("atas", "fisik_atas_pct"))
        ),
        pl.col("uang_n_acuan").alias("n_acuan"),
        pl.lit(OWN_YEARS if own.height else PEERS).alias("cara"),
    )


def _told() -> pl.Expr:
    return pl.col("permasalahan").str.strip_chars().str.len_chars().fill_null(0) > 2


def _line_months(rfk: pl.DataFrame) -> pl.DataFrame:
    """The features of ``checks.prepare.remainder`` of every report, from the rfk frame."""
    ceiling = pl.coalesce("pagu_berlaku_idr", "pagu_idr")
    positive = ceiling > 0
    unsigned = (pl.col("k_n") == 0) | pl.col("k_tgl").is_null() | (pl.col("k_tgl") > pl.col("akhir_bulan_tgl"))
    return rfk.with_columns(
        pl.when(positive).then(pl.col("realisasi_idr") / ceiling).clip(0, 1).alias("bagian"),
        pl.when(positive).then(pl.col("m2_realisasi_idr") / ceiling).clip(0, 1).alias("m2_bagian"),
        (pl.coalesce("rak_kum_pct", "rak_pct") / 100).clip(0, 1).alias("rencana_bagian"),
        (pl.col("fisik_pct") / 100).clip(0, 1).alias("fisik_bagian"),
        (pl.col("perlu_kontrak") & unsigned).fill_null(value=False).alias("belum_kontrak"),
        _told().alias("ada_kendala"),
        ceiling.alias("batas_idr"),
    )


def _own_curves(months: pl.DataFrame) -> pl.DataFrame:
    """Curves of the regency's own earlier years: those with reports of December; none, an empty frame."""
    line = ["kode_opd", "tahun", "kode"]
    december = months.filter(pl.col("bulan") == 12, pl.col("tahun") < pl.col("tahun").max())
    spent = pl.coalesce("sp2d_sd_idr", "realisasi_idr")
    ended = december.select(
        *line,
        (1 - spent / pl.col("batas_idr")).clip(0, 1).alias("sisa_nyata"),
        (1 - pl.col("fisik_bagian")).alias("fisik_nyata"),
    ).unique(line)
    past = months.join(ended, on=line, how="inner")
    if past.is_empty():
        return pl.DataFrame(schema=Curve)
    return pl.concat([learn(past, measure, OWN_LEVELS) for measure in ("uang", "fisik")])
