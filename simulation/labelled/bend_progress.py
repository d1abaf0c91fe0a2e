"""Ways physical progress is bent."""

from __future__ import annotations

import numpy as np

from simulation.labelled.behaviour import Behaviour, Scene, write_money, write_progress, write_result
from simulation.labelled.offices import MONTHS
from simulation.labelled.reporting import round_physical
from simulation.labelled.schedule import months_until
from simulation.labelled.sheet import Sheet

_MONTH = np.arange(MONTHS)
_LUMPY = ("EVENT", "KONSTRUKSI", "MODAL", "JASA", "BANSOS")


def _under_way(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """Work has begun and is some way from done."""
    return np.asarray((sheet.course.physical >= 8) & (sheet.course.physical <= 80))


def _behind(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray(sheet.course.plan - sheet.course.physical > 8)


def _lift_with_result(sheet: Sheet, months: np.ndarray, value: np.ndarray, scene: Scene) -> None:
    """Half of those who lift progress lift the count with it, so that both agree."""
    before = np.maximum(sheet.reported["phys_rep"], 1.0)
    write_progress(sheet, months, value)
    if sheet.line.template.ind_kind.startswith("count") and scene.rng.random() < 0.5:
        share = sheet.reported["phys_rep"] / before
        write_result(sheet, months, np.minimum(sheet.reported["realisasi"] * share, sheet.reported["target"]))


def _inflate(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    value = round_physical(np.minimum(sheet.course.physical * scene.draw_factor(), 99.0), sheet.line.office)
    _lift_with_result(sheet, months, value, scene)


def _follow_plan(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    write_progress(sheet, months, np.round(sheet.course.plan, 2))


def _march(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    """Equal steps to 100 in December on work that moves in lumps."""
    first = int(np.flatnonzero(months)[0])
    start = sheet.reported["phys_rep"][first - 1] if first else 0.0
    step = (100 - start) / (MONTHS - first)
    step = np.floor(step) if sheet.line.office.step >= 1 else round(step, 1)
    write_progress(sheet, months, start + step * (_MONTH - first + 1))


def _finish_early(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    write_progress(sheet, months, np.full(MONTHS, 100.0))


def _before_signature(sheet: Sheet, _scene: Scene) -> np.ndarray:
    contract = sheet.course.contract
    if contract is None or contract.sign < 3:
        return np.zeros(MONTHS, dtype=bool)
    return np.asarray((contract.sign > _MONTH + 1) & (contract.sign - 3 <= _MONTH + 1))


def _start_before_contract(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    steps = 6 + scene.draw_lift(2, 14) * np.cumsum(months)
    write_progress(sheet, months, round_physical(steps, sheet.line.office))


def _december_low(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_MONTH == MONTHS - 1) & (sheet.course.physical[-1] < 88))


def _jump_in_december(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    write_progress(sheet, months, np.full(MONTHS, float(scene.rng.choice((100.0, 98.0, 97.5, 99.0)))))


def _has_last_year(sheet: Sheet, scene: Scene) -> np.ndarray:
    if scene.previous is None:
        return np.zeros(MONTHS, dtype=bool)
    ahead = scene.previous.honest["phys_rep"] - sheet.course.physical
    return np.asarray((ahead > 4) & (_MONTH < 9))


def _copy_last_year(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    if scene.previous is not None:
        series = sheet.reported["phys_rep"].copy()
        series[months] = scene.previous.honest["phys_rep"][months]
        sheet.reported["phys_rep"] = series
        money = scene.previous.honest["fin_rep"]
        if scene.rng.random() < 0.4 and sheet.course.contract is None:
            write_money(sheet, months, money)


def _has_peer_ahead(sheet: Sheet, scene: Scene) -> np.ndarray:
    if scene.peer is None:
        return np.zeros(MONTHS, dtype=bool)
    return np.asarray((scene.peer.honest["phys_rep"] - sheet.course.physical > 3) & (_MONTH < 10))


def _copy_peer(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    if scene.peer is not None:
        series = sheet.reported["phys_rep"].copy()
        series[months] = scene.peer.honest["phys_rep"][months]
        sheet.reported["phys_rep"] = series


def _add_points(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """A whole office adds a few points to whatever has begun."""
    added = float(scene.rng.uniform(4, 14)) * max(scene.gap, 0.5)
    begun = months & (sheet.course.physical > 0)
    if begun.any():
        write_progress(sheet, begun, np.minimum(sheet.course.physical + added, 99.0))


def _paid_ahead(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """The money (an advance, or the contract's share) stands above the work."""
    paid = 100 * sheet.money.paid_idr / sheet.pagu
    return np.asarray(paid - sheet.course.physical > 5)


def _money_as_progress(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    paid = 100 * sheet.reported["fin_rep"] / sheet.pagu
    write_progress(sheet, months, round_physical(paid, sheet.line.office))


def _ordered(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """Signed, nothing delivered or built yet."""
    contract = sheet.course.contract
    if contract is None:
        return np.zeros(MONTHS, dtype=bool)
    return np.asarray((contract.sign <= _MONTH + 1) & (sheet.course.physical <= 20))


def _count_orders(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """An order or a signature is counted as half the work."""
    share = float(scene.rng.uniform(35, 70)) * min(max(scene.gap, 0.7), 1.3)
    write_progress(sheet, months, np.maximum(round_physical(np.full(MONTHS, share), sheet.line.office), 0))


def _stalled(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """Work stood still for two months or more."""
    steps = np.diff(sheet.course.physical, prepend=0.0)
    still = (steps < 0.5) & (np.roll(steps, 1) < 0.5) & (sheet.course.physical > 5) & (sheet.course.physical < 85)
    return np.asarray(still & (_MONTH > 0))


def _creep(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """Standing work is shown to creep a few points each month, never the same."""
    steps = np.where(months, scene.rng.uniform(2.0, 9.0, MONTHS) * max(scene.gap, 0.6), 0.0)
    first = int(np.flatnonzero(months)[0])
    base = sheet.reported["phys_rep"][first - 1] if first else 0.0
    write_progress(sheet, months, round_physical(np.minimum(base + np.cumsum(steps), 96.0), sheet.line.office))


def _unfinished(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """Between 25 and 92 %, before the hand-over; not in December, which is a way of its own."""
    contract = sheet.course.contract
    done = months_until(sheet.course.physical, 99.9)
    before = (MONTHS - 1 if done is None else done) > _MONTH
    return np.asarray((sheet.course.physical > 25) & (sheet.course.physical < 92) & before & (contract is not None))


def _lumpy_start(sheet: Sheet, _scene: Scene) -> np.ndarray:
    slow = sheet.course.physical < 60 + 3 * _MONTH
    return np.asarray(slow & (_MONTH < 8) & (_MONTH > 0) & (sheet.line.template.ptype in _LUMPY))


PROGRESS = (
    Behaviour("fisik_dilebihkan", "phys_rep", _under_way, _inflate),
    Behaviour("fisik_sama_rencana", "phys_rep", _behind, _follow_plan),
    Behaviour("fisik_langkah_tetap", "phys_rep", _lumpy_start, _march),
    Behaviour("fisik_selesai_dini", "phys_rep", _unfinished, _finish_early, lasts=True),
    Behaviour("fisik_sebelum_kontrak", "phys_rep", _before_signature, _start_before_contract),
    Behaviour("fisik_lompat_desember", "phys_rep", _december_low, _jump_in_december),
    Behaviour("fisik_salin_tahun_lalu", "phys_rep", _has_last_year, _copy_last_year),
    Behaviour("fisik_salin_tetangga", "phys_rep", _has_peer_ahead, _copy_peer),
    Behaviour("fisik_dari_uang_muka", "phys_rep", _paid_ahead, _money_as_progress),
    Behaviour("fisik_dari_pesanan", "phys_rep", _ordered, _count_orders),
    Behaviour("fisik_merayap", "phys_rep", _stalled, _creep),
    Behaviour("fisik_sekantor", "phys_rep", _under_way, _add_points, whole_office=True),
)
