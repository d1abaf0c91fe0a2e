"""The habits of each agency's clerk: layout, wording, number style, how files are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from simulation.registers import Agency
from simulation.world import agency_rng

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
OLD_MONTHS = {2: "Pebruari", 11: "Nopember"}
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
TYPED_ROMAN = {1: "I", 2: "Il", 3: "Ill", 4: "IV"}
FIRST = ("Ahmad", "Siti", "Budi", "Dewi", "Hendra", "Rina", "Agus", "Nur", "Yusuf", "Lilis")
LAST = ("Sintetis", "Contohnya", "Rekaan", "Fiktif", "Misalnya")


@dataclass(frozen=True, slots=True)
class Clerk:
    """How one agency fills in its forms."""

    layout: str
    one_code_column: bool
    formulas: bool
    numbers: str
    percents: str
    dash_for_zero: bool
    old_spelling: bool
    roman_l: bool
    period: int
    unit: int
    naming: int
    columns_moved: bool
    per_quarter: bool
    lra: str
    extension: str
    signer: tuple[str, str]
    value_with_unit: bool
    update_dates: bool
    physical_plan: bool


def clerk_of(agency: Agency, seed: int) -> Clerk:
    """The clerk of ``agency``; the same every month."""
    rng = agency_rng(seed, agency.kode, "clerk")
    kecamatan = agency.jenis == "KECAMATAN"
    layout = "A" if rng.random() < 0.5 else "B"
    further = agency_rng(seed, agency.kode, "clerk", "further columns")
    return Clerk(
        layout=layout,
        one_code_column=bool(rng.random() < 0.3),
        formulas=bool(rng.random() < 0.5),
        numbers=str(rng.choice(("angka", "teks", "rp"), p=(0.82, 0.12, 0.06))),
        percents=str(rng.choice(("angka", "teks", "tanda"), p=(0.84, 0.1, 0.06))),
        dash_for_zero=bool(rng.random() < 0.25),
        old_spelling=bool(rng.random() < 0.3),
        roman_l=bool(rng.random() < 0.3),
        period=int(rng.integers(6)),
        unit=int(rng.integers(4)),
        naming=int(rng.integers(5)),
        columns_moved=bool(rng.random() < 0.15),
        per_quarter=kecamatan and bool(rng.random() < 0.55),
        lra="terpisah" if not kecamatan and rng.random() < 0.25 else "lembar" if rng.random() < 0.5 else "tidak",
        extension=str(rng.choice(("xlsx", "csv", "ods"), p=(0.92, 0.05, 0.03))),
        signer=(f"{FIRST[int(rng.integers(10))]} {LAST[int(rng.integers(5))]}, S.IP", _nip(rng)),
        value_with_unit=bool(rng.random() < 0.2),
        update_dates=bool(further.random() < 0.3),
        physical_plan=layout == "A" and bool(further.random() < 0.5),
    )


def _nip(rng: np.random.Generator) -> str:
    """An invented number in the shape of a NIP; the year of birth 1899 makes it impossible."""
    born = f"1899{int(rng.integers(1, 13)):02d}{int(rng.integers(1, 29)):02d}"
    return f"{born} {int(rng.integers(1990, 2015))}01 1 00{int(rng.integers(1, 10))}"


def month_name(clerk: Clerk, month: int) -> str:
    """The month as this clerk spells it."""
    return OLD_MONTHS.get(month, MONTHS[month - 1]) if clerk.old_spelling else MONTHS[month - 1]


def period_line(clerk: Clerk, year: int, month: int, last_day: date) -> str:
    """The free text that names the period."""
    name = month_name(clerk, month)
    return (
        f"Bulan : {name} {year}",
        f"KEADAAN SAMPAI DENGAN BULAN {name.upper()} {year}",
        f"Periode : 1 Januari s.d. {last_day.day} {name} {year}",
        f"Bulan {name} Tahun Anggaran {year}",
        f"PERIODE s/d {name} {year}",
        f"Posisi per {last_day.day} {name} {year}",
    )[clerk.period]


def unit_line(clerk: Clerk, agency: Agency) -> str:
    """The free text that names the unit."""
    return (
        f"Unit Organisasi : {agency.kode} {agency.nama}",
        f"SKPD : {agency.nama.upper()}",
        f"OPD : {agency.nama}",
        f"Nama SKPD : {agency.kode} - {agency.nama_lain[0]}",
    )[clerk.unit]


def file_name(clerk: Clerk, form: str, agency: Agency, year: int, period: str) -> str:
    """The file name without extension."""
    short = agency.singkatan.replace("/", "-")
    return (
        f"{form}_{short}_{period}_{year}",
        f"{form} {agency.nama[:40]} {period} {year}",
        f"LAPORAN {form} {short} {period} {year}",
        f"{form}-{short.replace(' ', '')}-{period}{year}",
        f"{short} {form} bln {period} TA {year} fix",
    )[clerk.naming].replace(",", "")


def signature(clerk: Clerk, agency: Agency, when: date) -> list[str]:
    """The lines under a form."""
    title = "Camat" if agency.jenis == "KECAMATAN" else "Kepala " + agency.singkatan
    return [
        f"Tigaraksa, {when.day} {MONTHS[when.month - 1]} {when.year}",
        title,
        "",
        clerk.signer[0],
        f"NIP. {clerk.signer[1]}",
    ]


def rupiah(clerk: Clerk, value: int | None) -> str | int | None:
    """Money as this clerk types it."""
    if value is None:
        return None
    if value == 0 and clerk.dash_for_zero:
        return "-"
    if clerk.numbers == "angka":
        return value
    text = f"{value:,}".replace(",", ".")
    return text if clerk.numbers == "teks" else f"Rp {text},00"


def percent(clerk: Clerk, value: float | None) -> str | float | None:
    """A percentage as this clerk types it, two decimals."""
    if value is None:
        return None
    if clerk.percents == "angka":
        return value
    text = f"{value:.2f}".replace(".", ",")
    return text if clerk.percents == "teks" else f"{text} %"
