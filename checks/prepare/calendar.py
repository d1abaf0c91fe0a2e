"""When a report is due, and how many working days late it came: weekends, holidays and collective leave left out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from checks.frame import Prepared

LOCAL_TIME = "Asia/Jakarta"
SAME_DAY_SHARE = 0.5
SAME_DAY_AGENCIES = 5
"""When more than half of all files of this many agencies bear one date, that date is when they were copied."""


def period_end() -> pl.Expr:
    """Last day of the row's month or quarter; null where neither is known."""
    month = pl.coalesce(pl.col("bulan").cast(pl.Int32), pl.col("triwulan").cast(pl.Int32) * 3)
    return pl.date(pl.col("tahun"), month, 1).dt.month_end()


def due_date(form: str, deadline_days: Mapping[str, int], holidays: pl.Series) -> pl.Expr:
    """Deadline day of the month after the period's end, moved on to a working day; null for forms without one.

    ``form`` is the column naming the form; needs ``akhir_periode_tgl``.
    """
    days = pl.col(form).replace_strict(dict(deadline_days), default=None, return_dtype=pl.Int32)
    nominal = pl.col("akhir_periode_tgl") + pl.duration(days=days)
    return nominal.dt.add_business_days(0, holidays=holidays.to_list(), roll="forward")


def working_days_after(start: str, end: str, holidays: pl.Series) -> pl.Expr:
    """Working days after ``start`` up to and including ``end``; 0 if ``end`` is not later."""
    day = pl.duration(days=1)
    count = pl.business_day_count(pl.col(start) + day, pl.col(end) + day, holidays=holidays.to_list())
    known = pl.col(start).is_not_null() & pl.col(end).is_not_null()
    return pl.when(known).then(count.clip(0)).cast(pl.Int32)


def holidays_of(prepared: Prepared) -> pl.Series:
    """Days that are no working days besides weekends."""
    return prepared.facts.references["libur"]["tanggal"].unique().sort()


def local_day(moment: str) -> pl.Expr:
    """The day of a UTC moment in the regency's own time."""
    return pl.col(moment).dt.convert_time_zone(LOCAL_TIME).dt.date()


def copied_day(documents: pl.DataFrame) -> pl.Series:
    """The day, if any, on which so many files were dated at once that it says when they were copied, not filed."""
    dated = documents.filter(pl.col("dikirim_at").is_not_null()).unique("berkas").with_columns(local_day("dikirim_at"))
    days = dated.group_by("dikirim_at").agg(pl.len(), pl.col("kode_opd").n_unique())
    heavy = days.filter(pl.col("len") > SAME_DAY_SHARE * dated.height, pl.col("kode_opd") >= SAME_DAY_AGENCIES)
    return heavy["dikirim_at"]
