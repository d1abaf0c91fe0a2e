"""Rows of an RFK report before they become cells: leaves from the truth, parents and the total from the leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from simulation.registers import name_of
from simulation.world import Line


@dataclass(slots=True)
class Row:
    """One line of an RFK form. ``tanda`` numbers the planted error on it, if any. Percentages to two decimals."""

    kode: str
    tingkat: str
    uraian: str
    rka: int | None = None
    pagu: int | None = None
    lalu: int = 0
    nyata: int = 0
    ini: int = 0
    capaian: float | None = None
    lalu_pct: float | None = None
    ini_pct: float | None = None
    rak: float | None = None
    deviasi: float | None = None
    fisik: float | None = None
    fisik_lalu: float | None = None
    fisik_ini: float | None = None
    nilai_fisik: int | None = None
    bobot: float | None = None
    sisa: int | None = None
    dana: str | None = None
    masalah: str | None = None
    rencana: str | None = None
    catatan: str | None = None
    kas: list[int] | None = None
    kas_total: int | None = None
    kode_tertulis: str | None = None
    tersembunyi: bool = False
    tanda: int | None = None
    rencana_fisik: float | None = None
    diperbarui: date | None = None


def share(part: int | None, whole: int | None) -> float | None:
    """A percentage as an honest clerk types it; None without a denominator."""
    return round(100 * part / whole, 2) if part is not None and whole else None


def leaf(line: Line, month: int, nyata: list[int], fisik: list[float]) -> Row:
    """What a clerk reports of ``line`` at the end of ``month``, given the cumulative series reported."""
    version, _, pagu = line.version(month)
    row = Row(line.kode, "sub_kegiatan", line.uraian, rka=line.versi[0][2], pagu=pagu, dana=line.dana)
    row.nyata = nyata[month - 1]
    row.lalu = nyata[month - 2] if month > 1 else 0
    row.fisik = fisik[month - 1]
    row.fisik_lalu = fisik[month - 2] if month > 1 else 0.0
    row.kas = list(line.kas[version])
    row.kas_total = sum(row.kas)
    if line.hambatan and month >= 4:
        row.masalah, row.rencana = line.hambatan
    derive(row, month)
    return row


def physical_plan(line: Line, month: int) -> float:
    """Physical progress planned for the end of ``month``: a little ahead of the cash plan."""
    version, _, pagu = line.version(month)
    return round(min(100.0, 100 * sum(line.kas[version][:month]) / pagu + 1.5), 2)


def derive(row: Row, month: int) -> None:
    """Recompute everything that follows from the typed figures, as a correct workbook would."""
    row.ini = row.nyata - row.lalu
    row.capaian, row.lalu_pct, row.ini_pct = (share(x, row.pagu) for x in (row.nyata, row.lalu, row.ini))
    if row.fisik is not None and row.pagu is not None and row.tingkat == "sub_kegiatan":
        row.nilai_fisik = round(row.pagu * row.fisik / 100)
    if row.fisik is not None and row.fisik_lalu is not None:
        row.fisik_ini = round(row.fisik - row.fisik_lalu, 2)
    row.sisa = row.pagu - row.nyata if row.pagu is not None else None
    if row.kas is not None:
        row.rak = share(sum(row.kas[:month]), row.pagu)
    row.deviasi = round((row.rak - row.capaian) / row.rak * 100, 2) if row.rak and row.capaian is not None else None


LEVEL_SIZES = (("urusan", 1), ("bidang", 4), ("program", 7), ("kegiatan", 12))


def with_parents(leaves: list[Row], month: int) -> tuple[list[Row], Row]:
    """Leaves in order with their parents above them, and the total line."""
    result: list[Row] = []
    parents: dict[str, Row] = {}
    for row in leaves:
        for level, size in LEVEL_SIZES:
            code = row.kode[:size]
            if code not in parents:
                parents[code] = Row(code, level, name_of(code))
                result.append(parents[code])
        result.append(row)
    for code, parent in parents.items():
        below = [r for r in leaves if r.kode[: len(code)] == code]
        _sum(parent, below, month)
    total = Row("", "total", "JUMLAH")
    _sum(total, leaves, month)
    for row in (*result, total):
        row.bobot = share(row.pagu, total.pagu)
    return result, total


def _sum(parent: Row, below: list[Row], month: int) -> None:
    parent.rka = sum(r.rka or 0 for r in below)
    parent.pagu = sum(r.pagu or 0 for r in below)
    parent.nyata, parent.lalu = sum(r.nyata for r in below), sum(r.lalu for r in below)
    parent.nilai_fisik = sum(r.nilai_fisik or 0 for r in below)
    parent.kas = [sum(r.kas[i] for r in below if r.kas) for i in range(12)]
    parent.kas_total = sum(parent.kas)
    parent.fisik = share(parent.nilai_fisik, parent.pagu)
    before = sum(round((r.pagu or 0) * (r.fisik_lalu or 0) / 100) for r in below)
    parent.fisik_lalu = share(before, parent.pagu)
    derive(parent, month)
    parent.ini = sum(r.ini for r in below)
    parent.ini_pct = share(parent.ini, parent.pagu)
