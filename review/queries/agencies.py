"""Agencies: how each stands, and one of them as a whole: reports, what passed, shortfalls told, trend, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import func, select

from checks.rule import THEMES
from ledger.models import FindingRow
from ledger.vocabulary import WAITING
from review.access import Viewer
from review.house import House
from review.queries.filters import Filters
from review.queries.lists import Listed, list_page
from review.queries.published import EXAMINED, visible
from review.queries.series import Month, Series
from schemas.text import Language

NEWEST_REPORTS = 24
MOST_SHORTFALLS = 25
OPEN_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency. ``examined`` counts by theme (``EXAMINED``); ``reliability`` is None before it was published."""

    kode_opd: str
    name: str
    reports: list[dict[str, Any]]
    shortfalls: list[dict[str, Any]]
    shortfall_count: int
    examined: list[dict[str, Any]]
    total: Mapping[str, int]
    trend: Series | None
    reliability: dict[str, Any] | None
    findings: Listed


def agencies_of(house: House, viewer: Viewer) -> list[dict[str, Any]]:
    """A row per agency that owes reports, by name: reports due, in and missing, findings waiting, reliability."""
    due = visible(house, viewer, "kelengkapan").filter(pl.col("keadaan") != "belum_jatuh_tempo")
    counted = due.group_by("kode_opd", "nama_opd").agg(
        pl.len().alias("jatuh_tempo"),
        (pl.col("keadaan") == "tepat_waktu").sum().alias("tepat_waktu"),
        (pl.col("keadaan") == "terlambat").sum().alias("terlambat"),
        pl.col("keadaan").is_in(["belum_masuk", "tidak_terbaca"]).sum().alias("belum_masuk"),
    )
    scores = visible(house, viewer, "keandalan", ("kode_opd", "peringkat", "skor"))
    waiting = _waiting(house)
    rows = counted.join(scores, on="kode_opd", how="left").sort("nama_opd", "kode_opd").to_dicts()
    return [row | {"menunggu": waiting.get(row["kode_opd"], 0)} for row in rows]


def agency_of(house: House, viewer: Viewer, kode_opd: str, language: Language, now: datetime) -> Agency | None:
    """All about one agency the viewer may see; None where no such agency is known."""
    if kode_opd not in house.names:
        return None
    only = pl.col("kode_opd") == kode_opd
    reports = visible(house, viewer, "kelengkapan").filter(only, pl.col("keadaan") != "belum_jatuh_tempo")
    shortfalls = visible(house, viewer, "kekurangan").filter(only).sort("sisa_idr", "kode", descending=[True, False])
    coverage = visible(house, viewer, "cakupan").filter(only)
    reliability = visible(house, viewer, "keandalan").filter(only)
    return Agency(
        kode_opd=kode_opd,
        name=house.names[kode_opd],
        reports=reports.sort("jatuh_tempo", "dataset", descending=[True, False]).head(NEWEST_REPORTS).to_dicts(),
        shortfalls=shortfalls.head(MOST_SHORTFALLS).to_dicts(),
        shortfall_count=shortfalls.height,
        examined=_by_theme(coverage),
        total=next(coverage.select(pl.col(EXAMINED).sum()).iter_rows(named=True)),
        trend=_trend(house, kode_opd),
        reliability=next(reliability.iter_rows(named=True), None),
        findings=list_page(house, viewer, Filters(opd=kode_opd), "prioritas", "", language, now),
    )


def _waiting(house: House) -> dict[str, int]:
    query = (
        select(FindingRow.kode_opd, func.count()).where(FindingRow.status.in_(WAITING)).group_by(FindingRow.kode_opd)
    )
    with house.ledger.read() as connection:
        return {row[0]: row[1] for row in connection.execute(query) if row[0] is not None}


def _by_theme(coverage: pl.DataFrame) -> list[dict[str, Any]]:
    folders = {prefix: folder for prefix, (folder, _) in THEMES.items()}
    theme = pl.col("aturan").str.slice(0, 3).replace_strict(folders, default=None, return_dtype=pl.String)
    return (
        coverage.group_by(theme.alias("tema"), maintain_order=True).agg(pl.col(EXAMINED).sum()).sort("tema").to_dicts()
    )


def _trend(house: House, kode_opd: str) -> Series | None:
    """The newest year of the agency's sub kegiatan together, in percent of their ceilings."""
    columns = ("kode_opd", "tahun", "bulan", "tingkat", "pagu_idr", "realisasi_idr", "fisik_pct", "rak_pct")
    lines = house.snapshots.table("realisasi", columns).filter(
        pl.col("kode_opd") == kode_opd, pl.col("tingkat") == "sub_kegiatan", pl.col("pagu_idr") > 0
    )
    if lines.is_empty():
        return None
    year = int(lines["tahun"].max())  # type: ignore[arg-type]
    months = (
        lines.filter(pl.col("tahun") == year)
        .group_by("bulan")
        .agg(pl.col("pagu_idr", "realisasi_idr").sum(), *(_weighed(name) for name in ("fisik_pct", "rak_pct")))
        .sort("bulan")
    )
    points = [
        Month(row["bulan"], row["pagu_idr"], row["realisasi_idr"], None, row["fisik_pct"], row["rak_pct"], held=False)
        for row in months.iter_rows(named=True)
    ]
    return Series(kode_opd, house.names[kode_opd], year, points, 0)


def _weighed(name: str) -> pl.Expr:
    """Mean of a percentage over lines that have it, each weighed by its ceiling; null where none has."""
    known = pl.col("pagu_idr").filter(pl.col(name).is_not_null())
    return pl.when(known.sum() > 0).then((pl.col(name) * pl.col("pagu_idr")).sum() / known.sum()).alias(name)
