"""Who has reported what and when: one form, agencies by periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from review.access import Viewer
from review.house import House
from review.queries.published import visible

DUE_STATES = ("tepat_waktu", "terlambat", "belum_masuk", "tidak_terbaca")
"""States of a report that has fallen due, best first."""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency: its reports by period."""

    kode_opd: str
    nama_opd: str
    cells: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One form of one year; ``counts`` by state over all that is shown."""

    dataset: str
    tahun: int | None
    datasets: list[str]
    years: list[int]
    periods: list[str]
    rows: list[AgencyRow]
    counts: Mapping[str, int]


def matrix_of(house: House, viewer: Viewer, dataset: str, tahun: str, state: str) -> Matrix:
    """The matrix of ``dataset`` in ``tahun`` (else first form, last year); ``state`` keeps agencies in it."""
    due = visible(house, viewer, "kelengkapan")
    years = sorted(due["tahun"].unique(), reverse=True)
    year = int(tahun) if tahun.isdecimal() and int(tahun) in years else (years[0] if years else None)
    of_year = due.filter(pl.col("tahun").is_in([year] if year else []))
    datasets = sorted(of_year["dataset"].unique(), key=lambda name: (name != "rfk", name))
    form = dataset if dataset in datasets else (datasets[0] if datasets else "")
    shown = of_year.filter(pl.col("dataset") == form)
    counts = dict(shown.group_by("keadaan").len().iter_rows())
    if state in DUE_STATES:
        shown = shown.filter((pl.col("keadaan") == state).any().over("kode_opd"))
    by = ["kode_opd", "nama_opd"]
    rows = [
        AgencyRow(code, name, {row["periode"]: row for row in group.iter_rows(named=True)})
        for (code, name), group in shown.sort("nama_opd", "periode").group_by(by, maintain_order=True)
    ]
    return Matrix(form, year, datasets, years, sorted(shown["periode"].unique()), rows, counts)
