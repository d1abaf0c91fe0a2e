"""The truth: agencies, their sub kegiatan, budgets, money, progress, contracts and treasury documents of one year."""

from __future__ import annotations

import zlib
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from simulation.curves import MONTHS, construction_progress, kind_of, money_share, work_share
from simulation.registers import Agency, NationalActivity, agencies, nomenclature

OBSTACLES = (
    ("Gagal tender dua kali, peserta tidak memenuhi syarat", "Tender ulang dan penyesuaian KAK pada bulan berikutnya"),
    ("Pembebasan lahan belum selesai", "Koordinasi dengan kecamatan dan BPN, target selesai akhir tahun"),
    ("Juknis dari kementerian terlambat terbit", "Pelaksanaan dipercepat setelah juknis diterima"),
    ("Data penerima belum lengkap, verifikasi lapangan masih berjalan", "Verifikasi bersama desa, penyaluran bertahap"),
    ("Pejabat pengadaan berganti, proses administrasi tertunda", "Penunjukan pejabat baru dan jadwal ulang kegiatan"),
    ("Harga material naik sehingga HPS disusun ulang", "Revisi HPS dan addendum jadwal"),
    ("Kegiatan menunggu hasil konsultan perencana", "Percepatan dokumen perencanaan, lembur tim teknis"),
)
FUNDS = ("1.2.1.01.02", "1.1.1.15", "1.1.4.05", "2.2.1.01.02.05", "2.2.1.01.04.33", "2.2.2.01.01.03")
BLUD_FUND, BOS_FUND, BANKEU_FUND, DAK_ROAD_FUND = "1.1.4.16", "2.2.1.01.04.26", "2.2.2.02.01.01", "2.2.1.01.03.34"
ACCOUNTS = {
    "gaji": ("5.1.01.01.01.0001",),
    "rutin": ("5.1.02.01.01.0024", "5.1.02.02.01.0026", "5.1.02.03.02.0035"),
    "event": ("5.1.02.01.01.0052", "5.1.02.04.01.0003", "5.1.02.02.01.0003"),
    "jasa": ("5.1.02.02.01.0029", "5.1.02.02.08.0001", "5.1.02.01.01.0026"),
    "bansos": ("5.1.05.05.01.0001", "5.1.06.01.01.0001"),
    "konstruksi": ("5.2.04.01.01.0005", "5.2.03.01.01.0001", "5.2.04.02.01.0003"),
    "modal": ("5.2.02.05.01.0005", "5.2.02.10.01.0002"),
}
SIZES = {
    "gaji": (23.8, 0.7), "rutin": (19.9, 0.9), "event": (19.9, 0.8), "jasa": (20.2, 0.8), "bansos": (21.6, 0.8),
    "konstruksi": (22.1, 0.9), "modal": (20.8, 0.8),
}  # fmt: skip
WIDE = {
    "1.01": 80,
    "1.02": 60,
    "1.03": 90,
    "1.04": 50,
    "2.11": 50,
    "3.27": 50,
    "2.15": 50,
    "5.02": 45,
    "1.06": 45,
    "7.01": 16,
}
SUPPLIERS = tuple(f"{form} {name}" for name in ("Cisadane Karya", "Tirta Buana", "Mitra Solear", "Kronjo Abadi",
    "Mauk Sejahtera", "Bina Rajeg", "Pakuhaji Jaya", "Legok Makmur", "Curug Perkasa", "Jambe Utama")
    for form in ("CV", "PT"))  # fmt: skip


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
    """One sub kegiatan of one agency. Lists run January..December (index 0..11); money cumulative."""

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
    """A programme's outcome indicator: values by quarter, direction, and how quarters add up."""

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


def build_world(seed: int, year: int, months: int) -> World:
    """Draw the whole regency; the same arguments give the same regency."""
    everyone = agencies()
    lines = {a.kode: _agency_lines(a, seed, year) for a in everyone}
    outcomes = {a.kode: _outcomes(a, lines[a.kode], seed) for a in everyone}
    _plant_legitimate_oddities(lines, seed, months)
    return World(seed, year, months, everyone, lines, outcomes, _treasury(lines, seed, year, months))


def _choose(agency: Agency, rng: np.random.Generator) -> list[tuple[str, NationalActivity]]:
    """Codes (resolved to the agency's bidang) an agency runs this year."""
    pools = nomenclature()
    is_unit = agency.kode[-4:] != "0000"
    main = agency.bidang[0]
    support = [r for r in pools["X.XX"] if r.kode[5:] in _support_codes(agency)]
    share = 0.22 if is_unit else 0.27
    kept = [r for r in support if r.kode == "X.XX.01.2.02.0001" or rng.random() < share]
    chosen = [(main + r.kode[4:], r) for r in kept]
    if agency.blud:
        blud = next(r for r in pools["X.XX"] if r.kode == "X.XX.01.2.10.0001")
        chosen.append((main + blud.kode[4:], blud))
    for place, bidang in enumerate(agency.bidang):
        pool = [r for r in pools[bidang] if "Covid" not in r.uraian]
        wanted = 8 if is_unit else min(int(len(pool) * 0.75), WIDE.get(bidang, 30) if place == 0 else 16)
        picked = rng.choice(len(pool), size=min(wanted, len(pool)), replace=False)
        chosen += [(pool[i].kode, pool[i]) for i in sorted(picked)]
    return sorted(chosen, key=lambda pair: pair[0])


def _support_codes(agency: Agency) -> set[str]:
    codes = {
        r.kode[5:] for r in nomenclature()["X.XX"] if r.kode[10:12] in ("01", "02", "03", "05", "06", "07", "08", "09")
    }
    extra = {"4.01": ("11", "12", "13", "14"), "4.02": ("15", "16"), "5.02": ("04",)}.get(agency.bidang[0], ())
    return codes | {r.kode[5:] for r in nomenclature()["X.XX"] if r.kode[10:12] in extra}


def _agency_lines(agency: Agency, seed: int, year: int) -> list[Line]:
    rng = agency_rng(seed, agency.kode, "lines")
    perubahan = date(year, 9, int(rng.integers(15, 27)))
    moved = date(year, 4, int(rng.integers(7, 25))) if rng.random() < 0.3 else None
    chosen = _choose(agency, rng)
    return [_line(agency, kode, row, rng, year, perubahan, moved, number) for number, (kode, row) in enumerate(chosen)]


def _line(
    agency: Agency, kode: str, row: NationalActivity, rng: np.random.Generator, year: int,
    perubahan: date, moved: date | None, number: int,
) -> Line:  # fmt: skip
    kind = kind_of(row.uraian)
    if kind == "konstruksi" and agency.jenis == "KECAMATAN":
        kind = "jasa"
    short = kind != "gaji" and rng.random() < 0.11
    pagu = _amount(kind, agency, rng)
    contract, failed = None, 0
    if kind in ("konstruksi", "modal"):
        contract, failed = _contract(agency, row, kind, pagu, short, rng, year, number)
        work, money = _contract_curves(contract, kind, pagu, short, rng)
    else:
        work = work_share(kind, rng)
        money = money_share(kind, work, rng)
        if short:
            slow = float(rng.uniform(0.25, 0.7))
            work, money = work * slow, money * slow
    versions, spent = _budget(pagu, work, money, rng, year, perubahan, moved, kind)
    fund = (
        BLUD_FUND
        if kode[5:].startswith("01.2.10")
        else FUNDS[int(rng.choice(len(FUNDS), p=(0.5, 0.2, 0.08, 0.08, 0.06, 0.08)))]
    )
    target = _target(row.satuan, rng)
    output = np.floor(np.minimum(work, 1.0) * target + 1e-9) if target > 1 else (work >= 0.999).astype(float)
    if row.satuan.lower().startswith("orang/bulan") or kind == "gaji":
        output = np.floor(work * target)
    years = float(rng.integers(3, 6))
    return Line(
        agency.kode, kode, row.uraian, row.indikator, row.satuan, kind, fund,
        ACCOUNTS[kind][int(rng.integers(len(ACCOUNTS[kind])))], versions, spent, _physical(work, rng),
        {v[0]: _cash_plan(v[2], money, rng) for v in versions}, short,
        OBSTACLES[int(rng.integers(len(OBSTACLES)))] if short else None, target,
        [float(output[3 * q + 2] - (output[3 * q - 1] if q else 0)) for q in range(4)],
        (target * years, float(int(target * years * rng.uniform(0.3, 0.6)))),
        (int(pagu * years), int(pagu * years * rng.uniform(0.3, 0.6))),
        float(max(1, int(target * rng.uniform(0.7, 0.98)))), contract, failed,
    )  # fmt: skip


def _amount(kind: str, agency: Agency, rng: np.random.Generator) -> int:
    mean, spread = SIZES[kind]
    if agency.jenis == "KECAMATAN":
        mean -= 0.9
    amount = float(np.exp(np.clip(rng.normal(mean, spread), mean - 2 * spread, mean + 2 * spread)))
    return int(amount // 1000) * 1000 if rng.random() < 0.7 else int(amount)


def _target(satuan: str, rng: np.random.Generator) -> int:
    unit = satuan.lower()
    if "dokumen" in unit or "laporan" in unit:
        return int(rng.choice((1, 1, 2, 4, 12)))
    if "orang" in unit or "keluarga" in unit:
        return int(rng.integers(4, 60)) * 10
    if unit in ("ha", "km", "m", "m2", "meter"):
        return int(rng.integers(2, 40))
    return int(rng.integers(2, 30))


def _contract(
    agency: Agency, row: NationalActivity, kind: str, pagu: int, short: bool, rng: np.random.Generator, year: int, number: int
) -> tuple[Contract | None, int]:  # fmt: skip
    if short and rng.random() < 0.4:
        return None, 2
    sign = int(rng.integers(3, 7)) if kind == "konstruksi" else int(rng.integers(4, 10))
    length = int(rng.integers(3, 6)) if kind == "konstruksi" else int(rng.integers(1, 3))
    finish = min(sign + length, 11)
    signed = date(year, sign, int(rng.integers(3, 26)))
    end = date(year, 12, int(rng.integers(10, 28))) if short else date(year, finish, int(rng.integers(20, 28)))
    big = pagu > 400_000_000
    unit = agency.kode.replace(".", "")[-10:]
    return Contract(
        f"027/{number + 1:03d}.{unit}/SPK/{year}", f"{row.uraian} (Paket {number + 1})",
        "konstruksi" if kind == "konstruksi" else "barang",
        ("tender" if kind == "konstruksi" else "e-purchasing") if big else "pengadaan langsung",
        SUPPLIERS[int(rng.integers(len(SUPPLIERS)))], int(pagu * rng.uniform(0.86, 0.985)),
        float(rng.choice((0, 20, 30), p=(0.4, 0.3, 0.3))) if kind == "konstruksi" else 0.0,
        date(year, 1, int(rng.integers(6, 28))), signed - timedelta(days=int(rng.integers(25, 50))), signed,
        signed + timedelta(days=int(rng.integers(1, 6))), end, None if short else end - timedelta(days=int(rng.integers(0, 6))),
        sign, 0 if short else finish,
    ), 0  # fmt: skip


def _contract_curves(
    contract: Contract | None, kind: str, pagu: int, short: bool, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    if contract is None:
        return np.zeros(MONTHS), np.zeros(MONTHS)
    value = contract.nilai / pagu
    if kind == "modal":
        done = contract.finish or 12
        months = np.arange(1, MONTHS + 1)
        work = np.where(months < contract.sign, 0.0, np.where(months >= done, 1.0, 0.3))
        if short:
            work = np.minimum(work, 0.3)
        return work, np.where(work >= 0.999, value, 0.0)
    work = construction_progress(contract.sign, contract.finish or 12)
    if short:
        work = work * float(rng.uniform(0.3, 0.6))
    paid = np.zeros(MONTHS)
    for i in range(MONTHS):
        advance = contract.uang_muka / 100 if i + 1 >= contract.sign else 0.0
        term = 1.0 if work[i] >= 0.999 else 0.5 if work[i] >= 0.55 else 0.0
        paid[i] = max(advance, term)
    return work, paid * value


def _budget(
    pagu: int, work: np.ndarray, money: np.ndarray, rng: np.random.Generator, year: int, perubahan: date, moved: date | None, kind: str
) -> tuple[list[tuple[str, date, int]], list[int]]:  # fmt: skip
    """Budget versions and the money spent (cumulative rupiah): money never outruns work after a cut."""
    versions = [("murni", date(year, 1, 2), pagu)]
    current = pagu
    if moved and kind in ("rutin", "event") and rng.random() < 0.25:
        current = int(pagu * rng.uniform(1.03, 1.2) // 1000) * 1000
        versions.append(("pergeseran", moved, current))
    spent = (money * pagu).astype(np.int64)
    final = current
    if kind not in ("konstruksi", "modal") and rng.random() < 0.4:
        wanted = current * rng.uniform(0.85, 1.25)
        final = int(max(wanted, pagu, spent[-1] * 1.01) // 1000 + 1) * 1000
    versions.append(("perubahan", perubahan, final))
    if final > pagu and money[-1] > money[7]:
        extra = (money[8:] - money[7]) / (money[-1] - money[7])
        room = (final - pagu) * min(float(money[-1]), 0.97)
        spent[8:] += (extra * room * 0.9).astype(np.int64)
        ceiling = (np.minimum(work[8:], 1.0) * 0.995 * final).astype(np.int64)
        if kind != "gaji":
            spent[8:] = np.minimum(spent[8:], np.maximum(ceiling, spent[7]))
        spent[8:] = np.maximum.accumulate(spent[8:])
    return versions, [int(x) for x in spent]


def _physical(work: np.ndarray, rng: np.random.Generator) -> list[float]:
    """Percent as the PPTK types it: two decimals, or whole percent by habit; 100 only when the work is done."""
    digits = 0 if rng.random() < 0.35 else 2
    typed = np.round(np.minimum(work, 1.0) * 100, digits)
    return [float(x) if w >= 0.999 else float(min(x, 99.0)) for x, w in zip(typed, work, strict=True)]


def _cash_plan(pagu: int, money: np.ndarray, rng: np.random.Generator) -> list[int]:
    """Twelve monthly amounts in rupiah whose sum is the ceiling."""
    steps = np.diff(np.concatenate([[0.0], money])) * rng.uniform(0.9, 1.1, MONTHS) + 0.004
    steps = steps / steps.sum()
    amounts = [int(pagu * s // 1000) * 1000 for s in steps]
    amounts[-1] += pagu - sum(amounts)
    return amounts


def _outcomes(agency: Agency, lines: list[Line], seed: int) -> list[Outcome]:
    rng = agency_rng(seed, agency.kode, "outcomes")
    result = []
    for program in sorted({line.kode[:7] for line in lines}):
        polarity, aggregation, unit = (
            ("naik", "akhir", "%"), ("naik", "akhir", "Indeks"), ("turun", "akhir", "%"), ("naik", "rata2", "%"),
        )[int(rng.choice(4, p=(0.45, 0.2, 0.2, 0.15)))]  # fmt: skip
        target = float(np.round(rng.uniform(60, 95) if polarity == "naik" else rng.uniform(4, 20), 2))
        path = np.sort(rng.uniform(0.86, 1.02, 4)) if polarity == "naik" else np.sort(rng.uniform(0.95, 1.25, 4))[::-1]
        values = [float(np.round(min(target * p, 100.0), 2)) for p in path]
        names = {"naik": "Persentase capaian layanan", "turun": "Persentase keluhan dan penyimpangan layanan"}
        result.append(
            Outcome(agency.kode, program, f"{names[polarity] if unit == '%' else 'Indeks kepuasan layanan'} program {program}",
                    unit, polarity, aggregation, target, None, float(np.round(values[0] * 0.98, 2)), values)
        )  # fmt: skip
    return result


def _plant_legitimate_oddities(lines: dict[str, list[Line]], seed: int, months: int) -> None:
    """What looks odd and is right: transfers after the perubahan, quarterly BLUD books, contra-posts, transit, decrees."""
    rng = agency_rng(seed, "sah")
    every = [line for group in lines.values() for line in group]
    for line in every:
        if line.dana == BLUD_FUND:
            line.sah = "sah_blud_triwulanan"
        elif line.jenis == "gaji":
            line.sah = "sah_gaji"
        elif line.kontrak is not None and line.kontrak.uang_muka:
            line.sah = "sah_uang_muka"
    plain = [
        x for x in every if not x.sah and x.kontrak is None and not x.kekurangan and x.nyata[7] > 0 and x.nyata[4] > 0
    ]
    picked = [plain[i] for i in rng.choice(len(plain), size=80, replace=False)]
    for line in picked[:4]:
        line.sah, line.dana = "sah_bankeu_lebih", BANKEU_FUND
        for m in range(9, 12):
            line.nyata[m] = max(line.nyata[m], int(line.pagu(12) * (1.03 + 0.02 * m - 0.18)))
        line.fisik[9:] = [100.0] * 3
        line.fisik[8] = max(line.fisik[8], 72.0)
        line.fisik[7] = max(line.fisik[7], 50.0)
    for line in picked[4:10]:
        line.sah = "sah_pengembalian"
        month = 6
        returned = max(1, (line.nyata[month - 1] - line.nyata[month - 2]) * 2 // 3 + line.nyata[month - 2] // 5)
        line.pengembalian[month] = returned
        line.nyata[month - 1 :] = [max(x - returned, 0) for x in line.nyata[month - 1 :]]
        line.nyata[month - 1] = line.nyata[month - 2] - returned
        for m in range(month, 12):
            line.nyata[m] = max(line.nyata[m], line.nyata[m - 1])
    for line in picked[10:50]:
        line.sah = "sah_transit"
        line.tunda_sp2d.add(int(rng.integers(2, max(3, months - 1))))
    for line in [x for x in picked[50:] if x.target >= 4][:8]:
        line.sah, line.target_ubah = "sah_efisiensi", max(1, int(line.target * 0.75))
        line.dasar_ubah = "Keputusan Bupati Nomor 900/Kep.212-Huk/2025 tentang efisiensi belanja"


def _treasury(lines: dict[str, list[Line]], seed: int, year: int, months: int) -> list[Sp2d]:
    """Treasury documents behind every increment, plus the UP of each agency (no sub kegiatan)."""
    documents: list[Sp2d] = []
    for kode_opd, group in lines.items():
        rng = agency_rng(seed, kode_opd, "sp2d")
        serial = 1
        up = int(min(sum(line.pagu(1) for line in group) // 24, 900_000_000) // 1_000_000) * 1_000_000
        unit = kode_opd.replace(".", "")[-10:]
        documents.append(
            Sp2d(f"00001/SP2D-UP/{unit}/{year}", date(year, 1, 13), "UP", "final", kode_opd, "", "",
                 "Uang Persediaan", up, FUNDS[0], 0)
        )  # fmt: skip
        for line in group:
            for month, amount in _payments(line, months):
                day = min(int(rng.integers(5, 29)), monthrange(year, month)[1])
                spd = sum(line.kas[line.version(month)[0]][: 3 * ((month + 2) // 3)])
                serial += 1
                returned = amount < 0
                kind = (
                    "LS" if line.jenis in ("gaji", "konstruksi", "modal", "bansos") or line.dana == BLUD_FUND else "GU"
                )
                documents.append(
                    Sp2d(f"{serial:05d}/SP2D-{'STS' if returned else kind}/{unit}/{year}", date(year, month, day), kind,
                         "pengembalian" if returned else "final", kode_opd, line.kode, line.akun,
                         ("Pengembalian belanja " if returned else "Pembayaran ") + line.uraian[:80], abs(amount), line.dana, spd)
                )  # fmt: skip
    return documents


def _payments(line: Line, months: int) -> list[tuple[int, int]]:
    """(month, amount) of every treasury document of a line up to ``months``; negative amounts are returns."""
    result, booked = [], 0
    for month in range(1, months + 1):
        cumulative = line.nyata[month - 1]
        if line.dana == BLUD_FUND and month % 3:
            continue
        if month in line.pengembalian:
            result.append((month, -line.pengembalian[month]))
            booked -= line.pengembalian[month]
        if month in line.tunda_sp2d:
            continue
        if cumulative > booked:
            result.append((month, cumulative - booked))
            booked = cumulative
    return result
