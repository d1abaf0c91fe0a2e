"""What is planted, and where: each unit has one primary cause; what follows from it is named in its remark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from simulation.clerks import Clerk
from simulation.forms.rows import Row, derive, share
from simulation.key import Plant
from simulation.registers import nomenclature
from simulation.world import Line, World, agency_rng

Key = tuple[str, str]


@dataclass(slots=True)
class Plan:
    """Everything planted, looked up while files are made."""

    plants: list[Plant] = field(default_factory=list)
    nyata: dict[Key, list[int]] = field(default_factory=dict)
    fisik: dict[Key, list[float]] = field(default_factory=dict)
    leaf: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    finished: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    document: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    evaluation: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    no_ceiling: dict[str, set[str]] = field(default_factory=dict)
    lowered: dict[Key, tuple[float, int]] = field(default_factory=dict)
    contract: dict[Key, tuple[str, int]] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)


class Planter:
    """Draws lines never touched before and records what was done to them."""

    def __init__(self, world: World, clerks: dict[str, Clerk]) -> None:
        self.world = world
        self.clerks = clerks
        self.rng = agency_rng(world.seed, "planting")
        self.plan = Plan()
        self.lines = [line for group in world.lines.values() for line in group]

    def take(self, count: int, fits: Callable[[Line], bool]) -> list[Line]:
        """``count`` untouched honest lines that fit; fewer only if there are not enough."""
        pool = [
            x for x in self.lines
            if not x.sah and not x.kekurangan and (x.kode_opd, x.kode) not in self.plan.touched and fits(x)
        ]  # fmt: skip
        chosen = [pool[i] for i in self.rng.choice(len(pool), size=min(count, len(pool)), replace=False)]
        self.plan.touched.update((x.kode_opd, x.kode) for x in chosen)
        return chosen

    def record(
        self, jenis: str, aturan: str, kode_opd: str, *, keras: bool = True, dataset: str = "rfk", **where: object
    ) -> int:
        """Add a plant; returns its number."""
        number = len(self.plan.plants)
        self.plan.plants.append(Plant(number, jenis, keras, aturan, dataset, kode_opd, self.world.year, **where))  # type: ignore[arg-type]
        return number

    def months(self, low: int, high: int | None = None) -> int:
        """A month between the two, both included, within the year simulated."""
        last = self.world.months
        low = min(low, last)
        return int(self.rng.integers(low, max(low, min(high or last, last)) + 1))


def build_plan(world: World, clerks: dict[str, Clerk]) -> Plan:
    """The whole plan of a sample; the same for the same world."""
    planter = Planter(world, clerks)
    _series(planter)
    _rows(planter)
    _documents(planter)
    _evaluations(planter)
    _registers(planter)
    _legitimate(planter)
    return planter.plan


# ------------------------------------------------------------------------------------------- series over several months
def _reported(planter: Planter, line: Line) -> tuple[list[int], list[float]]:
    key = (line.kode_opd, line.kode)
    nyata, fisik = list(line.nyata), list(line.fisik)
    planter.plan.nyata[key], planter.plan.fisik[key] = nyata, fisik
    return nyata, fisik


def _series(p: Planter) -> None:
    last = p.world.months
    easy = ("event", "jasa", "rutin")
    for line in p.take(6, lambda x: x.jenis in easy and x.pagu(12) > 3e7):
        nyata, _ = _reported(p, line)
        start = p.months(8, 10)
        for m in range(start, last + 1):
            nyata[m - 1] = max(int(line.pagu(m) * 1.07) + 13, nyata[m - 2])
            p.record("melebihi_pagu", "ANG-001", line.kode_opd, bulan=m, kode=line.kode, kolom="realisasi_idr",
                     keterangan="turunan: REK-001, FSK-001", severity_idr=nyata[m - 1] - line.pagu(m))  # fmt: skip
    for line in p.take(
        12, lambda x: x.jenis in ("event", "jasa") and x.pagu(12) > 1e8 and x.nyata[9] < 0.62 * x.pagu(10)
    ):
        nyata, fisik = _reported(p, line)
        start = p.months(5, 8)
        for m in range(start, last + 1):
            nyata[m - 1] = min(line.nyata[m - 1] + int(0.22 * line.pagu(m)) + 1, int(line.pagu(m) * 0.96))
            nyata[m - 1] = max(nyata[m - 1], nyata[m - 2])
            fisik[m - 1] = max(fisik[m - 1], min(round(100 * nyata[m - 1] / line.pagu(m) + 2, 2), 99.0), fisik[m - 2])
            if nyata[m - 1] - line.nyata[m - 1] > 0.1 * line.pagu(m) and nyata[m - 1] > line.nyata[min(m, 11)]:
                p.record("beda_sp2d", "REK-001", line.kode_opd, bulan=m, kode=line.kode, kolom="realisasi_idr",
                         keterangan="turunan: REK-003, KLP di LRA", severity_idr=nyata[m - 1] - line.nyata[m - 1])  # fmt: skip
    for line in p.take(6, lambda x: x.jenis in ("event", "jasa") and x.pagu(12) > 1e8 and x.nyata[6] < 0.4 * x.pagu(6)):
        nyata, _ = _reported(p, line)
        for m in range(5, 8):
            spd = sum(line.kas[line.version(m)[0]][: 3 * ((m + 2) // 3)])
            if spd <= line.nyata[m] or line.nyata[m - 1] == 0:
                continue
            nyata[m - 1] = spd
            p.record("spd_dihitung", "REK-005,REK-001", line.kode_opd, bulan=m, kode=line.kode, kolom="realisasi_idr",
                     keterangan="turunan: REK-001; DRT-001 sesudahnya", severity_idr=spd - line.nyata[m - 1])  # fmt: skip
    for line in p.take(5, lambda x: x.jenis == "event" and x.nyata[1] == 0 and x.pagu(1) > 2e8):
        nyata, _ = _reported(p, line)
        for m in (1, 2):
            nyata[m - 1] = 50_000_000
            p.record("up_dihitung", "REK-002,REK-001", line.kode_opd, bulan=m, kode=line.kode, kolom="realisasi_idr",
                     keterangan="UP dilaporkan sebagai belanja; turunan: FSK-001", severity_idr=50_000_000)  # fmt: skip
    for line in p.take(8, lambda x: x.jenis in easy and x.nyata[5] > 1e7):
        nyata, _ = _reported(p, line)
        m = p.months(6, 10)
        nyata[m - 1] = int(nyata[m - 2] * 0.8)
        p.record("kumulatif_turun", "DRT-001", line.kode_opd, bulan=m, kode=line.kode, kolom="realisasi_idr",
                 keterangan="tanpa pengembalian; turunan: REK-001", severity_idr=line.nyata[m - 1] - nyata[m - 1])  # fmt: skip
    for line in p.take(
        6, lambda x: x.jenis in easy and x.nyata[2] > 1e6 and x.nyata[2] * 10 < x.pagu(3) * 0.97 and x.nyata[2] % 7
    ):
        nyata, _ = _reported(p, line)
        nyata[2] = line.nyata[2] * 10
        p.record("geser_digit", "DRT-006", line.kode_opd, bulan=3, kode=line.kode, kolom="realisasi_idr",
                 keterangan="x10; turunan: REK-001, FSK-001, DRT-001 bulan berikut", severity_idr=line.nyata[2] * 9)  # fmt: skip
    for line in p.take(8, lambda x: x.jenis == "rutin" and x.pagu(12) > 1e8):
        nyata, fisik = _reported(p, line)
        m = p.months(6, 9)
        for at in (m, m + 1):
            nyata[at - 1], fisik[at - 1] = nyata[at - 2], fisik[at - 2]
            p.record("salin_bulan_lalu", "DRT-003", line.kode_opd, bulan=at, kode=line.kode, kolom="realisasi_idr",
                     keterangan="SP2D bergerak; turunan: REK-001", severity_idr=line.nyata[at - 1] - nyata[at - 1])  # fmt: skip
    _physical_series(p)


def _physical_series(p: Planter) -> None:
    last = p.world.months
    for line in p.take(10, lambda x: x.jenis in ("event", "jasa") and x.nyata[4] > 0 and x.nyata[8] < 0.9 * x.pagu(9)):
        _, fisik = _reported(p, line)
        for m in range(5, 9):
            fisik[m - 1] = share(line.nyata[m - 1], line.pagu(m)) or 0.0
        fisik[:4] = [min(x, fisik[4]) for x in fisik[:4]]
        p.record("fisik_sama_keuangan", "FSK-003", line.kode_opd, bulan=8, kode=line.kode, kolom="fisik_pct",
                 keterangan="fisik = keuangan bulan 5-8")  # fmt: skip
    for line in p.take(6, lambda x: x.jenis == "konstruksi" and x.kontrak is not None and 8 <= x.kontrak.finish <= 11):
        _, fisik = _reported(p, line)
        finish = line.kontrak.finish if line.kontrak else 11
        fisik[finish - 3 :] = [100.0] * (12 - finish + 3)
        for m in (finish - 2, finish - 1):
            p.record("fisik_100_tanpa_bast", "FSK-004,FSK-002", line.kode_opd, bulan=m, kode=line.kode, kolom="fisik_pct",
                     keterangan="BAST belum ada pada bulan itu; turunan: FSK-005", severity_idr=line.pagu(m))  # fmt: skip
    for line in p.take(6, lambda x: x.jenis == "konstruksi" and x.kontrak is not None and x.kontrak.sign >= 5):
        _, fisik = _reported(p, line)
        sign = line.kontrak.sign if line.kontrak else 5
        for m in (sign - 2, sign - 1):
            fisik[m - 1] = 12.0 + 3 * (m - sign + 2)
            p.record("fisik_sebelum_kontrak", "FSK-006", line.kode_opd, bulan=m, kode=line.kode, kolom="fisik_pct")
        fisik[sign - 1 :] = [max(x, 15.0) for x in fisik[sign - 1 :]]
    for line in p.take(14, lambda x: x.jenis in ("event", "jasa", "konstruksi") and x.fisik[6] < 60):
        _, fisik = _reported(p, line)
        for m in range(7, last + 1):
            fisik[m - 1] = min(max(fisik[m - 1] + 22.0, fisik[m - 2]), 99.0)
        p.record("fisik_mendahului", "", line.kode_opd, keras=False, bulan=last, kode=line.kode, kolom="fisik_pct",
                 keterangan="fisik dinaikkan 22 poin sejak Juli")  # fmt: skip
    for line in p.take(8, lambda x: x.jenis in ("event", "jasa") and x.fisik[9] < 95):
        _, fisik = _reported(p, line)
        fisik[:] = [round(8.0 * (m + 1), 2) for m in range(12)]
        p.record("deret_terlalu_mulus", "", line.kode_opd, keras=False, bulan=last, kode=line.kode, kolom="fisik_pct",
                 keterangan="naik tepat 8 poin setiap bulan")  # fmt: skip
    amount = 187_654_321
    for line in p.take(
        3,
        lambda x: (
            x.jenis in ("event", "jasa") and x.nyata[last - 2] < amount < x.pagu(last) and x.nyata[last - 1] != amount
        ),
    ):
        nyata, _ = _reported(p, line)
        nyata[last - 1] = amount
        p.record("angka_contoh", "KLP-007", line.kode_opd, bulan=last, kode=line.kode, kolom="realisasi_idr",
                 keterangan="angka contoh yang sama di tiga OPD; turunan: REK-001", severity_idr=amount)  # fmt: skip


# ------------------------------------------------------------------------------------------- one row of one month's form
def _rows(p: Planter) -> None:
    by_layout = {layout: (lambda x, wanted=layout: p.clerks[x.kode_opd].layout == wanted) for layout in "AB"}
    late = 11 if p.world.months >= 11 else p.world.months

    def spread(
        jenis: str, aturan: str, count: int, kolom: str, fits: Callable[[Line], bool], stage: str, note: str = ""
    ) -> None:
        target = p.plan.leaf if stage == "leaf" else p.plan.finished
        for line in p.take(count, lambda x: fits(x) and x.nyata[3] > 1e6 and x.fisik[3] > 0):
            month = p.months(4, late)
            number = p.record(jenis, aturan, line.kode_opd, bulan=month, kode=line.kode, kolom=kolom, keterangan=note)
            target.setdefault((line.kode_opd, month), []).append((line.kode, jenis, number))

    anything = lambda _: True  # noqa: E731
    spread("persen_salah", "HIT-002", 10, "realisasi_pct", anything, "finished")
    spread("sd_salah", "HIT-003", 8, "ini_idr", by_layout["B"], "leaf", "turunan: HIT-003 pada induk")
    spread("lalu_salah", "HIT-004", 8, "lalu_idr", by_layout["B"], "leaf", "turunan: HIT-004 pada induk")
    spread("sisa_salah", "HIT-005", 8, "sisa_idr", by_layout["B"], "finished", "turunan: HIT-001 pada sisa")
    spread("nilai_fisik_salah", "HIT-006", 8, "nilai_fisik_idr", by_layout["A"], "leaf")
    spread("bobot_salah", "HIT-006", 5, "bobot_pct", by_layout["B"], "finished", "juga jumlah bobot")
    spread("kas_salah", "HIT-007", 8, "kas_idr", by_layout["A"], "leaf")
    spread("kode_bentuk", "KOD-001", 6, "kode", anything, "finished", "turunan: KLP-006, HIT-001, ULG-003")
    spread("kode_tak_dikenal", "KOD-002", 5, "kode", anything, "finished", "turunan: KLP-006, ANG-004")
    spread("kode_bidang_asing", "KOD-002", 5, "kode", anything, "finished", "turunan: KLP-006, ANG-004, HIT-001")
    spread("baris_hilang", "KLP-006", 8, "kode", anything, "leaf", "turunan: ANG-005")
    spread("baris_ganda", "KLP-012", 5, "kode", anything, "leaf", "turunan: ANG-005, HIT-006")
    spread(
        "baris_tersembunyi",
        "KLP-010",
        5,
        "realisasi_idr",
        lambda x: p.clerks[x.kode_opd].extension == "xlsx",
        "finished",
    )
    spread("data_pribadi", "KLP-011", 6, "permasalahan", anything, "finished")
    for line in p.take(6, lambda x: x.jenis in ("event", "jasa") and x.nyata[5] > 1e6):
        p.plan.no_ceiling.setdefault(line.kode_opd, set()).add(line.kode)
        for m in range(1, p.world.months + 1):
            if line.nyata[m - 1] > 0:
                p.record("tanpa_pagu", "ANG-004", line.kode_opd, bulan=m, kode=line.kode, kolom="pagu_idr", severity_idr=line.nyata[m - 1],
                         keterangan="tidak ada di DPA, kas, dan kolom pagu")  # fmt: skip
    kecamatan_or_opd = [a.kode for a in p.world.agencies]
    for kode_opd in p.rng.choice(kecamatan_or_opd, size=9, replace=False):
        month = p.months(3, late)
        program = p.world.lines[str(kode_opd)][-1].kode[:7]
        number = p.record("induk_salah", "HIT-001", str(kode_opd), bulan=month, kode=program, kolom="realisasi_idr",
                          keterangan="turunan: HIT-001 di atasnya", severity_idr=12_345_000)  # fmt: skip
        p.plan.finished.setdefault((str(kode_opd), month), []).append((program, "induk_salah", number))
    for kode_opd in p.rng.choice(kecamatan_or_opd, size=9, replace=False):
        month = p.months(3, late)
        number = p.record(
            "total_salah",
            "HIT-011",
            str(kode_opd),
            bulan=month,
            kode="",
            kolom="realisasi_idr",
            severity_idr=98_765_000,
        )
        p.plan.finished.setdefault((str(kode_opd), month), []).append(("", "total_salah", number))


def mutate(rows: Iterable[Row], changes: list[tuple[str, str, int]], month: int) -> list[Row]:
    """Apply the planted changes to the rows of one form; rows may vanish or double."""
    wanted: dict[str, tuple[str, int]] = {kode: (jenis, number) for kode, jenis, number in changes}
    result: list[Row] = []
    for row in rows:
        change = wanted.get(row.kode)
        if change is None or (row.kode == "" and row.tingkat != "total"):
            result.append(row)
            continue
        jenis, row.tanda = change
        if jenis == "baris_hilang":
            continue
        result.append(row)
        if jenis == "baris_ganda":
            twin = Row(**{name: getattr(row, name) for name in Row.__dataclass_fields__})
            twin.tanda, row.tanda = row.tanda, None
            result.append(twin)
        else:
            CHANGES[jenis](row, month)
    return result


def _shift_percent(row: Row, _: int) -> None:
    row.capaian = round((row.capaian or 0.0) + 6.5, 2)


def _shift_this_month(row: Row, _: int) -> None:
    row.ini += 4_321_000
    row.ini_pct = share(row.ini, row.pagu)


def _shift_last_month(row: Row, _: int) -> None:
    row.lalu += 777_000
    row.ini -= 777_000
    row.lalu_pct, row.ini_pct = share(row.lalu, row.pagu), share(row.ini, row.pagu)


def _shift_rest(row: Row, _: int) -> None:
    row.sisa = (row.sisa or 0) + 5_550_000


def _shift_physical_value(row: Row, _: int) -> None:
    row.nilai_fisik = (row.nilai_fisik or 0) + max((row.pagu or 0) // 8, 1_000_000)


def _shift_weight(row: Row, _: int) -> None:
    row.bobot = round((row.bobot or 0.0) + 6.0, 2)


def _shift_cash(row: Row, _: int) -> None:
    if row.kas is not None:
        row.kas[11] += 9_000_000


def _mangle_code(row: Row, _: int) -> None:
    row.kode_tertulis = row.kode[:-4] + "O" + row.kode[-3:].replace("0", "o")


def _unknown_code(row: Row, _: int) -> None:
    row.kode_tertulis = row.kode[:-4] + "9876"


def _foreign_code(row: Row, _: int) -> None:
    bidang = "3.25" if row.kode[:4] != "3.25" else "2.12"
    row.kode_tertulis = nomenclature()[bidang][len(row.uraian) % 20].kode


def _hide(row: Row, _: int) -> None:
    row.tersembunyi = True


def _personal(row: Row, _: int) -> None:
    row.masalah = "Menunggu berkas penerima an. Contoh Rekaan NIK 3603999913990001 HP 0812-0000-0000"


def _shift_parent(row: Row, month: int) -> None:
    row.nyata += 12_345_000
    ini = row.ini + 12_345_000
    derive(row, month)
    row.ini, row.ini_pct = ini, share(ini, row.pagu)


def _shift_total(row: Row, month: int) -> None:
    row.nyata += 98_765_000
    ini = row.ini + 98_765_000
    derive(row, month)
    row.ini, row.ini_pct = ini, share(ini, row.pagu)


CHANGES: dict[str, Callable[[Row, int], None]] = {
    "persen_salah": _shift_percent, "sd_salah": _shift_this_month, "lalu_salah": _shift_last_month, "sisa_salah": _shift_rest,
    "nilai_fisik_salah": _shift_physical_value, "bobot_salah": _shift_weight, "kas_salah": _shift_cash, "kode_bentuk": _mangle_code,
    "kode_tak_dikenal": _unknown_code, "kode_bidang_asing": _foreign_code, "baris_tersembunyi": _hide, "data_pribadi": _personal,
    "induk_salah": _shift_parent, "total_salah": _shift_total,
}  # fmt: skip

# ------------------------------------------------------------------------------------------- whole submissions
DOCUMENT_KINDS = (
    ("belum_lapor", "KLP-001", 9), ("terlambat", "KLP-002", 60), ("sebelum_periode", "KLP-002", 3), ("periode_kosong", "KLP-005", 5),
    ("unit_kosong", "KLP-005", 4), ("periode_bertentangan", "KLP-005", 4), ("pemerintah_lain", "KLP-007", 4),
    ("kode_kecamatan_salah", "KOD-005", 4), ("total_dicolok", "KLP-009", 6), ("lembar_tersembunyi", "KLP-010", 3),
    ("salin_berkas_bulan_lain", "KLP-004", 3), ("salin_berkas_opd_lain", "KLP-004", 3), ("nyata_ulang", "ULG-001", 5),
    ("baris_lenyap", "ULG-003", 4), ("berkas_rusak", "", 2), ("berkas_kosong", "", 2), ("berkas_terenkripsi", "", 1),
    ("bukan_workbook", "", 2), ("unggah_ganda", "", 4),
)  # fmt: skip
UNREADABLE = frozenset({"berkas_rusak", "berkas_kosong", "berkas_terenkripsi", "bukan_workbook", "belum_lapor"})
UNSURE = UNREADABLE | {
    "periode_kosong", "unit_kosong", "periode_bertentangan", "pemerintah_lain", "kode_kecamatan_salah", "salin_berkas_bulan_lain",
    "salin_berkas_opd_lain", "nyata_ulang", "baris_lenyap", "baris_ganda",
}  # fmt: skip
BATCH_AGENCIES = 4


def _documents(p: Planter) -> None:
    last = p.world.months
    codes = [a.kode for a in p.world.agencies]
    kecamatan = [a.kode for a in p.world.agencies if a.jenis == "KECAMATAN"]
    batch = [str(k) for k in p.rng.choice(kecamatan, size=BATCH_AGENCIES, replace=False)]
    for kode_opd in batch:
        for m in range(1, min(4, last) + 1):
            p.plan.document[kode_opd, m] = ("borongan", p.record("borongan", "KLP-003,KLP-002", kode_opd, bulan=m,
                keterangan="empat bulan dikirim dalam satu buku kerja pada satu hari"))  # fmt: skip
    for jenis, aturan, count in DOCUMENT_KINDS:
        done = 0
        while done < count:
            kode_opd = str(p.rng.choice(kecamatan if jenis == "kode_kecamatan_salah" else codes))
            month = p.months(3 if jenis.startswith("salin") else 2, min(9, last) if aturan.startswith("ULG") else last)
            clerk = p.clerks[kode_opd]
            free = all((kode_opd, m) not in p.plan.document for m in (month - 1, month, month + 1)) and not (
                kode_opd in batch and month < 6
            )
            changed = (kode_opd, month) in p.plan.leaf or (kode_opd, month) in p.plan.finished
            spreadsheet = (
                clerk.extension == "xlsx" and clerk.formulas and clerk.numbers == "angka" and not clerk.dash_for_zero
            )
            if (
                not free
                or (changed and jenis in UNSURE)
                or (jenis in ("total_dicolok", "lembar_tersembunyi") and not spreadsheet)
            ):
                continue
            if jenis in UNREADABLE and any(x.bulan == month and x.kode_opd == kode_opd for x in p.plan.plants):
                continue
            done += 1
            hard = jenis != "unggah_ganda"
            kolom = jenis if jenis in UNREADABLE and jenis != "belum_lapor" else None
            number = p.record(jenis, aturan, kode_opd, keras=hard, bulan=month, kolom=kolom, dataset="rfk",
                              keterangan="turunan: KLP-001" if jenis in UNREADABLE else "")  # fmt: skip
            p.plan.document[kode_opd, month] = (jenis, number)


# ------------------------------------------------------------------------------------------- E.81, agreements, contracts
def _evaluations(p: Planter) -> None:
    quarters = p.world.months // 3
    if quarters == 0:
        return

    def quarter() -> int:
        return int(p.rng.integers(1, quarters + 1))

    for jenis, aturan, count in (("capaian_renstra_salah", "HIT-008", 8), ("jumlah_triwulan_salah", "HIT-008", 8)):
        for line in p.take(count, lambda x: sum(x.keluaran[:1]) > 0 and x.target > 3):
            q = quarter()
            number = p.record(jenis, aturan, line.kode_opd, dataset="e81", triwulan=q, kode=line.kode,
                              kolom="capaian_k_pct" if jenis.startswith("capaian") else "total_k")  # fmt: skip
            p.plan.evaluation.setdefault((line.kode_opd, q), []).append((line.kode, jenis, number))
    outcomes = [o for group in p.world.outcomes.values() for o in group]
    percents = [o for o in outcomes if o.satuan == "%" and o.agregasi == "akhir" and o.polaritas == "naik"]
    for i in p.rng.choice(len(percents), size=6, replace=False):
        o, q = percents[i], max(2, quarter()) if quarters > 1 else 1
        number = p.record("persen_dijumlah", "HIT-009", o.kode_opd, dataset="e81", triwulan=q, kode=o.kode, kolom="total_k",
                          keterangan="turunan: HIT-008")  # fmt: skip
        p.plan.evaluation.setdefault((o.kode_opd, q), []).append((o.kode, "persen_dijumlah", number))
    falling = [o for o in outcomes if o.polaritas == "turun"]
    for i in p.rng.choice(len(falling), size=8, replace=False):
        o, q = falling[i], quarter()
        if abs(o.triwulan[q - 1] / o.target - 1) < 0.03:
            continue
        number = p.record(
            "polaritas_salah", "IND-001", o.kode_opd, dataset="indikator", triwulan=q, kode=o.kode, kolom="capaian_pct"
        )
        p.plan.evaluation.setdefault((o.kode_opd, q), []).append((o.kode, "polaritas_salah", number))
    for kode_opd in p.rng.choice([a.kode for a in p.world.agencies], size=8, replace=False):
        q = quarter()
        number = p.record(
            "predikat_salah", "IND-008,HIT-008", str(kode_opd), dataset="e81_ringkas", triwulan=q, kolom="predikat_k"
        )
        p.plan.evaluation.setdefault((str(kode_opd), q), []).append(("", "predikat_salah", number))


CONTRACT_KINDS = (
    ("kontrak_melebihi_pagu", "KTR-001", 4, "nilai_idr"), ("tanggal_terbalik", "KTR-003", 5, "spmk_tgl"),
    ("lewat_tahun", "KTR-004", 4, "akhir_tgl"), ("bayar_mendahului", "KTR-005", 4, "bayar_idr"),
    ("nilai_satu", "KTR-007", 3, "nilai_idr"), ("tanggal_nol", "KTR-007", 3, "kontrak_tgl"), ("nomor_ganda", "KTR-007", 3, "nomor"),
)  # fmt: skip


def _registers(p: Planter) -> None:
    last = p.world.months
    if last >= 10:
        for line in p.take(8, lambda x: x.target >= 8 and x.kontrak is None):
            value = float(max(1, int(line.target * 0.5)))
            number = p.record("target_diturunkan", "IND-003", line.kode_opd, dataset="indikator", kode=line.kode, kolom="target_k",
                              keterangan="PK perubahan tanpa dokumen dasar")  # fmt: skip
            p.plan.lowered[line.kode_opd, line.kode] = (value, number)
    for jenis, aturan, count, kolom in CONTRACT_KINDS:
        for line in p.take(
            count, lambda x: x.kontrak is not None and x.kontrak.sign <= last and 0 < x.kontrak.finish <= last
        ):
            number = p.record(jenis, aturan, line.kode_opd, dataset="kontrak", kode=line.kode, kolom=kolom,
                              severity_idr=line.kontrak.nilai if line.kontrak else 0)  # fmt: skip
            p.plan.contract[line.kode_opd, line.kode] = (jenis, number)


def _legitimate(p: Planter) -> None:
    for line in p.lines:
        if line.sah:
            p.record(
                line.sah,
                "",
                line.kode_opd,
                keras=False,
                kode=line.kode,
                keterangan="wajar; tidak boleh dinyatakan anomali",
            )
