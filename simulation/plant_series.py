"""Planted behaviour that runs through a line's monthly series of money or progress."""

from __future__ import annotations

from simulation.forms.rows import share
from simulation.plan import Planter
from simulation.world import Line

ORDINARY = ("event", "jasa", "rutin")


def reported(planter: Planter, line: Line) -> tuple[list[int], list[float]]:
    key = (line.kode_opd, line.kode)
    nyata, fisik = list(line.nyata), list(line.fisik)
    planter.plan.nyata[key], planter.plan.fisik[key] = nyata, fisik
    return nyata, fisik


def _above_ceiling(p: Planter) -> None:
    last = p.world.months
    for line in p.take(6, lambda x: x.jenis in ORDINARY and x.pagu(12) > 3e7):
        nyata, _ = reported(p, line)
        start = p.months(8, 10)
        for m in range(start, last + 1):
            nyata[m - 1] = max(int(line.pagu(m) * 1.07) + 13, nyata[m - 2])
            p.record(
                "melebihi_pagu",
                line.kode_opd,
                bulan=m,
                kode=line.kode,
                kolom="realisasi_idr",
                keterangan="turunan: REK-001, FSK-001",
                severity_idr=nyata[m - 1] - line.pagu(m),
            )


def _ahead_of_treasury(p: Planter) -> None:
    last = p.world.months
    for line in p.take(
        12, lambda x: x.jenis in ("event", "jasa") and x.pagu(12) > 1e8 and x.nyata[9] < 0.62 * x.pagu(10)
    ):
        nyata, fisik = reported(p, line)
        start = p.months(5, 8)
        for m in range(start, last + 1):
            nyata[m - 1] = min(line.nyata[m - 1] + int(0.22 * line.pagu(m)) + 1, int(line.pagu(m) * 0.96))
            nyata[m - 1] = max(nyata[m - 1], nyata[m - 2])
            fisik[m - 1] = max(fisik[m - 1], min(round(100 * nyata[m - 1] / line.pagu(m) + 2, 2), 99.0), fisik[m - 2])
            if nyata[m - 1] > line.nyata[m - 1]:
                p.record(
                    "beda_sp2d",
                    line.kode_opd,
                    keras=m < last and nyata[m - 1] - line.nyata[m] > 0.11 * line.pagu(m),
                    bulan=m,
                    kode=line.kode,
                    kolom="realisasi_idr",
                    keterangan="turunan: REK-003, KLP di LRA",
                    severity_idr=nyata[m - 1] - line.nyata[m - 1],
                )


def _authorisation_counted(p: Planter) -> None:
    for line in p.take(6, lambda x: x.jenis in ("event", "jasa") and x.pagu(12) > 1e8 and x.nyata[6] < 0.4 * x.pagu(6)):
        nyata, _ = reported(p, line)
        for m in range(5, 8):
            spd = sum(line.kas[line.version(m)[0]][: 3 * ((m + 2) // 3)])
            if spd <= line.nyata[m] or line.nyata[m - 1] == 0:
                continue
            nyata[m - 1] = spd
            p.record(
                "spd_dihitung",
                line.kode_opd,
                bulan=m,
                kode=line.kode,
                kolom="realisasi_idr",
                keterangan="turunan: REK-001; DRT-001 sesudahnya",
                severity_idr=spd - line.nyata[m - 1],
            )


def _float_counted(p: Planter) -> None:
    for line in p.take(5, lambda x: x.jenis == "event" and x.nyata[1] == 0 and x.pagu(1) > 2e8):
        nyata, _ = reported(p, line)
        for m in (1, 2):
            nyata[m - 1] = 50_000_000
            p.record(
                "up_dihitung",
                line.kode_opd,
                bulan=m,
                kode=line.kode,
                kolom="realisasi_idr",
                keterangan="UP dilaporkan sebagai belanja; turunan: FSK-001",
                severity_idr=50_000_000,
            )


def _falling(p: Planter) -> None:
    for line in p.take(8, lambda x: x.jenis in ORDINARY and x.nyata[5] > 1e7):
        nyata, _ = reported(p, line)
        m = p.months(6, 10)
        nyata[m - 1] = int(nyata[m - 2] * 0.8)
        p.record(
            "kumulatif_turun",
            line.kode_opd,
            bulan=m,
            kode=line.kode,
            kolom="realisasi_idr",
            keterangan="tanpa pengembalian; turunan: REK-001",
            severity_idr=line.nyata[m - 1] - nyata[m - 1],
        )


def _slipped_digit(p: Planter) -> None:
    for line in p.take(
        6,
        lambda x: (
            x.jenis in ORDINARY and x.nyata[2] > 1e6 and x.nyata[2] * 10 < x.pagu(3) * 0.97 and x.nyata[2] % 7 > 0
        ),
    ):
        nyata, _ = reported(p, line)
        nyata[2] = line.nyata[2] * 10
        p.record(
            "geser_digit",
            line.kode_opd,
            bulan=3,
            kode=line.kode,
            kolom="realisasi_idr",
            keterangan="x10; turunan: REK-001, FSK-001, DRT-001 bulan berikut",
            severity_idr=line.nyata[2] * 9,
        )


def _copied_month(p: Planter) -> None:
    for line in p.take(8, lambda x: x.jenis == "rutin" and x.pagu(12) > 1e8):
        nyata, fisik = reported(p, line)
        m = p.months(6, 9)
        for at in (m, m + 1):
            nyata[at - 1], fisik[at - 1] = nyata[at - 2], fisik[at - 2]
            p.record(
                "salin_bulan_lalu",
                line.kode_opd,
                bulan=at,
                kode=line.kode,
                kolom="realisasi_idr",
                keterangan="SP2D bergerak; turunan: REK-001",
                severity_idr=line.nyata[at - 1] - nyata[at - 1],
            )


def _physical_equals_money(p: Planter) -> None:
    for line in p.take(10, lambda x: x.jenis in ("event", "jasa") and x.nyata[4] > 0 and x.nyata[8] < 0.9 * x.pagu(9)):
        _, fisik = reported(p, line)
        for m in range(5, 9):
            fisik[m - 1] = share(line.nyata[m - 1], line.pagu(m)) or 0.0
        fisik[:4] = [min(x, fisik[4]) for x in fisik[:4]]
        for m in (7, 8):
            p.record(
                "fisik_sama_keuangan",
                line.kode_opd,
                bulan=m,
                kode=line.kode,
                kolom="fisik_pct",
                keterangan="fisik = keuangan sejak bulan 5",
            )


def _done_without_handover(p: Planter) -> None:
    for line in p.take(6, lambda x: x.jenis == "konstruksi" and x.kontrak is not None and 8 <= x.kontrak.finish <= 11):
        _, fisik = reported(p, line)
        finish = line.kontrak.finish if line.kontrak else 11
        fisik[finish - 3 :] = [100.0] * (12 - finish + 3)
        for m in (finish - 2, finish - 1):
            p.record(
                "fisik_100_tanpa_bast",
                line.kode_opd,
                keras=m == finish - 2,
                bulan=m,
                kode=line.kode,
                kolom="fisik_pct",
                keterangan="BAST belum ada pada bulan itu; turunan: FSK-005",
                severity_idr=line.pagu(m),
            )


def _before_contract(p: Planter) -> None:
    for line in p.take(6, lambda x: x.jenis == "konstruksi" and x.kontrak is not None and x.kontrak.sign >= 5):
        _, fisik = reported(p, line)
        sign = line.kontrak.sign if line.kontrak else 5
        for m in (sign - 2, sign - 1):
            fisik[m - 1] = 12.0 + 3 * (m - sign + 2)
            p.record("fisik_sebelum_kontrak", line.kode_opd, bulan=m, kode=line.kode, kolom="fisik_pct")
        fisik[sign - 1 :] = [max(x, 15.0) for x in fisik[sign - 1 :]]


def _physical_ahead(p: Planter) -> None:
    last = p.world.months
    for line in p.take(14, lambda x: x.jenis in ("event", "jasa", "konstruksi") and x.fisik[6] < 60):
        _, fisik = reported(p, line)
        for m in range(7, last + 1):
            fisik[m - 1] = min(max(fisik[m - 1] + 22.0, fisik[m - 2]), 99.0)
        p.record(
            "fisik_mendahului",
            line.kode_opd,
            keras=False,
            bulan=last,
            kode=line.kode,
            kolom="fisik_pct",
            keterangan="fisik dinaikkan 22 poin sejak Juli",
        )


def _too_smooth(p: Planter) -> None:
    last = p.world.months
    for line in p.take(8, lambda x: x.jenis in ("event", "jasa") and x.fisik[9] < 95):
        _, fisik = reported(p, line)
        fisik[:] = [round(8.0 * (m + 1), 2) for m in range(12)]
        p.record(
            "deret_terlalu_mulus",
            line.kode_opd,
            keras=False,
            bulan=last,
            kode=line.kode,
            kolom="fisik_pct",
            keterangan="naik tepat 8 poin setiap bulan",
        )


def _example_amount(p: Planter) -> None:
    last = p.world.months
    amount = 187_654_321
    for line in p.take(
        3,
        lambda x: (
            x.jenis in ("event", "jasa") and x.nyata[last - 2] < amount < x.pagu(last) and x.nyata[last - 1] != amount
        ),
    ):
        nyata, _ = reported(p, line)
        nyata[last - 1] = amount
        p.record(
            "angka_contoh",
            line.kode_opd,
            bulan=last,
            kode=line.kode,
            kolom="realisasi_idr",
            keterangan="angka contoh yang sama di tiga OPD; turunan: REK-001",
            severity_idr=amount,
        )


def plant_series(p: Planter) -> None:
    """Plant every behaviour of this module."""
    for plant in (
        _above_ceiling,
        _ahead_of_treasury,
        _authorisation_counted,
        _float_counted,
        _falling,
        _slipped_digit,
        _copied_month,
        _physical_equals_money,
        _done_without_handover,
        _before_contract,
        _physical_ahead,
        _too_smooth,
        _example_amount,
    ):
        plant(p)
