"""How the work of a line really went in a year, and when money fell due: milestones, deliveries, sessions, months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.labelled.conditions import Conditions
from simulation.labelled.lines import Line
from simulation.labelled.offices import MONTHS
from simulation.labelled.schedule import cumulate, months_until, place

DONE = 99.9
OBSTACLES = (
    "tender gagal, diulang",
    "hujan dan banjir di lokasi",
    "lahan belum selesai",
    "penyedia terlambat kirim",
    "menunggu petunjuk teknis pusat",
    "pegawai pelaksana pindah tugas",
    "peminat kurang dari rencana",
    "anggaran dialihkan",
)


@dataclass(frozen=True, slots=True)
class Contract:
    """Months are 1..12; ``bast`` is 0 where the work was not handed over."""

    value_idr: int
    sign: int
    end: int
    bast: int
    vendor: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What holds a line back from month ``onset`` (0-based) on; the pace left is ``pace`` of the usual one."""

    cause: str
    onset: int
    pace: float


@dataclass(frozen=True, slots=True)
class LineYear:
    """What a year is played from. ``ceiling_idr`` is the first ceiling."""

    line: Line
    ceiling_idr: int
    conditions: Conditions
    obstacle: Obstacle | None
    rng: np.random.Generator


@dataclass(frozen=True, slots=True)
class Course:
    """January..December: ``physical`` and ``plan`` in percent of the work, ``due`` in shares of the ceiling."""

    physical: np.ndarray
    due: np.ndarray
    plan: np.ndarray
    contract: Contract | None


def run_course(year: LineYear) -> Course:
    """Play one year of a line; the same generator state plays the same year."""
    play = {
        "RUTIN": _routine, "EVENT": _sessions, "KONSTRUKSI": _construction,
        "MODAL": _deliveries, "BANSOS": _tranches, "JASA": _consultancy,
    }[year.line.template.ptype]  # fmt: skip
    return play(year)


def _hampered(steps: np.ndarray, obstacle: Obstacle | None) -> np.ndarray:
    """Monthly steps from the obstacle's onset on, at the pace it leaves."""
    if obstacle is None:
        return steps
    return np.where(np.arange(MONTHS) >= obstacle.onset, steps * obstacle.pace, steps)


def _routine(year: LineYear) -> Course:
    """Monthly services; bills come a month later, with a holiday month and a heavy last quarter in money."""
    plan = np.arange(1, MONTHS + 1) / MONTHS
    steps = _hampered(year.rng.lognormal(0, 0.12, MONTHS), year.obstacle)
    work = np.cumsum(steps) / MONTHS if year.obstacle else np.cumsum(steps) / steps.sum()
    money = year.rng.lognormal(0, 0.2, MONTHS)
    money[(3 if year.conditions.year < 2025 else 2, 5),] *= 1.5
    spent = np.cumsum(money) / money.sum()
    billed = np.concatenate(([0.0], spent[:-1])) if year.line.template.repeats % 2 else spent
    billed[-1] = 1.0
    due = np.minimum(billed, work + 0.04) * year.rng.uniform(0.9, 0.985)
    return Course(100 * np.minimum(work, 1), np.maximum.accumulate(due), 100 * plan, None)


def _sessions(year: LineYear) -> Course:
    """Meetings and trainings on the calendar; some are put off, some cancelled; each is paid about when held."""
    count = year.line.template.repeats
    weights = year.conditions.sessions.copy()
    weights[: min(year.line.template.usual_month, 4)] *= 0.15
    planned = np.sort(year.rng.choice(MONTHS - 1, size=count, p=weights[:-1] / weights[:-1].sum()))
    put_off = year.rng.random(count) < 0.25
    held = np.clip(planned + put_off * year.rng.integers(1, 4, count), 0, MONTHS - 1)
    if year.obstacle is not None:
        dropped = (held >= year.obstacle.onset) & (year.rng.random(count) > year.obstacle.pace)
        dropped[-1] = True
        held = held[~dropped]
    prepared = 0.06 * (np.arange(MONTHS) >= max(int(planned[0]) - 1, 0))
    work = prepared + 0.94 * cumulate(held) / count
    paid = np.clip(held + (year.rng.random(len(held)) < 0.3), 0, MONTHS - 1)
    due = cumulate(paid) / count * year.rng.uniform(0.85, 0.99)
    return Course(100 * work, due, 100 * cumulate(planned) / count, None)


def _construction(year: LineYear) -> Course:
    """Tender, works slowed by rain, milestone payments with an advance and five per cent kept until hand-over."""
    length = 3 + year.line.template.repeats % 4
    wanted = min(1 + year.line.template.usual_month, MONTHS - length - 2)
    plan = _s_curve(wanted, length, year.rng)
    sign = wanted + year.conditions.budget_delay + 2 * int(year.rng.random() < 0.15) + int(year.rng.integers(0, 2))
    if year.obstacle is not None and year.obstacle.onset <= sign:
        sign += int(year.rng.integers(2, 6))
    if sign >= MONTHS - 1:
        return Course(np.zeros(MONTHS), np.zeros(MONTHS), plan, None)
    pace = np.where(np.arange(MONTHS) < sign, 0.0, year.conditions.pace * year.rng.lognormal(0, 0.25, MONTHS))
    pace[sign] *= 0.4
    work = np.cumsum(_hampered(pace, year.obstacle)) / (length * float(year.conditions.pace.mean()))
    if year.obstacle is None and work[-1] < 1:
        work = work / work[-1] * (1.0 if year.rng.random() < 0.8 else year.rng.uniform(0.86, 0.97))
    physical = 100 * np.clip(work, 0, 1 if year.obstacle is None else 0.88)
    contract = _contract(year, sign, length, physical)
    advance = float(year.rng.choice((0.0, 0.2, 0.3), p=(0.4, 0.4, 0.2)))
    milestones = ((25, 50, 75, 100), (50, 100), (30, 60, 100), (100,))[int(year.rng.integers(4))]
    due = _milestone_payments(
        physical, milestones, advance, contract, min(sign + int(year.rng.integers(0, 2)), MONTHS - 1)
    )
    return Course(physical, due * contract.value_idr / year.ceiling_idr, plan, contract)


def _s_curve(start: int, length: int, rng: np.random.Generator) -> np.ndarray:
    shape = rng.uniform(1.4, 2.2)
    elapsed = np.clip((np.arange(MONTHS) - start + 1) / length, 0, 1)
    return np.asarray(100 * elapsed**shape / (elapsed**shape + (1 - elapsed) ** shape + 1e-12))


def _milestone_payments(
    physical: np.ndarray, milestones: tuple[int, ...], advance: float, contract: Contract, first: int
) -> np.ndarray:
    """Shares of the contract that fell due; unfinished work is settled in December for what stands."""
    reached = np.array([max([0, *(x for x in milestones if value >= x - 0.05)]) for value in physical]) / 100
    due = advance * (np.arange(MONTHS) >= first) + (1 - advance) * reached
    kept = np.ones(MONTHS) * 0.95
    if contract.bast:
        kept[contract.bast - 1 :] = 1.0
    due = np.where(reached > 0, due * kept, due)
    if not contract.bast:
        due[-1] = max(due[-1], physical[-1] / 100 - 0.05)
    return np.asarray(np.maximum.accumulate(due))


def _contract(year: LineYear, sign: int, length: int, physical: np.ndarray) -> Contract:
    finished = months_until(physical, DONE)
    bast = 0 if finished is None else finished + 1 + int(year.rng.choice((0, 1, 2), p=(0.6, 0.3, 0.1)))
    return Contract(
        value_idr=int(year.ceiling_idr * year.rng.uniform(0.82, 0.985)),
        sign=sign + 1,
        end=min(sign + length, MONTHS),
        bast=bast if bast <= MONTHS else (MONTHS if finished is not None else 0),
        vendor=f"{year.rng.choice(('CV', 'PT'), p=(0.8, 0.2))} {int(year.rng.integers(1, 200))}",
    )


def _deliveries(year: LineYear) -> Course:
    """Goods by catalogue or tender: nothing for a lead time, then one to three lots; paid up to two months later."""
    lots, lead = 1 + year.line.template.repeats % 3, int(year.rng.integers(1, 5))
    wanted = min(year.line.template.usual_month + 1, MONTHS - 5)
    planned = np.clip(wanted + 2 + np.arange(lots) * 2, 0, MONTHS - 1)
    order = min(wanted + year.conditions.budget_delay + int(year.rng.integers(0, 2)), MONTHS - 3)
    arrived = np.minimum(
        order + lead + np.cumsum(year.rng.integers(0, 3, lots)), MONTHS - 1 - (year.rng.random() < 0.7)
    )
    if year.obstacle is not None:
        arrived = arrived[: max(0, round(lots * year.obstacle.pace * year.rng.random()))]
    work = 0.05 * (np.arange(MONTHS) >= order) + 0.95 * cumulate(arrived) / lots
    physical = 100 * work
    contract = _contract(year, order, lead + 2, physical) if year.rng.random() < 0.93 else None
    worth = contract.value_idr / year.ceiling_idr if contract else year.rng.uniform(0.88, 0.99)
    due = cumulate(np.minimum(arrived + year.rng.integers(0, 3, len(arrived)), MONTHS - 1)) / lots * worth
    return Course(physical, due, 100 * cumulate(planned) / lots, contract)


def _tranches(year: LineYear) -> Course:
    """Aid in tranches once the list of recipients is decreed; money leaves before the last recipient signs."""
    count = 1 + year.line.template.repeats % 4
    wanted = year.line.template.usual_month + 1
    planned = np.clip(wanted + np.arange(count) * 2, 0, MONTHS - 1)
    decree = wanted + int(year.rng.integers(0, 3)) + year.conditions.budget_delay // 2
    paid = np.clip(decree + np.arange(count) * int(year.rng.integers(1, 3)), 0, MONTHS - 1)
    if year.obstacle is not None:
        paid = paid[: int(count * year.obstacle.pace * year.rng.random())]
    reached = place(paid, MONTHS) * year.rng.uniform(0.9, 1.0) / count
    late = np.concatenate(([0.0], place(paid, MONTHS)[:-1])) / count - np.concatenate(([0.0], reached[:-1]))
    work = np.cumsum(reached + np.clip(late, 0, None))
    work[-1] = len(paid) / count
    contract = (
        _contract(year, decree, 4, 100 * work) if decree < MONTHS - 1 and year.line.template.repeats % 2 else None
    )
    worth = contract.value_idr / year.ceiling_idr if contract else year.rng.uniform(0.9, 1.0)
    return Course(100 * work, cumulate(paid) / count * worth, 100 * cumulate(planned) / count, contract)


def _consultancy(year: LineYear) -> Course:
    """Inception, interim and final reports; or a yearly service contract billed a month behind."""
    if year.line.template.repeats >= 6:
        return _yearly_service(year)
    length = 3 + year.line.template.repeats
    wanted = min(year.line.template.usual_month, MONTHS - length - 1)
    sign = min(wanted + year.conditions.budget_delay + int(year.rng.integers(0, 3)), MONTHS - 3)
    stages = ((0.2, 0.2), (0.6, 0.65), (1.0, 1.0))
    plan = _staged(stages, wanted, length)
    drift = 1.0 if year.obstacle is None else 1 / max(year.obstacle.pace, 0.3)
    work = _staged(stages, sign, min(length * drift * year.rng.uniform(0.9, 1.3), (MONTHS - 1 - sign) * drift))
    if year.obstacle is not None:
        work = np.minimum(work, 0.65)
    physical = 100 * work
    contract = _contract(year, sign, length, physical)
    lag = int(year.rng.integers(0, 2))
    due = np.concatenate((np.zeros(lag), work[: MONTHS - lag]))
    due[-1] = work[-1]
    return Course(physical, due * contract.value_idr / year.ceiling_idr, 100 * plan, contract)


def _staged(stages: tuple[tuple[float, float], ...], start: int, length: float) -> np.ndarray:
    """Work stands at the last stage handed in."""
    elapsed = (np.arange(MONTHS) - start + 1) / max(length, 1.0)
    return np.array([max([0.0, *(share for when, share in stages if e >= when - 1e-9)]) for e in elapsed])


def _yearly_service(year: LineYear) -> Course:
    sign = int(year.rng.integers(0, 3))
    months = np.arange(MONTHS)
    plan = 100 * np.clip(months + 1, 0, MONTHS) / MONTHS
    steps = _hampered((months >= sign) / (MONTHS - sign), year.obstacle)
    work = np.cumsum(steps)
    contract = _contract(year, sign, MONTHS, 100 * work)
    due = np.concatenate(([0.0], work[:-1]))
    due[-1] = work[-1]
    return Course(100 * work, due * contract.value_idr / year.ceiling_idr, plan, contract)
