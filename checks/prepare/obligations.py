"""What every agency on the register owes by now: each form, each period, known without any file having come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from checks.frame import Prepared
from checks.prepare.calendar import due_date, holidays_of, period_end

QUARTERLY = ("e81",)
ALWAYS = "rfk"
OF_ALL = ("rfk", "e81")
"""Forms every agency owes; others are owed by those that file them (an LRA may come from the treasury instead)."""
IN_USE_AGENCIES = 3
"""A form is asked of everybody in a year in which at least this many agencies filed it, that year or the one before."""


def filings(documents: pl.DataFrame) -> pl.DataFrame:
    """``documents`` of a known agency with ``formulir``: the form read, else the one the file name speaks of."""
    name = pl.col("nama_berkas").str.to_lowercase()
    guess = (
        pl.when(name.str.contains("e[-_. ]?81|renja"))
        .then(pl.lit("e81"))
        .when(name.str.contains("lra"))
        .then(pl.lit("lra"))
        .when(name.str.contains("rfk|realisasi fisik"))
        .then(pl.lit("rfk"))
    )
    agency = pl.coalesce("kode_opd", "kode_opd_nama")
    quarterly = pl.col("formulir").is_in(QUARTERLY)
    named = documents.with_columns(pl.coalesce("dataset", guess).alias("formulir"), agency.alias("kode_opd"))
    return named.filter(pl.col("kode_opd").is_not_null(), pl.col("formulir").is_not_null()).with_columns(
        pl.when(~quarterly).then("bulan").alias("bulan"), pl.when(quarterly).then("triwulan").alias("triwulan")
    )


def obligations(prepared: Prepared, filed: pl.DataFrame) -> pl.DataFrame:
    """[kode_opd, nama_opd, formulir, tahun, bulan, triwulan, akhir_periode_tgl, jatuh_tempo_tgl] of periods begun.

    An agency owes nothing for periods that ended before it existed or after it ceased to. The form of
    :data:`ALWAYS` is owed in the year of the night even if nobody filed it.
    """
    facts = prepared.facts
    register = facts.references["opd"].select(
        "kode_opd", pl.col("nama").alias("nama_opd"), "berlaku_mulai", "berlaku_sampai"
    )
    periods = _periods(_years_in_use(facts.as_of, filed, facts.deadline_days))
    ended = periods.with_columns(period_end().alias("akhir_periode_tgl")).filter(
        pl.col("akhir_periode_tgl") < facts.as_of
    )
    due = ended.with_columns(due_date("formulir", facts.deadline_days, holidays_of(prepared)).alias("jatuh_tempo_tgl"))
    exists = (pl.col("berlaku_mulai") <= pl.col("akhir_periode_tgl")) & (
        pl.col("berlaku_sampai").is_null() | (pl.col("berlaku_sampai") >= pl.col("akhir_periode_tgl"))
    )
    owed = register.join(due, how="cross").filter(exists).drop("berlaku_mulai", "berlaku_sampai")
    habit = filed.select("kode_opd", "formulir").unique()
    of_all = pl.col("formulir").is_in(OF_ALL)
    return pl.concat([owed.filter(of_all), owed.filter(~of_all).join(habit, on=["kode_opd", "formulir"], how="semi")])


def _years_in_use(as_of: date, filed: pl.DataFrame, forms: Mapping[str, int]) -> pl.DataFrame:
    wanted = list(forms)
    seen = (
        filed.filter(pl.col("formulir").is_in(wanted), pl.col("tahun").is_not_null(), pl.col("n_rinci") > 0)
        .group_by("formulir", "tahun")
        .agg(pl.col("kode_opd").n_unique())
        .filter(pl.col("kode_opd") >= IN_USE_AGENCIES)
        .select("formulir", pl.col("tahun").cast(pl.Int16))
    )
    after = seen.with_columns(pl.col("tahun") + 1)
    always = pl.DataFrame({"formulir": [ALWAYS], "tahun": [as_of.year]}, schema=seen.schema)
    return (
        pl.concat([seen, after, always if ALWAYS in wanted else always.clear()])
        .filter(pl.col("tahun") <= as_of.year)
        .unique()
        .sort("formulir", "tahun")
    )


def _periods(years: pl.DataFrame) -> pl.DataFrame:
    months = pl.DataFrame({"bulan": range(1, 13), "triwulan": None}, schema={"bulan": pl.Int8, "triwulan": pl.Int8})
    quarters = pl.DataFrame({"bulan": None, "triwulan": range(1, 5)}, schema={"bulan": pl.Int8, "triwulan": pl.Int8})
    quarterly = pl.col("formulir").is_in(QUARTERLY)
    return pl.concat([
        years.filter(~quarterly).join(months, how="cross"), years.filter(quarterly).join(quarters, how="cross")
    ])  # fmt: skip
