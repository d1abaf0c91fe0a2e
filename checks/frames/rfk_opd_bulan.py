"""One agency's month as a whole: RFK totals beside the LRA's, and how many lines copy their money."""

from __future__ import annotations

import polars as pl

from checks.frame import Frame, Prepared

AGENCY_MONTH = ["kode_opd", "tahun", "bulan"]
EQUAL_WITHIN = 0.005
"""Physical and financial percentage agree to two decimals."""
STILL_MEASURED_DAYS = 45
"""The register holds the last BA only: older reports cannot be held against it."""
SHORTEST_OBSTACLE = 3
"""Fewer signs ("-", "ok") state no obstacle."""

WORDS = {
    "n_baris": "lines reported; n_kosong of them without spending",
    "n_informatif": "lines (salaries apart) with progress strictly between 0 and 100 and a financial percentage",
    "n_sama": "of these, lines whose physical equals their financial percentage to two decimals",
    "rfk_idr": "spending to date over all lines; rfk_pagu_idr their ceilings",
    "n_beda_uang": "lines whose money can be held against the treasury; beda_uang_poin mean excess (points)",
    "n_beda_fisik": "lines with a measured BA, under way; beda_fisik_poin mean excess of progress over it (points)",
    "n_kendala": "obstacles stated; n_kendala_sama lines that share the most common wording (kendala_terbanyak)",
    "triwulanan_idr": "part of it from funds the treasury books quarterly (BLUD, BOS)",
    "lra_idr": "spending to date in the LRA (accounts 5, leaves only), null without an LRA",
    "lra_m1_idr": "the same the month before; lra_p1_idr the month after",
}
COLUMNS: dict[str, pl.DataType] = {
    "kode_opd": pl.String(),
    "tahun": pl.Int16(),
    "bulan": pl.Int8(),
    "berkas": pl.String(),
    **dict.fromkeys(("n_baris", "n_kosong", "n_informatif", "n_sama"), pl.Int32()),
    **dict.fromkeys(("rfk_idr", "rfk_pagu_idr", "triwulanan_idr", "lra_idr", "lra_m1_idr", "lra_p1_idr"), pl.Int64()),
    **dict.fromkeys(("n_beda_uang", "n_beda_fisik", "n_kendala", "n_kendala_sama"), pl.Int32()),
    **dict.fromkeys(("beda_uang_poin", "beda_fisik_poin"), pl.Float64()),
    "kendala_terbanyak": pl.String(),
}


def build(prepared: Prepared) -> pl.DataFrame:
    """One row per agency and month with an RFK."""
    fisik = pl.col("fisik_pct")
    informative = (
        fisik.is_between(0, 100, closed="none")
        & pl.col("keu_pct").is_not_null()
        & (pl.col("jenis_kerja") != "gaji").fill_null(True)
    )
    equal = informative & ((fisik - pl.col("keu_pct")).abs() < EQUAL_WITHIN)
    quarterly = pl.col("dana_kelas").is_in(["blud", "bos"])
    above_treasury, above_measured = _excess(quarterly)
    told = _obstacle()
    months = (
        prepared["rfk"]
        .filter(pl.col(name).is_not_null() for name in AGENCY_MONTH)
        .group_by(AGENCY_MONTH)
        .agg(
            pl.col("berkas").first(),
            pl.len().alias("n_baris"),
            pl.col("realisasi_idr").null_count().alias("n_kosong"),
            informative.sum().alias("n_informatif"),
            equal.sum().alias("n_sama"),
            pl.col("realisasi_idr").sum().alias("rfk_idr"),
            pl.coalesce("pagu_idr", "pagu_berlaku_idr").sum().alias("rfk_pagu_idr"),
            pl.col("realisasi_idr").filter(quarterly).sum().alias("triwulanan_idr"),
            above_treasury.count().alias("n_beda_uang"),
            above_treasury.mean().alias("beda_uang_poin"),
            above_measured.count().alias("n_beda_fisik"),
            above_measured.mean().alias("beda_fisik_poin"),
            told.count().alias("n_kendala"),
            told.drop_nulls().unique_counts().max().fill_null(0).alias("n_kendala_sama"),
            told.drop_nulls().mode(maintain_order=True).first().alias("kendala_terbanyak"),
        )
        .sort(AGENCY_MONTH)
    )
    spent = _lra_spending(prepared.facts.tables["lra"])
    for column, shift in (("lra_idr", 0), ("lra_m1_idr", 1), ("lra_p1_idr", -1)):
        shifted = spent.with_columns(pl.col("bulan") + shift).rename({"lra": column})
        months = months.join(shifted, on=AGENCY_MONTH, how="left", maintain_order="left")
    return months


def _excess(quarterly: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Points by which money lies above the treasury's, and progress above the last BA; below counts as negative."""
    ceiling = pl.coalesce("pagu_idr", "pagu_berlaku_idr")
    comparable = pl.col("sp2d_ada") & ~pl.col("umpan_terhenti") & ~quarterly.fill_null(False) & (ceiling > 0)
    age = (pl.col("hari_ini") - pl.col("akhir_bulan_tgl")).dt.total_days()
    measured = pl.col("k_fisik_pct").is_not_null() & (age <= STILL_MEASURED_DAYS)
    return (
        pl.when(comparable).then((pl.col("realisasi_idr") - pl.col("sp2d_sd_idr")) / ceiling * 100),
        pl.when(measured, pl.col("fisik_pct") < 100).then(pl.col("fisik_pct") - pl.col("k_fisik_pct")),
    )


def _obstacle() -> pl.Expr:
    words = pl.col("permasalahan").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars(" .")
    return pl.when(words.str.len_chars() >= SHORTEST_OBSTACLE).then(words)


def _lra_spending(lra: pl.DataFrame) -> pl.DataFrame:
    leaves = lra.filter(
        pl.col("jenis_laporan") == "lra",
        pl.col("peran") == "rinci",
        pl.col("kode_akun").str.starts_with("5"),
        *(pl.col(name).is_not_null() for name in AGENCY_MONTH),
    )
    known = pl.col("realisasi_idr").is_not_null().all()
    return leaves.group_by(AGENCY_MONTH).agg(pl.when(known).then(pl.col("realisasi_idr").sum()).alias("lra"))


FRAME = Frame(name="rfk_opd_bulan", dataset="rfk", key=("kode_opd",), columns=COLUMNS, words=WORDS, build=build)
