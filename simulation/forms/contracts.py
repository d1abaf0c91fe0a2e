"""The procurement unit's contract register, and layout C: four sheets per package of the public works agency."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from simulation.clerks import MONTHS, Clerk
from simulation.grid import SYNTHETIC, Cell, Grid
from simulation.registers import Agency
from simulation.world import Line, month_end


@dataclass(slots=True)
class Package:
    """One row of the contract register, in the order of its columns."""

    nomor: str
    kode_opd: str
    nama_opd: str
    kode: str
    paket: str
    lokasi: str
    jenis: str
    metode: str
    penyedia: str
    dana: str
    pagu: int
    nilai: int
    nilai_addendum: int | None
    uang_muka: float
    rup: Cell
    tender: Cell
    kontrak: Cell
    spmk: Cell
    akhir: Cell
    addendum: Cell
    akhir_addendum: Cell
    bast: Cell
    fho: Cell
    bayar: int
    bayar_akhir: Cell
    fisik: float
    denda: int | None
    gagal: int


HEAD = (
    "No",
    "Nomor Kontrak",
    "Kode OPD",
    "Nama OPD",
    "Kode Sub Kegiatan",
    "Nama Paket",
    "Lokasi",
    "Jenis Pengadaan",
    "Metode Pemilihan",
    "Penyedia",
    "Sumber Dana",
    "Pagu Paket (Rp)",
    "Nilai Kontrak (Rp)",
    "Nilai Addendum (Rp)",
    "Uang Muka (%)",
    "Tanggal RUP",
    "Tanggal Tender",
    "Tanggal Kontrak",
    "Tanggal SPMK",
    "Tanggal Akhir Kontrak",
    "Tanggal Addendum",
    "Tanggal Akhir Addendum",
    "Tanggal BAST (PHO)",
    "Tanggal FHO",
    "Pembayaran s.d. Saat Ini (Rp)",
    "Tanggal Pembayaran Terakhir",
    "Progres Fisik (%)",
    "Denda (Rp)",
    "Gagal Tender (kali)",
)


def packages(agencies: tuple[Agency, ...], lines: dict[str, list[Line]], year: int, months: int) -> list[Package]:
    """Every contract signed by the end of ``months``, as the register knows it then."""
    known = month_end(year, months)
    result = []
    for agency in agencies:
        for line in lines[agency.kode]:
            contract = line.kontrak
            if contract is None or contract.tanda_tangan > known:
                continue
            paid = line.nyata[months - 1]
            result.append(
                Package(
                    contract.nomor,
                    agency.kode,
                    agency.nama,
                    line.kode,
                    contract.paket,
                    f"Kab. Tangerang, {agency.singkatan}",
                    contract.jenis.title(),
                    contract.metode.title(),
                    contract.penyedia,
                    line.dana,
                    line.pagu(1),
                    contract.nilai,
                    None,
                    contract.uang_muka,
                    contract.rup,
                    contract.tender,
                    contract.tanda_tangan,
                    contract.spmk,
                    contract.akhir,
                    None,
                    None,
                    contract.bast if contract.bast and contract.bast <= known else None,
                    None,
                    paid,
                    _last_payment(line, year, months),
                    line.fisik[months - 1],
                    None,
                    0,
                )
            )
    return result


def _last_payment(line: Line, year: int, months: int) -> date | None:
    moved = [m for m in range(1, months + 1) if line.nyata[m - 1] > (line.nyata[m - 2] if m > 1 else 0)]
    return month_end(year, moved[-1]) if moved else None


def contract_grid(rows: list[Package], year: int, months: int) -> Grid:
    """The register as of the end of ``months``."""
    grid = Grid("Register Kontrak", wide=5)
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add("BAGIAN PENGADAAN BARANG DAN JASA SEKRETARIAT DAERAH")
    grid.add(f"REGISTER KONTRAK TAHUN ANGGARAN {year}")
    grid.add(f"Posisi s.d. {month_end(year, months).day} {MONTHS[months - 1]} {year}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*HEAD)
    grid.header_rows = (6, 6)
    for number, row in enumerate(rows, 1):
        grid.add(number, *(getattr(row, f.name) for f in fields(row)))
    grid.money_columns = frozenset({11, 12, 13, 24, 27})
    return grid


PACKAGE_SHEETS = (
    (
        "Kegiatan",
        "DAFTAR KEGIATAN FISIK",
        (
            "NO",
            "KODE",
            "NAMA KEGIATAN",
            "PAGU ANGGARAN",
            "TAHUN KONTRAK",
            "NO. KONTRAK",
            "TGL. KONTRAK",
            "NILAI KONTRAK",
            "WAKTU PEKERJAAN",
            "NAMA PERUSAHAAN",
            "DAK (Y/N)",
            "KOORDINAT",
            "LOKASI KEGIATAN",
        ),
    ),
    (
        "Realisasi Fisik",
        "DATA REALISASI FISIK",
        (
            "NO",
            "KODE",
            "NAMA KEGIATAN",
            "KODE FISIK",
            "JENIS TARGET [H, M, B, T]",
            "TAHAPAN TARGET [Angka]",
            "JADWAL TARGET [Tanggal]",
            "TARGET [%]",
            "REALISASI [%]",
            "KETERANGAN",
        ),
    ),
    (
        "Realisasi Keuangan",
        "DATA REALISASI KEUANGAN",
        ("NO", "KODE", "NAMA KEGIATAN", "KODE KEUANGAN", "TANGGAL REALISASI", "REALISASI [RP]", "KETERANGAN"),
    ),
    ("Nama KPA", "DATA KUASA PENGGUNA ANGGARAN", ("NO", "KODE", "NAMA KEGIATAN", "NAMA KPA", "NIP KPA")),
)


def package_grids(clerk: Clerk, agency: Agency, lines: list[Line], year: int, month: int) -> list[Grid]:
    """Layout C: packages, physical stages, payments, and the KPA (with a NIP, there to be dropped)."""
    works, stages, payments, holders = grids = [
        _package_sheet(name, title, head, agency, year, month) for name, title, head in PACKAGE_SHEETS
    ]
    number = 0
    for line in lines:
        contract = line.kontrak
        if contract is None or contract.sign > month or contract.jenis != "konstruksi":
            continue
        number += 1
        base: list[Cell] = [number, line.kode, contract.paket]
        works.add(
            *base,
            line.pagu(month),
            year,
            contract.nomor,
            contract.tanda_tangan,
            contract.nilai,
            f"{(contract.akhir - contract.spmk).days} HARI",
            contract.penyedia,
            "N",
            None,
            "Kab. Tangerang",
        )
        _add_progress(stages, payments, base, line, range(contract.sign, month + 1), year)
        holders.add(*base, clerk.signer[0], clerk.signer[1])
    return grids


def _package_sheet(name: str, title: str, head: tuple[str, ...], agency: Agency, year: int, month: int) -> Grid:
    grid = Grid(name, wide=2, header_rows=(5, 5))
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add(f"{title} s.d. {MONTHS[month - 1].upper()} {year}")
    grid.add(f"SKPD : {agency.nama.upper()}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*head)
    return grid


def _add_progress(stages: Grid, payments: Grid, base: list[Cell], line: Line, months: range, year: int) -> None:
    """A row of physical progress each month since the contract, and one of payment where money moved."""
    number, paid = base[0], 0
    for stage, m in enumerate(months, 1):
        done = line.fisik[m - 1]
        stages.add(*base, f"F{number:03d}.{stage}", "B", stage, month_end(year, m), done, done, None)
        if line.nyata[m - 1] > paid:
            payments.add(*base, f"K{number:03d}.{stage}", month_end(year, m), line.nyata[m - 1] - paid, "Termin")
            paid = line.nyata[m - 1]
