"""What the synthetic regency is made of."""

from __future__ import annotations

import zlib
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from simulation.registers import Agency

BLUD_FUND, BOS_FUND, BANKEU_FUND, DAK_ROAD_FUND = "1.1.4.16", "2.2.1.01.04.26", "2.2.2.02.01.01", "2.2.1.01.03.34"


@dataclass(slots=True)
class Contract:
    """One package: from RUP to hand-over. ``finish`` is the month of BAST, 0 while there is none."""

    nomor: str
    paket: str
    jenis: str
    metode: str
    penyedia: str
    nilai: int
    uang_muka: float
    rup: date
    tender: date
    tanda_tangan: date
    spmk: date
    akhir: date
    bast: date | None
    sign: int
    finish: int


@dataclass(slots=True)
class Line:
    """One sub kegiatan of one agency. Lists run January..December (index 0..11); money cumulative.

    ``tambah_uang``: month and amount of an advance (TU) in the line's own name, accounted for a month later.
    """

    kode_opd: str
    kode: str
    uraian: str
    indikator: str
    satuan: str
    jenis: str
    dana: str
    akun: str
    versi: list[tuple[str, date, int]]
    nyata: list[int]
    fisik: list[float]
    kas: dict[str, list[int]]
    kekurangan: bool
    hambatan: tuple[str, str] | None
    target: int
    keluaran: list[float]
    renstra: tuple[float, float]
    renstra_idr: tuple[int, int]
    tercatat_lalu: float
    kontrak: Contract | None = None
    gagal_tender: int = 0
    pengembalian: dict[int, int] = field(default_factory=dict)
    tunda_sp2d: set[int] = field(default_factory=set)
    tambah_uang: tuple[int, int] | None = None
    sah: str = ""
    target_ubah: int | None = None
    dasar_ubah: str = ""

    def pagu(self, month: int) -> int:
        """Ceiling in force at the end of ``month`` (1..12)."""
        return self.version(month)[2]

    def version(self, month: int) -> tuple[str, date, int]:
        """Budget version in force at the end of ``month``."""
        return [v for v in self.versi if v[1].month <= month][-1]


@dataclass(frozen=True, slots=True)
class Sp2d:
    """One treasury document row."""

    nomor: str
    tgl: date
    jenis: str
    status: str
    kode_opd: str
    kode: str
    akun: str
    uraian: str
    nilai: int
    dana: str
    spd: int


@dataclass(slots=True)
class Outcome:
    """A programme's outcome indicator: values by quarter, direction, and how quarters add up.

    ``bagian``: numerator and denominator behind each quarter's percentage, where the agency writes them down.
    """

    kode_opd: str
    kode: str
    indikator: str
    satuan: str
    polaritas: str
    agregasi: str
    target: float
    target_maks: float | None
    lalu: float
    triwulan: list[float]
    bagian: list[tuple[int, int]] | None = None


@dataclass(slots=True)
class World:
    """Everything that is true of the synthetic regency."""

    seed: int
    year: int
    months: int
    agencies: tuple[Agency, ...]
    lines: dict[str, list[Line]]
    outcomes: dict[str, list[Outcome]]
    sp2d: list[Sp2d]


def agency_rng(seed: int, *names: object) -> np.random.Generator:
    """A stream of its own for every purpose, so that files can be written in any order."""
    return np.random.default_rng([seed, *(zlib.crc32(str(name).encode()) for name in names)])


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, monthrange(year, month)[1])
