"""SPJ: what an agency's treasurer has accounted for, per sub kegiatan."""

from __future__ import annotations

from simulation.clerks import Clerk, rupiah, signature
from simulation.forms.rfk import Heading
from simulation.grid import SYNTHETIC, Grid
from simulation.registers import Agency
from simulation.world import Line

HEAD = (
    "No",
    "Kode Sub Kegiatan",
    "Uraian",
    "Jumlah Anggaran",
    "SPJ s.d. Bulan Lalu",
    "SPJ Bulan Ini",
    "SPJ s.d. Bulan Ini",
    "Sisa Pagu Anggaran",
    "Keterangan",
)


def spj_grid(clerk: Clerk, agency: Agency, heading: Heading, lines: list[Line]) -> Grid:
    """Every sub kegiatan with a ceiling, with what was spent and accounted for to the end of the month."""
    grid = Grid("SPJ", wide=2)
    grid.add(heading.government)
    grid.add("LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN (SPJ BELANJA)")
    grid.add(heading.unit)
    grid.add(heading.period)
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*HEAD)
    grid.header_rows = (6, 6)
    for number, line in enumerate(lines, 1):
        ceiling, done = line.pagu(heading.month), line.nyata[heading.month - 1]
        before = line.nyata[heading.month - 2] if heading.month > 1 else 0
        figures = (ceiling, before, done - before, done, ceiling - done)
        grid.add(number, line.kode, line.uraian, *(rupiah(clerk, figure) for figure in figures))
    grid.money_columns = frozenset({3, 4, 5, 6, 7})
    grid.add()
    for text in signature(clerk, agency, heading.sent):
        grid.add(*[None] * 5, text or None)
    return grid
