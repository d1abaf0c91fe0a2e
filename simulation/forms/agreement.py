"""Perjanjian Kinerja of all agencies as Bappeda keeps it: one sheet a version, with the decree behind a change."""

from __future__ import annotations

from datetime import date

from simulation.clerks import MONTHS
from simulation.grid import SYNTHETIC, Cell, Grid
from simulation.registers import Agency, name_of
from simulation.world import Line, Outcome

HEAD = (
    "No",
    "Kode OPD",
    "Nama OPD",
    "Kode",
    "Sasaran",
    "Indikator Kinerja",
    "Satuan",
    "Polaritas",
    "Agregasi",
    "Target",
    "Realisasi Tahun Lalu",
    "Anggaran (Rp)",
    "Dokumen Dasar Perubahan",
    "Versi PK",
    "Tanggal Berlaku",
)
DECREE_DAY = (9, 26)


def agreement_grid(
    agencies: tuple[Agency, ...],
    lines: dict[str, list[Line]],
    outcomes: dict[str, list[Outcome]],
    version: str,
    year: int,
    lowered: dict[tuple[str, str], tuple[float, int]],
) -> tuple[Grid, dict[int, int]]:
    """One version; ``lowered`` replaces a target by (value, mark) without any document."""
    changed = version == "perubahan"
    grid = Grid(f"PK {version.title()}", wide=5)
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add("BADAN PERENCANAAN PEMBANGUNAN DAERAH")
    grid.add(f"PERJANJIAN KINERJA {'PERUBAHAN ' if changed else ''}TAHUN {year}")
    day = date(year, *DECREE_DAY) if changed else date(year, 1, 31)
    grid.add(f"Berlaku sejak tanggal : {day.day} {MONTHS[day.month - 1]} {year}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*HEAD)
    grid.header_rows = (6, 6)
    grid.money_columns = frozenset({11})
    month, last = (12 if changed else 1), (f"PK {version.title()}", day)
    marks: dict[int, int] = {}
    for agency in agencies:
        for outcome in outcomes[agency.kode]:
            money = sum(x.pagu(month) for x in lines[agency.kode] if x.kode[:7] == outcome.kode)
            grid.add(*_place(grid, agency, outcome.kode), *_outcome_cells(outcome), money, None, *last)
        for line in lines[agency.kode]:
            target, decree, mark = _target(line, changed, lowered)
            at = grid.add(
                *_place(grid, agency, line.kode),
                *(line.indikator, line.satuan, "Naik", "Jumlah", target, line.tercatat_lalu),
                *(line.pagu(month), decree, *last),
            )
            if mark is not None:
                marks[mark] = at
    return grid, marks


def _place(grid: Grid, agency: Agency, kode: str) -> tuple[Cell, ...]:
    """The running number under the heading, the agency, the code, and the objective it serves."""
    number = len(grid.rows) - grid.header_rows[1]
    return number, agency.kode, agency.nama, kode, f"Meningkatnya kinerja {name_of(kode[:4]).title()}"


def _outcome_cells(outcome: Outcome) -> tuple[Cell, ...]:
    summed = "Akhir" if outcome.agregasi == "akhir" else "Rata-rata"
    return outcome.indikator, outcome.satuan, outcome.polaritas.title(), summed, outcome.target, outcome.lalu


def _target(
    line: Line, changed: bool, lowered: dict[tuple[str, str], tuple[float, int]]
) -> tuple[float, str | None, int | None]:
    """The target of a line in this version, the decree behind a change, and the mark of a lowering without one."""
    if not changed:
        return line.target, None, None
    stated, decree = (line.target_ubah, line.dasar_ubah) if line.target_ubah else (line.target, None)
    target, mark = lowered.get((line.kode_opd, line.kode), (stated, None))
    return target, decree, mark
