"""Ways the money reported is bent."""

from __future__ import annotations

import numpy as np

from simulation.labelled.behaviour import Behaviour, Scene, write_money
from simulation.labelled.offices import MONTHS
from simulation.labelled.sheet import Restatement, Sheet

_MONTH = np.arange(MONTHS)
_QUARTER_END = np.isin(_MONTH, (2, 5, 8, 11))


def _room(sheet: Sheet, _scene: Scene) -> np.ndarray:
    """Something is left under the ceiling."""
    return np.asarray((sheet.money.booked_idr < 0.85 * sheet.pagu) & (_MONTH > 0))


def _above_treasury(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    spent = sheet.money.booked_idr
    value = np.maximum(spent * scene.draw_factor(), spent + scene.draw_lift(0.01, 0.06) * sheet.pagu)
    write_money(sheet, months, np.minimum(value, 0.985 * sheet.pagu))


def _quarter_behind(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray(_QUARTER_END & (sheet.fin_plan - sheet.money.booked_idr > 0.05 * sheet.pagu))


def _meet_cash_plan(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """Lifted to the cash plan when the quarter is counted; the real figure returns a month later."""
    share = float(scene.rng.uniform(0.88, 1.0))
    series = sheet.reported["fin_rep"].copy()
    chosen = months & _QUARTER_END
    series[chosen] = np.maximum(series, np.minimum(share * sheet.fin_plan, sheet.pagu).astype(np.int64))[chosen]
    sheet.reported["fin_rep"] = series


def _late_in_year(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_MONTH >= 8) & (sheet.money.booked_idr > 0.5 * sheet.pagu))


def _above_ceiling(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    value = (sheet.pagu * (1 + scene.draw_lift(0.01, 0.15))).astype(np.int64)
    sheet.reported["fin_rep"] = np.where(months, value, sheet.reported["fin_rep"])


def _december_unspent(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_MONTH == MONTHS - 1) & (sheet.money.booked_idr < 0.85 * sheet.pagu))


def _spend_all_in_december(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    write_money(sheet, months, sheet.pagu * float(scene.rng.uniform(0.94, 0.995)))


def _spending(sheet: Sheet, _scene: Scene) -> np.ndarray:
    share = sheet.money.booked_idr / sheet.pagu
    return np.asarray((share > 0.05) & (share < 0.88))


def _round_up(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The next round figure above the books: whole tens of per cent, or a round sum."""
    grain = (
        sheet.pagu * 0.05
        if scene.rng.random() < 0.5
        else np.full(MONTHS, 10.0 ** np.floor(np.log10(sheet.pagu[0] / 6)))
    )
    value = np.ceil(sheet.money.booked_idr / grain + 0.3 * scene.gap) * grain
    write_money(sheet, months, np.round(value))


def _just_signed(sheet: Sheet, _scene: Scene) -> np.ndarray:
    contract = sheet.course.contract
    if contract is None:
        return np.zeros(MONTHS, dtype=bool)
    return np.asarray((contract.sign <= _MONTH + 1) & (sheet.money.booked_idr < 0.5 * contract.value_idr))


def _count_contract(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The signed value, or the next instalment, is booked as spent."""
    contract = sheet.course.contract
    if contract is not None:
        share = 1.0 if scene.rng.random() < 0.4 else min(0.3 + scene.draw_lift(0.1, 0.4), 1.0)
        write_money(sheet, months, np.maximum(sheet.money.booked_idr, share * contract.value_idr))


def _early_routine(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_MONTH < 6) & (sheet.line.template.ptype in ("RUTIN", "EVENT")) & (sheet.line.fund == "APBD"))


def _count_petty_cash(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The petty cash received is counted as spent."""
    write_money(sheet, months, sheet.money.booked_idr + scene.draw_lift(0.08, 0.25) * sheet.pagu)


def _restate_upwards(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """Closed months are raised away from the treasury, and the months after start from there."""
    first = int(np.flatnonzero(months)[0])
    added = int(scene.draw_lift(0.05, 0.3) * sheet.pagu[first])
    for closed in range(max(0, first - int(scene.rng.integers(1, 4))), first):
        old = int(sheet.reported["fin_rep"][closed])
        new = min(old + added, int(sheet.pagu[closed]))
        if sheet.submitted[closed] and new > old:
            sheet.restatements.append(Restatement(first + 1, closed + 1, "fin_rep", float(old), float(new)))
    write_money(sheet, months, sheet.money.booked_idr + added)


def _mid_year(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_MONTH >= 2) & (sheet.money.booked_idr < 0.8 * sheet.pagu) & sheet.submitted)


def _money_follows_progress(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    """Spending is written as if every finished share had been paid."""
    write_money(sheet, months, sheet.reported["phys_rep"] / 100 * sheet.pagu * 0.97)


def _unpaid_work(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray(sheet.course.physical / 100 - sheet.money.booked_idr / sheet.pagu > 0.12)


MONEY = (
    Behaviour("uang_di_atas_sp2d", "fin_rep", _room, _above_treasury),
    Behaviour("uang_kejar_triwulan", "fin_rep", _quarter_behind, _meet_cash_plan),
    Behaviour("uang_di_atas_pagu", "fin_rep", _late_in_year, _above_ceiling, lasts=True, certain=True),
    Behaviour("uang_habis_desember", "fin_rep", _december_unspent, _spend_all_in_december),
    Behaviour("uang_dibulatkan", "fin_rep", _spending, _round_up),
    Behaviour("uang_nilai_kontrak", "fin_rep", _just_signed, _count_contract),
    Behaviour("uang_persediaan_dihitung", "fin_rep", _early_routine, _count_petty_cash),
    Behaviour("uang_nyatakan_ulang", "fin_rep", _mid_year, _restate_upwards),
    Behaviour("uang_ikut_fisik", "fin_rep", _unpaid_work, _money_follows_progress),
)
