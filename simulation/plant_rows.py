"""Planted errors on one row of one month's form, and how each changes the row."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulation.forms.rows import Row, derive, share
from simulation.plan import Planter
from simulation.registers import nomenclature
from simulation.world import Line


def plant_rows(p: Planter) -> None:
    """Plant every error of this module."""
    late = 11 if p.world.months >= 11 else p.world.months
    _plant_cells(p, late)
    _plant_lines_without_ceiling(p)
    _plant_sums(p, late)


def _plant_cells(p: Planter, late: int) -> None:
    by_layout = {layout: (lambda x, wanted=layout: p.clerks[x.kode_opd].layout == wanted) for layout in "AB"}

    def spread(jenis: str, count: int, kolom: str, fits: Callable[[Line], bool], stage: str, note: str = "") -> None:
        target = p.plan.leaf if stage == "leaf" else p.plan.finished
        for line in p.take(count, lambda x: fits(x) and x.nyata[3] > 1e6 and x.fisik[3] > 0):
            month = p.months(4, late)
            number = p.record(jenis, line.kode_opd, bulan=month, kode=line.kode, kolom=kolom, keterangan=note)
            target.setdefault((line.kode_opd, month), []).append((line.kode, jenis, number))

    anything = lambda _: True  # noqa: E731
    spread("persen_salah", 10, "realisasi_pct", anything, "finished")
    spread("sd_salah", 8, "ini_idr", by_layout["B"], "leaf", "turunan: HIT-003 pada induk")
    spread("lalu_salah", 8, "lalu_idr", by_layout["B"], "leaf", "turunan: HIT-004 pada induk")
    spread("sisa_salah", 8, "sisa_idr", by_layout["B"], "finished", "turunan: HIT-001 pada sisa")
    spread("nilai_fisik_salah", 8, "nilai_fisik_idr", by_layout["A"], "leaf")
    spread("bobot_salah", 5, "bobot_pct", by_layout["B"], "finished", "juga jumlah bobot")
    spread("kas_salah", 8, "kas_idr", by_layout["A"], "leaf")
    spread("kode_bentuk", 6, "kode", anything, "finished", "turunan: KLP-006, HIT-001, ULG-003")
    spread("kode_tak_dikenal", 5, "kode", anything, "finished", "turunan: KLP-006, ANG-004")
    spread("kode_bidang_asing", 5, "kode", anything, "finished", "turunan: KLP-006, ANG-004, HIT-001")
    spread("baris_hilang", 8, "kode", anything, "leaf", "turunan: ANG-005")
    spread("baris_ganda", 5, "kode", anything, "leaf", "turunan: ANG-005, HIT-006")
    spread(
        "baris_tersembunyi",
        5,
        "realisasi_idr",
        lambda x: p.clerks[x.kode_opd].extension == "xlsx",
        "finished",
    )
    spread("data_pribadi", 6, "permasalahan", anything, "finished")


def _plant_lines_without_ceiling(p: Planter) -> None:
    for line in p.take(6, lambda x: x.jenis in ("event", "jasa") and x.nyata[5] > 1e6):
        p.plan.no_ceiling.setdefault(line.kode_opd, set()).add(line.kode)
        for m in range(1, p.world.months + 1):
            p.record(
                "tanpa_pagu",
                line.kode_opd,
                keras=line.nyata[m - 1] > 0,
                bulan=m,
                kode=line.kode,
                kolom="pagu_idr",
                severity_idr=line.nyata[m - 1],
                keterangan="tidak ada di DPA, kas, dan kolom pagu",
            )


def _plant_sums(p: Planter, late: int) -> None:
    """Wrong sums of a programme and of a whole form."""
    kecamatan_or_opd = [a.kode for a in p.world.agencies]
    for kode_opd in p.rng.choice(kecamatan_or_opd, size=9, replace=False):
        month = p.months(3, late)
        program = p.world.lines[str(kode_opd)][-1].kode[:7]
        number = p.record(
            "induk_salah",
            str(kode_opd),
            bulan=month,
            kode=program,
            kolom="realisasi_idr",
            keterangan="turunan: HIT-001 di atasnya",
            severity_idr=12_345_000,
        )
        p.plan.finished.setdefault((str(kode_opd), month), []).append((program, "induk_salah", number))
    for kode_opd in p.rng.choice(kecamatan_or_opd, size=9, replace=False):
        month = p.months(3, late)
        number = p.record(
            "total_salah",
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
    row.kode_tertulis = row.kode[:-4] + "12-B"


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
    "persen_salah": _shift_percent,
    "sd_salah": _shift_this_month,
    "lalu_salah": _shift_last_month,
    "sisa_salah": _shift_rest,
    "nilai_fisik_salah": _shift_physical_value,
    "bobot_salah": _shift_weight,
    "kas_salah": _shift_cash,
    "kode_bentuk": _mangle_code,
    "kode_tak_dikenal": _unknown_code,
    "kode_bidang_asing": _foreign_code,
    "baris_tersembunyi": _hide,
    "data_pribadi": _personal,
    "induk_salah": _shift_parent,
    "total_salah": _shift_total,
}
