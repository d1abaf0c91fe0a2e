"""The treasury's monthly SP2D register. Accounts and NPWP are invented, and there to be dropped by the reader."""

from __future__ import annotations

from simulation.clerks import MONTHS
from simulation.grid import SYNTHETIC, Grid
from simulation.registers import Agency
from simulation.world import Sp2d

HEAD = (
    "No",
    "Nomor SP2D",
    "Tanggal SP2D",
    "Jenis",
    "Status",
    "Kode OPD",
    "Nama OPD",
    "Kode Sub Kegiatan",
    "Kode Rekening",
    "Uraian",
    "Nilai (Rp)",
    "Sumber Dana",
    "Nilai SPD (Rp)",
    "NPWP",
    "No. Rekening Bank",
)
STATUS = {"final": "Final", "pengembalian": "Pengembalian", "batal": "Batal", "draf": "Draf"}


def sp2d_grid(documents: list[Sp2d], names: dict[str, Agency], year: int, month: int) -> Grid:
    """Every document of one month, by date."""
    grid = Grid("Register SP2D", wide=9)
    grid.add("PEMERINTAH KABUPATEN TANGERANG")
    grid.add("BADAN PENGELOLAAN KEUANGAN DAN ASET DAERAH")
    grid.add("REGISTER SURAT PERINTAH PENCAIRAN DANA (SP2D)")
    grid.add(f"Bulan : {MONTHS[month - 1]} {year}")
    grid.add(SYNTHETIC)
    grid.add()
    grid.add(*HEAD)
    grid.header_rows = (6, 6)
    chosen = sorted((d for d in documents if d.tgl.month == month), key=lambda d: (d.tgl, d.kode_opd, d.nomor))
    for number, d in enumerate(chosen, 1):
        grid.add(
            number,
            d.nomor,
            d.tgl,
            d.jenis,
            STATUS[d.status],
            d.kode_opd,
            names[d.kode_opd].nama,
            d.kode or None,
            d.akun or None,
            d.uraian,
            d.nilai,
            d.dana,
            d.spd or None,
            f"00.000.{number % 1000:03d}.0-000.000",
            f"000-{number:07d}",
        )
    grid.money_columns = frozenset({10, 12})
    return grid
