"""Ways results, capaian and targets are bent."""

from __future__ import annotations

import numpy as np

from simulation.labelled.behaviour import Behaviour, Scene, write_result
from simulation.labelled.offices import MONTHS
from simulation.labelled.outcomes import achievement_pct
from simulation.labelled.sheet import Sheet

_MONTH = np.arange(MONTHS)
_BOUNDS = (50.0, 65.0, 75.0, 90.0)
_NEVER = np.zeros(MONTHS, dtype=bool)
_OTHER_UNITS = {"orang": ("kali layanan", 2.6), "rumah tangga": ("jiwa", 3.9), "siswa": ("kali hadir", 6.5)}


def _rising(sheet: Sheet) -> bool:
    return sheet.line.polarity > 0


def _counted(sheet: Sheet) -> bool:
    return sheet.line.template.ind_kind.startswith("count")


def _achievement(sheet: Sheet) -> np.ndarray:
    return sheet.reported["capaian_rep"]


def _nearly_there(sheet: Sheet, scene: Scene) -> np.ndarray:
    low = 100 - 8 * max(scene.gap, 0.5)
    return np.asarray((_achievement(sheet) >= low) & (_achievement(sheet) < 100) & (_MONTH >= 5) & _rising(sheet))


def _nudge_to_target(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    write_result(sheet, months, sheet.reported["target"])


def _under_a_bound(sheet: Sheet, _scene: Scene) -> np.ndarray:
    share = _achievement(sheet)
    near = np.any([(share < bound) & (share >= bound - 5) for bound in _BOUNDS], axis=0)
    return np.asarray(near & (_MONTH >= 2) & _rising(sheet))


def _nudge_over_bound(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    share = _achievement(sheet)
    above = np.array([next((b for b in _BOUNDS if s < b <= s + 5), s) for s in share])
    wanted = (above + scene.rng.uniform(0.3, 2.0)) / 100 * sheet.reported["target"]
    lifted = np.ceil(wanted) if _counted(sheet) else wanted
    write_result(sheet, months & (above > share), lifted)


def _some_result(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((sheet.outcome > 0) & (_achievement(sheet) < 97) & _rising(sheet) & (_MONTH > 0))


def _inflate_result(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    factor = scene.draw_factor()
    ceiling = sheet.reported["target"] * float(scene.rng.uniform(1.0, 1.25))
    write_result(sheet, months, np.minimum(sheet.outcome * factor, np.maximum(ceiling, sheet.outcome)))


def _big_count(sheet: Sheet, _scene: Scene) -> np.ndarray:
    enough = (sheet.outcome >= 2) & _counted(sheet) & (_MONTH > 0) & (sheet.outcome > 0.15 * sheet.reported["target"])
    return np.asarray(enough)


def _count_twice(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    """Last month's cumulative figure is added again on top of this month's."""
    before = np.concatenate(([0.0], sheet.outcome[:-1]))
    write_result(sheet, months, sheet.outcome + before)


def _countable_people(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((sheet.outcome > 5) & (sheet.line.template.unit in _OTHER_UNITS) & (_MONTH > 0))


def _switch_unit(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    unit, times = _OTHER_UNITS[sheet.line.template.unit]
    write_result(sheet, months, sheet.outcome * times * float(scene.rng.uniform(0.85, 1.15)))
    sheet.unit = [unit if bent else own for bent, own in zip(months, sheet.unit, strict=True)]


def _falling(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((sheet.outcome > 0.92 * sheet.reported["target"]) & (not _rising(sheet)) & (_MONTH > 0))


def _report_fewer_cases(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    write_result(sheet, months, sheet.outcome / (1 + scene.draw_lift(0.12, 0.6)))


def _nothing_done(sheet: Sheet, _scene: Scene) -> np.ndarray:
    idle = (sheet.course.physical < 15) & (sheet.reported["phys_rep"] < 20) & (_MONTH >= 3)
    return np.asarray(idle & _counted(sheet) & _rising(sheet))


def _result_before_work(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """Results are counted from work that has hardly begun."""
    share = np.cumsum(np.where(months, scene.rng.uniform(0.08, 0.2, MONTHS) * max(scene.gap, 0.7), 0.0)) + 0.15
    write_result(sheet, months, np.ceil(np.minimum(share, 0.95) * sheet.reported["target"]))


def _level_frozen(sheet: Sheet, scene: Scene) -> np.ndarray:
    """A level indicator that fell below last year's best."""
    if scene.previous is None or _counted(sheet) or not _rising(sheet):
        return _NEVER
    best = float(scene.previous.honest["realisasi"].max())
    return np.asarray((best - sheet.outcome > 0.015 * sheet.reported["target"]) & (_MONTH > 1))


def _keep_last_years_level(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    if scene.previous is not None:
        best = float(scene.previous.honest["realisasi"].max())
        write_result(sheet, months, np.maximum(sheet.outcome, best))


def _below_target(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((_achievement(sheet) < 97) & (_achievement(sheet) > 2) & _rising(sheet))


def _state_more(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The percentage stated is above what its own two figures give."""
    stated = _achievement(sheet) + 100 * scene.draw_lift(0.05, 0.25)
    capped = np.minimum(np.round(stated, 2), max(100.0, float(_achievement(sheet).max())))
    sheet.reported["capaian_rep"] = np.where(months, np.maximum(capped, _achievement(sheet)), _achievement(sheet))


def _falling_over_target(sheet: Sheet, _scene: Scene) -> np.ndarray:
    return np.asarray((sheet.outcome > 1.02 * sheet.reported["target"]) & (not _rising(sheet)))


def _turn_polarity(sheet: Sheet, months: np.ndarray, _scene: Scene) -> None:
    """R/T is stated where less is better."""
    office = sheet.line.office
    turned = achievement_pct(sheet.reported["realisasi"], sheet.reported["target"], 1, False, office.decimals)
    sheet.reported["capaian_rep"] = np.where(months, turned, _achievement(sheet))


def _target_out_of_reach(sheet: Sheet, _scene: Scene) -> np.ndarray:
    behind = (sheet.course.plan - sheet.course.physical > 5) | (_MONTH >= 8)
    unchanged = bool((sheet.reported["target"] == sheet.target_initial).all())
    small = _counted(sheet) & (sheet.target_initial < 4)
    return np.asarray(
        behind & (_MONTH >= 3) & (_achievement(sheet) < 98) & unchanged & (not small) & (sheet.document == "DPA")
    )


def _cut_target(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The target is moved towards the result in the middle of the year, without a document."""
    _set_target(sheet, months, scene, 0.12, 0.35)


def _set_target(sheet: Sheet, months: np.ndarray, scene: Scene, low: float, high: float) -> None:
    share = min(scene.draw_lift(low, high), 0.6)
    moved = sheet.target_initial * (1 - sheet.line.polarity * share)
    value = max(1.0, np.floor(moved)) if _counted(sheet) else float(np.round(moved, 1))
    sheet.reported["target"] = np.where(months, value, sheet.reported["target"])
    sheet.recompute_achievement()


def _from_january(sheet: Sheet, scene: Scene) -> np.ndarray:
    plain = bool((sheet.reported["target"] == sheet.target_initial).all())
    small = _counted(sheet) & (sheet.target_initial < 5)
    return np.asarray((_MONTH == 0) & (scene.previous is not None) & plain & (not small))


def _set_target_low(sheet: Sheet, months: np.ndarray, scene: Scene) -> None:
    """The target is set below last year's from the start."""
    _set_target(sheet, months, scene, 0.14, 0.4)


RESULTS = (
    Behaviour("hasil_tepat_target", "realisasi", _nearly_there, _nudge_to_target),
    Behaviour("hasil_naik_predikat", "realisasi", _under_a_bound, _nudge_over_bound),
    Behaviour("hasil_dilebihkan", "realisasi", _some_result, _inflate_result),
    Behaviour("hasil_dihitung_dua_kali", "realisasi", _big_count, _count_twice),
    Behaviour("hasil_ganti_satuan", "realisasi", _countable_people, _switch_unit, lasts=True, certain=True),
    Behaviour("hasil_kasus_disembunyikan", "realisasi", _falling, _report_fewer_cases),
    Behaviour("hasil_sebelum_kerja", "realisasi", _nothing_done, _result_before_work),
    Behaviour("hasil_tahan_level", "realisasi", _level_frozen, _keep_last_years_level),
    Behaviour("capaian_salah_hitung", "capaian_rep", _below_target, _state_more, certain=True),
    Behaviour("capaian_polaritas", "capaian_rep", _falling_over_target, _turn_polarity, certain=True),
    Behaviour("target_dipotong", "target", _target_out_of_reach, _cut_target, lasts=True, certain=True),
    Behaviour("target_rendah", "target", _from_january, _set_target_low, lasts=True),
)
