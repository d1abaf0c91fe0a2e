"""The real code lists the synthetic regency is drawn from (data/reference), as plain Python values."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE_DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "reference"
URUSAN = {
    "1": "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR",
    "2": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR",
    "3": "URUSAN PEMERINTAHAN PILIHAN",
    "4": "UNSUR PENDUKUNG URUSAN PEMERINTAHAN",
    "5": "UNSUR PENUNJANG URUSAN PEMERINTAHAN",
    "6": "UNSUR PENGAWASAN URUSAN PEMERINTAHAN",
    "7": "UNSUR KEWILAYAHAN",
    "8": "UNSUR PEMERINTAHAN UMUM",
}


@dataclass(frozen=True, slots=True)
class Agency:
    """One reporting agency of the register."""

    kode: str
    nama: str
    singkatan: str
    nama_lain: tuple[str, ...]
    jenis: str
    bidang: tuple[str, ...]
    blud: bool
    kode_wilayah: str
    kode_bps: str


@dataclass(frozen=True, slots=True)
class NationalActivity:
    """One sub kegiatan of the national nomenclature."""

    kode: str
    uraian: str
    indikator: str
    satuan: str


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE_DIRECTORY / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def agencies() -> tuple[Agency, ...]:
    """Every agency of the register, in its order."""
    return tuple(
        Agency(
            r["kode_opd"],
            r["nama"],
            r["singkatan"],
            tuple(r["nama_lain"].split("|")),
            r["jenis"],
            tuple(r["bidang"].split(",")),
            r["blud"] == "true",
            r["kode_wilayah"],
            r["kode_bps"],
        )
        for r in _rows("opd")
    )


@cache
def nomenclature() -> dict[str, tuple[NationalActivity, ...]]:
    """Sub kegiatan by bidang; support rows under ``X.XX``."""
    grouped: dict[str, list[NationalActivity]] = {}
    for r in _rows("nomenklatur"):
        row = NationalActivity(
            r["kode"], r["uraian"], r["indikator"] or f"Jumlah {r['uraian']}", r["satuan"] or "Dokumen"
        )
        grouped.setdefault(r["kode"][:4], []).append(row)
    return {bidang: tuple(rows) for bidang, rows in grouped.items()}


@cache
def parent_names() -> dict[str, str]:
    """Name of every bidang, program and kegiatan, by code (``X.XX`` for support)."""
    return {r["kode"]: r["uraian"] for r in _rows("nomenklatur_induk")}


def name_of(kode: str) -> str:
    """Name of a parent code as forms print it; support codes are looked up under ``X.XX``."""
    if len(kode) == 1:
        return URUSAN[kode]
    names = parent_names()
    return names.get(kode) or names["X.XX" + kode[4:]]


@cache
def account_names() -> dict[str, str]:
    """Name of every account, by code."""
    return {r["kode_akun"]: r["uraian"] for r in _rows("akun")}
