"""Planted behaviour that only further papers show: advances, physical plans, parts of a ratio, days of entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from simulation.forms.rows import physical_plan
from simulation.plan import Planter
from simulation.plant_series import reported
from simulation.world import Line, Outcome, Sp2d

SHRUNK_TO = 0.85
"""What is left of a denominator when part of what it counts is left out."""


def plant_evidence(p: Planter) -> None:
    """Plant every behaviour of this module; drawn last, so that nothing drawn before depends on it."""
    _advances(p)
    _progress_as_planned(p)
    _fewer_counted(p)
    _typed_in_december(p)


def _advances(p: Planter) -> None:
    """Advances in a line's own name: most are handled well, some are reported as spent on the day they are paid."""
    open_to = p.world.months - 1

    def month_of(line: Line) -> int:
        """The month before one with spending, so that the advance is used in the month after it was paid."""
        return next((m for m in range(3, open_to) if line.nyata[m] - line.nyata[m - 1] > 5_000_000), 0)

    def fits(line: Line) -> bool:
        month = month_of(line)
        told = month > 0 and (line.kode_opd, month) not in p.plan.document
        return told and line.jenis == "event" and line.kontrak is None and not line.tunda_sp2d

    for place, line in enumerate(p.take(24, fits)):
        month = month_of(line)
        amount = line.nyata[month] - line.nyata[month - 1]
        line.tambah_uang = (month, amount)
        _book_advance(p, line, month, amount)
        if place < 5:
            _count_advance(p, line, month, amount)
            continue
        if place < 8:
            _accounted_early(line, month)
        p.plan.touched.discard((line.kode_opd, line.kode))


def _book_advance(p: Planter, line: Line, month: int, amount: int) -> None:
    """The treasury's side: a TU this month, a TU NIHIL instead of the ordinary document next month."""
    documents = p.world.sp2d
    for at, d in enumerate(documents):
        own = (d.kode_opd, d.kode, d.tgl.month) == (line.kode_opd, line.kode, month + 1)
        if own and d.status == "final" and d.nilai == amount:
            documents[at] = replace(d, jenis="TU NIHIL", nomor=d.nomor.replace("-GU/", "-NIHIL/"))
            number = d.nomor.replace("-GU/", "-TU/")
            words = f"Tambahan Uang {line.uraian[:60]}"
            day = date(p.world.year, month, 20)
            documents.append(
                Sp2d(number, day, "TU", "final", line.kode_opd, line.kode, line.akun, words, amount, line.dana, d.spd)
            )
            return


def _count_advance(p: Planter, line: Line, month: int, amount: int) -> None:
    nyata, _ = reported(p, line)
    nyata[month - 1] = line.nyata[month - 1] + amount
    p.record(
        "tu_dihitung",
        line.kode_opd,
        bulan=month,
        kode=line.kode,
        kolom="realisasi_idr",
        keterangan="TU dilaporkan sebagai belanja sebelum SPJ",
        severity_idr=amount,
    )


def _accounted_early(line: Line, month: int) -> None:
    """Spent and accounted for in the month of the advance; the treasury's nihil follows a month later."""
    line.sah = "sah_spj_tu"
    line.nyata[month - 1] = line.nyata[month]
    line.fisik[month - 1] = line.fisik[month]


def _progress_as_planned(p: Planter) -> None:
    """Physical progress typed from the plan for four months while money lags behind the cash plan."""
    months = range(6, 10)

    def fits(line: Line) -> bool:
        lags = [sum(line.kas[line.version(m)[0]][:m]) - line.nyata[m - 1] for m in months]
        behind = all(lag > 0 for lag in lags) and lags[-1] > 0.13 * line.pagu(9) and lags[-2] > 0.13 * line.pagu(8)
        plans = [physical_plan(line, m) for m in months]
        rising = all(0 < plan < 98 for plan in plans) and line.fisik[4] <= plans[0] and plans[-1] <= line.fisik[9] + 25
        told = all((line.kode_opd, m) not in p.plan.document for m in months)
        asked = p.clerks[line.kode_opd].physical_plan and line.jenis in ("event", "jasa")
        return asked and told and behind and rising

    for line in p.take(5, fits):
        _, fisik = reported(p, line)
        for m in months:
            fisik[m - 1] = physical_plan(line, m)
        fisik[months[-1] :] = [max(value, fisik[months[-1] - 1]) for value in fisik[months[-1] :]]
        for m in months[2:]:
            p.record("fisik_persis_rencana", line.kode_opd, bulan=m, kode=line.kode, kolom="fisik_pct")


def _fewer_counted(p: Planter) -> None:
    quarter = p.world.months // 3
    if quarter < 2:
        return
    known = {(kode_opd, kode) for (kode_opd, _), changes in p.plan.evaluation.items() for kode, _, _ in changes}
    pool = [
        o
        for group in p.world.outcomes.values()
        for o in group
        if o.bagian is not None and o.triwulan[quarter - 1] < 80 and (o.kode_opd, o.kode) not in known
    ]
    for at in p.rng.choice(len(pool), size=min(5, len(pool)), replace=False):
        o = pool[at]
        number = p.record(
            "penyebut_menyusut", o.kode_opd, dataset="e81", triwulan=quarter, kode=o.kode, kolom="total_k"
        )
        p.plan.evaluation.setdefault((o.kode_opd, quarter), []).append((o.kode, "penyebut_menyusut", number))


def with_fewer_counted(outcome: Outcome, quarter: int) -> Outcome:
    """``outcome`` as told by leaving part of what is counted out of the last quarter; nothing more was achieved."""
    if outcome.bagian is None:
        return outcome
    part, whole = outcome.bagian[quarter - 2]
    parts = [*outcome.bagian[: quarter - 1], (part, int(whole * SHRUNK_TO)), *outcome.bagian[quarter:]]
    return replace(outcome, bagian=parts, triwulan=[round(100 * a / b, 2) for a, b in parts])


def _typed_in_december(p: Planter) -> None:
    """Only a whole year shows it: three months' figures all typed in the last days of December."""
    if p.world.months < 12:
        return
    pool = [kode for kode, clerk in p.clerks.items() if clerk.update_dates and clerk.extension == "xlsx"]
    for kode_opd in p.rng.choice(pool, size=min(2, len(pool)), replace=False):
        for month in (8, 9, 10):
            if (str(kode_opd), month) not in p.plan.document:
                number = p.record("isi_mundur", str(kode_opd), bulan=month, kolom="pemutakhiran_tgl")
                p.plan.document[str(kode_opd), month] = ("isi_mundur", number)
