"""Perjanjian Kinerja of all agencies as Bappeda keeps it: one sheet a version, with the decree behind a change."""

from __future__ import annotations

from datetime import date

from simulation.clerks import MONTHS
from simulation.grid import SYNTHETIC, Grid
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
    marks: dict[int, int] = {}
    number = 0
    for agency in agencies:
        for o in outcomes[agency.kode]:
            number += 1
            money = sum(x.pagu(12 if changed else 1) for x in lines[agency.kode] if x.kode[:7] == o.kode)
            grid.add(
                number,
                agency.kode,
                agency.nama,
                o.kode,
                f"Meningkatnya kinerja {name_of(o.kode[:4]).title()}",
                o.indikator,
                o.satuan,
                o.polaritas.title(),
                "Akhir" if o.agregasi == "akhir" else "Rata-rata",
                o.target,
                o.lalu,
                money,
                None,
                f"PK {version.title()}",
                day,
            )
        for line in lines[agency.kode]:
            number += 1
            target: float = line.target
            decree = None
            if changed and line.target_ubah:
                target, decree = line.target_ubah, line.dasar_ubah
            target, mark = lowered.get((agency.kode, line.kode), (target, None)) if changed else (target, None)
            at = grid.add(
                number,
                agency.kode,
                agency.nama,
                line.kode,
                f"Meningkatnya kinerja {name_of(line.kode[:4]).title()}",
                line.indikator,
                line.satuan,
                "Naik",
                "Jumlah",
                target,
                line.tercatat_lalu,
                line.pagu(12 if changed else 1),
                decree,
                f"PK {version.title()}",
                day,
            )
            if mark is not None:
                marks[mark] = at
    grid.money_columns = frozenset({11})
    return grid, marks
