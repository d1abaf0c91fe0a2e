"""How an agency's sub kegiatan of the year are drawn: codes, ceilings, contracts, money, progress, cash plan."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from simulation.curves import MONTHS, construction_progress, kind_of, money_share, work_share
from simulation.registers import Agency, NationalActivity, nomenclature
from simulation.truth import BLUD_FUND, Contract, Line, agency_rng

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
    "gaji": (23.8, 0.7),
    "rutin": (19.9, 0.9),
    "event": (19.9, 0.8),
    "jasa": (20.2, 0.8),
    "bansos": (21.6, 0.8),
    "konstruksi": (22.1, 0.9),
    "modal": (20.8, 0.8),
}
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
SUPPLIERS = tuple(
    f"{form} {name}"
    for name in (
        "Cisadane Karya",
        "Tirta Buana",
        "Mitra Solear",
        "Kronjo Abadi",
        "Mauk Sejahtera",
        "Bina Rajeg",
        "Pakuhaji Jaya",
        "Legok Makmur",
        "Curug Perkasa",
        "Jambe Utama",
    )
    for form in ("CV", "PT")
)


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


def agency_lines(agency: Agency, seed: int, year: int) -> list[Line]:
    """Every sub kegiatan the agency runs in ``year``."""
    rng = agency_rng(seed, agency.kode, "lines")
    perubahan = date(year, 9, int(rng.integers(15, 27)))
    moved = date(year, 4, int(rng.integers(7, 25))) if rng.random() < 0.3 else None
    chosen = _choose(agency, rng)
    return [_line(agency, kode, row, rng, year, perubahan, moved, number) for number, (kode, row) in enumerate(chosen)]


def _line(
    agency: Agency,
    kode: str,
    row: NationalActivity,
    rng: np.random.Generator,
    year: int,
    perubahan: date,
    moved: date | None,
    number: int,
) -> Line:
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
        agency.kode,
        kode,
        row.uraian,
        row.indikator,
        row.satuan,
        kind,
        fund,
        ACCOUNTS[kind][int(rng.integers(len(ACCOUNTS[kind])))],
        versions,
        spent,
        _physical(work, rng),
        {v[0]: _cash_plan(v[2], money, rng) for v in versions},
        short,
        OBSTACLES[int(rng.integers(len(OBSTACLES)))] if short else None,
        target,
        [float(output[3 * q + 2] - (output[3 * q - 1] if q else 0)) for q in range(4)],
        (target * years, float(int(target * years * rng.uniform(0.3, 0.6)))),
        (int(pagu * years), int(pagu * years * rng.uniform(0.3, 0.6))),
        float(max(1, int(target * rng.uniform(0.7, 0.98)))),
        contract,
        failed,
    )


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
    agency: Agency,
    row: NationalActivity,
    kind: str,
    pagu: int,
    short: bool,
    rng: np.random.Generator,
    year: int,
    number: int,
) -> tuple[Contract | None, int]:
    if short and rng.random() < 0.4:
        return None, 2
    sign = int(rng.integers(3, 7)) if kind == "konstruksi" else int(rng.integers(4, 10))
    length = int(rng.integers(3, 6)) if kind == "konstruksi" else int(rng.integers(1, 3))
    finish = min(sign + length, 11)
    signed = date(year, sign, int(rng.integers(3, 26)))
    end = date(year, 12, int(rng.integers(10, 28))) if short else date(year, finish, int(rng.integers(20, 28)))
    big = pagu > 400_000_000
    planned = date(year, 1, int(rng.integers(6, 28)))
    unit = agency.kode.replace(".", "")
    return Contract(
        f"027/{number + 1:03d}.{unit}/SPK/{year}",
        f"{row.uraian} (Paket {number + 1})",
        "konstruksi" if kind == "konstruksi" else "barang",
        ("tender" if kind == "konstruksi" else "e-purchasing") if big else "pengadaan langsung",
        SUPPLIERS[int(rng.integers(len(SUPPLIERS)))],
        int(pagu * rng.uniform(0.86, 0.985)),
        float(rng.choice((0, 20, 30), p=(0.4, 0.3, 0.3))) if kind == "konstruksi" else 0.0,
        planned,
        max(planned + timedelta(days=4), signed - timedelta(days=int(rng.integers(25, 50)))),
        signed,
        signed + timedelta(days=int(rng.integers(1, 6))),
        end,
        None if short else end - timedelta(days=int(rng.integers(0, 6))),
        sign,
        0 if short else finish,
    ), 0


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
    pagu: int,
    work: np.ndarray,
    money: np.ndarray,
    rng: np.random.Generator,
    year: int,
    perubahan: date,
    moved: date | None,
    kind: str,
) -> tuple[list[tuple[str, date, int]], list[int]]:
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
