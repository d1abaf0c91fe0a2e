"""DPA/DPPA of an agency (one sheet a version), and the treasury's cash plan for all agencies."""

from __future__ import annotations

from datetime import date

from simulation.clerks import MONTHS, SHORT_MONTHS, Clerk, rupiah, signature, unit_line
from simulation.grid import SYNTHETIC, Cell, Grid
from simulation.registers import Agency, name_of
from simulation.world import Line, month_end

DPA_HEAD = (
    "KODE SUB KEGIATAN",
    "PROGRAM DAN KEGIATAN",
    "TOLAK UKUR CAPAIAN KEG.",
    "TARGET KINERJA CAPAIAN KEG.",
    "TOLAK UKUR KELUARAN",
    "TARGET KINERJA KELUARAN",
    "SUMBER DANA",
    "LOKASI",
    "KELUARAN SUB KEG.",
    "AWAL PELAKSANAAN",
    "AKHIR PELAKSANAAN",
    "JUMLAH PAGU",
    "KETERANGAN",
)
TITLES = {
    "murni": "DOKUMEN PELAKSANAAN ANGGARAN (DPA) SKPD - MURNI",
    "pergeseran": "DOKUMEN PELAKSANAAN ANGGARAN (DPA) SKPD - PERGESERAN",
    "perubahan": "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA) SKPD - PERUBAHAN",
}


def versions_of(lines: list[Line]) -> list[tuple[str, date]]:
    """Budget versions of an agency with the day each took effect."""
    return sorted({(v[0], v[1]) for line in lines for v in line.versi}, key=lambda v: v[1])


def pagu_in(line: Line, effective: date) -> int:
    """Ceiling of ``line`` in the version that took effect on ``effective``."""
    return [v[2] for v in line.versi if v[1] <= effective][-1]


def finished_on(line: Line, year: int) -> date:
    """Planned end: hand-over of the contract, or the end of the month in which the work is done."""
    if line.kontrak is not None:
        return line.kontrak.akhir
    done = next((m for m in range(1, 13) if line.fisik[m - 1] >= 100), 12)
    return month_end(year, done)


def dpa_grid(
    clerk: Clerk, agency: Agency, lines: list[Line], version: str, effective: date, year: int, skip: frozenset[str]
) -> Grid:
    """One version of the budget document; sub kegiatan in ``skip`` are left out."""
    grid = Grid(version.title(), wide=1)
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add(f"{TITLES[version]} TAHUN ANGGARAN {year}")
    grid.add(unit_line(clerk, agency))
    grid.add(f"Nomor : {'DPPA' if version == 'perubahan' else 'DPA'}/A.1/{agency.kode}/001/{year}")
    grid.add(f"Berlaku sejak tanggal : {effective.day} {MONTHS[effective.month - 1]} {year}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*DPA_HEAD)
    grid.header_rows = (7, 7)
    total = 0
    for line in lines:
        if line.kode in skip:
            continue
        pagu = pagu_in(line, effective)
        total += pagu
        target = line.target_ubah if line.target_ubah and version == "perubahan" else line.target
        place = agency.nama if agency.jenis == "KECAMATAN" else "Semua Kecamatan"
        start = date(year, 1, 1) if line.kontrak is None else line.kontrak.rup
        grid.add(
            line.kode,
            line.uraian,
            f"Capaian {name_of(line.kode[:7]).title()}",
            "100 %",
            line.indikator,
            f"{target} {line.satuan}",
            line.dana,
            f"Kab. Tangerang, {place}",
            line.indikator,
            start,
            finished_on(line, year),
            rupiah(clerk, pagu),
            None,
        )
    grid.add(None, "JUMLAH", *[None] * 9, rupiah(clerk, total))
    grid.add()
    for text in signature(clerk, agency, effective):
        grid.add(*[None] * 8, text or None)
    grid.money_columns = frozenset({11})
    return grid


def cash_grid(
    agencies: tuple[Agency, ...], lines: dict[str, list[Line]], version: str, year: int, skip: dict[str, frozenset[str]]
) -> Grid:
    """The cash plan of every agency in one sheet, as the treasury keeps it."""
    grid = Grid(f"Anggaran Kas {version.title()}")
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add("BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH")
    grid.add(f"ANGGARAN KAS {'PERUBAHAN (DPPA)' if version == 'perubahan' else 'MURNI (DPA)'} TAHUN ANGGARAN {year}")
    effective = date(year, 9, 26) if version == "perubahan" else date(year, 1, 2)
    grid.add(f"Berlaku sejak tanggal : {effective.day} {MONTHS[effective.month - 1]} {year}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add("No", "Kode OPD", "Nama OPD", "Kode Sub Kegiatan", "Uraian", "Pagu (Rp)", *SHORT_MONTHS, "Jumlah (Rp)")
    grid.header_rows = (6, 6)
    number = 0
    for agency in agencies:
        for line in lines[agency.kode]:
            plan = line.kas.get(version)
            if plan is None or line.kode in skip.get(agency.kode, frozenset()):
                continue
            number += 1
            cells: list[Cell] = [number, agency.kode, agency.nama, line.kode, line.uraian, sum(plan), *plan, sum(plan)]
            grid.add(*cells)
    grid.money_columns = frozenset(range(5, 19))
    return grid
