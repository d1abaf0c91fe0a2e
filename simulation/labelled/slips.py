"""Slips of the pen: wrong, but nobody's intention. A month at a time."""

from __future__ import annotations

import numpy as np

from simulation.labelled.offices import MONTHS
from simulation.labelled.sheet import Sheet
from simulation.labelled.styles import Request
from simulation.labelled.years import Sheets
from simulation.world import agency_rng

SLIP_SHARE = 0.003


def slip_figures(request: Request, sheets: Sheets) -> None:
    """Let honest rows slip in place; a slip that changes nothing is not one."""
    for (year, subkeg_id), sheet in sheets.items():
        rng = agency_rng(request.seed, "labelled", "slips", f"{year}{subkeg_id}")
        for month in np.flatnonzero(rng.random(MONTHS) < SLIP_SHARE):
            free = sheet.label[month] == "honest" and not sheet.shadow[month] and sheet.submitted[month]
            if free and _slip(sheet, int(month), rng):
                sheet.label[month] = "clerical"


def _slip(sheet: Sheet, month: int, rng: np.random.Generator) -> bool:
    name = str(rng.choice(("phys_rep", "fin_rep", "realisasi", "capaian_rep"), p=(0.3, 0.35, 0.2, 0.15)))
    series = sheet.reported[name] = sheet.reported[name].copy()
    before = series[month]
    match name:
        case "phys_rep":
            series[month] = round(before / 10, 2)
        case "fin_rep":
            series[month] = _swapped(int(before), rng) if rng.random() < 0.6 else before // 1000
        case "realisasi":
            series[month] = before * 10 if rng.random() < 0.5 else round(before / 10, 2)
        case _:
            series[month] = round(before / 100, 4)
    return bool(series[month] != before)


def _swapped(value: int, rng: np.random.Generator) -> int:
    """Two neighbouring digits change places."""
    digits = list(str(value))
    if len(digits) < 3:
        return value
    place = int(rng.integers(0, len(digits) - 1))
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))
