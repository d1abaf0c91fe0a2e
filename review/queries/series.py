"""The line of a finding over its year: what the agency reports, its plan, the treasury, and what its peers report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from review.snapshot import Snapshots

COLUMNS = (
    "kode_opd", "tahun", "bulan", "kode", "uraian", "pagu_idr", "pagu_berlaku_idr", "realisasi_idr", "sp2d_sd_idr",
    "fisik_pct", "rak_pct", "kas_idr",
)  # fmt: skip
HELD = ("kode_opd", "dataset", "periode", "nama_berkas", "isi")
FEWEST_PEERS = 4
"""Fewer lines than this are no group to compare with."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the line; percentages of the ceiling. ``held``: the row was held back, and is not published."""

    month: int
    ceiling_idr: int | None
    spent_idr: int | None
    treasury_idr: int | None
    physical_pct: float | None
    planned_pct: float | None
    held: bool
    low_pct: float | None = None
    middle_pct: float | None = None
    high_pct: float | None = None

    @property
    def spent_pct(self) -> float | None:
        """Spending as a share of the ceiling."""
        return share(self.spent_idr, self.ceiling_idr)

    @property
    def treasury_pct(self) -> float | None:
        """What the treasury paid as a share of the ceiling."""
        return share(self.treasury_idr, self.ceiling_idr)


@dataclass(frozen=True, slots=True)
class Series:
    """A sub kegiatan's year; ``peers`` is how many lines of other agencies the band is made of (0: none)."""

    code: str
    title: str
    year: int
    months: list[Month]
    peers: int

    def knows(self, figure: str) -> bool:
        """Whether any month has this figure."""
        return any(getattr(month, figure) is not None for month in self.months)


def share(part: float | None, whole: float | None) -> float | None:
    """``part`` in percent of ``whole``; None where either is missing or the whole is nothing."""
    return None if part is None or not whole else 100 * part / whole


def series_of(snapshots: Snapshots, finding: Mapping[str, Any]) -> Series | None:
    """The year of the sub kegiatan a finding is about; None if it is about none, or nothing is known of it."""
    subject = json.loads(finding["subjek"])
    code, agency, year = subject.get("kode"), finding["kode_opd"], finding["periode"][:4]
    if not isinstance(code, str) or agency is None or not year.isdecimal():
        return None
    facts = snapshots.table("realisasi", COLUMNS)
    of_code = facts.filter((pl.col("kode") == code) & (pl.col("tahun") == int(year)))
    own = of_code.filter(pl.col("kode_opd") == agency).unique("bulan", keep="last")
    months = {row["bulan"]: _month(row, held=False) for row in own.iter_rows(named=True)}
    months |= _held_months(snapshots, agency, code, year, known=set(months))
    if not months:
        return None
    band, peers = _band(facts, code, agency, int(year))
    titled = own.get_column("uraian").drop_nulls()
    return Series(
        code,
        titled[-1] if titled.len() else code,
        int(year),
        [_with_band(months[number], band.get(number)) for number in sorted(months)],
        peers,
    )


def _month(row: Mapping[str, Any], *, held: bool) -> Month:
    return Month(
        int(row["bulan"]),
        row.get("pagu_berlaku_idr") or row.get("pagu_idr"),
        row.get("realisasi_idr"),
        row.get("sp2d_sd_idr"),
        row.get("fisik_pct"),
        planned if (planned := row.get("rak_pct")) is not None else _by_cash_plan(row),
        held,
    )


def _by_cash_plan(row: Mapping[str, Any]) -> float | None:
    """The cash plan up to the month as a share of its whole year."""
    plan = row.get("kas_idr")
    if not plan or any(each is None for each in plan):
        return None
    return share(sum(plan[: int(row["bulan"])]), sum(plan))


def held_rows(snapshots: Snapshots, agency: str, code: str, year: str) -> list[dict[str, Any]]:
    """Monthly rows of a line that were held back, as read, with the name of their file."""
    held = snapshots.table("ditahan", HELD).filter(
        (pl.col("kode_opd") == agency)
        & (pl.col("dataset") == "rfk")
        & pl.col("periode").str.starts_with(f"{year}-")
        & pl.col("isi").str.contains(code, literal=True)
    )
    rows = [json.loads(text) | {"nama_berkas": name} for text, name in held.select("isi", "nama_berkas").iter_rows()]
    return [row for row in rows if row.get("kode") == code and row.get("bulan")]


def _held_months(snapshots: Snapshots, agency: str, code: str, year: str, known: set[int]) -> dict[int, Month]:
    months = [_month(row, held=True) for row in held_rows(snapshots, agency, code, year)]
    return {month.month: month for month in months if month.month not in known}


def _band(facts: pl.DataFrame, code: str, agency: str, year: int) -> tuple[dict[int, tuple[float, float, float]], int]:
    """Quartiles of the spending share per month among others with the same sub kegiatan, else the same kegiatan."""
    of_year = facts.filter((pl.col("tahun") == year) & (pl.col("kode_opd") != agency) & (pl.col("pagu_idr") > 0))
    for kin in (pl.col("kode") == code, pl.col("kode").str.starts_with(code.rpartition(".")[0] + ".")):
        group = of_year.filter(kin)
        peers = group.select("kode_opd", "kode").n_unique()
        if peers >= FEWEST_PEERS:
            spent = 100 * pl.col("realisasi_idr") / pl.col("pagu_idr")
            shares = [spent.quantile(q, "linear").alias(str(q)) for q in (0.25, 0.5, 0.75)]
            rows = group.group_by("bulan").agg(shares).drop_nulls().iter_rows()
            return {month: (low, middle, high) for month, low, middle, high in rows}, peers
    return {}, 0


def _with_band(month: Month, band: tuple[float, float, float] | None) -> Month:
    if band is None:
        return month
    low, middle, high = band
    return replace(month, low_pct=low, middle_pct=middle, high_pct=high)
