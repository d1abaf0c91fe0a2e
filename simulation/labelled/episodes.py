"""Who bends what and when: episodes drawn until the year's share of dishonest rows is reached, and their labels."""

from __future__ import annotations

from collections import defaultdict
from itertools import count

import numpy as np

from simulation.labelled.behaviour import Behaviour, Scene
from simulation.labelled.behaviours import BEHAVIOURS
from simulation.labelled.offices import MONTHS
from simulation.labelled.sheet import Sheet
from simulation.labelled.styles import HISTORY_SHARE, SCORED_YEAR, YEARS, Request
from simulation.labelled.years import Sheets
from simulation.world import agency_rng

_MATERIAL = {"phys_rep": 2.0, "fin_rep": 0.01, "realisasi": 0.01, "capaian_rep": 1.0, "target": 0.02}
_HELD = 0.6
_TRIES = 40
_OFFICE_TURN = 0.4
_IDLE_ROUNDS = 3


def bend_figures(request: Request, sheets: Sheets) -> None:
    """Bend honest sheets in place, year by year; each line is bent in one way a year at most."""
    numbers = count(0)
    for year in YEARS:
        share = request.rate if year == SCORED_YEAR else request.rate * HISTORY_SHARE
        here = [sheet for (y, _), sheet in sheets.items() if y == year]
        quota = share * sum(int(sheet.submitted.sum()) for sheet in here)
        _YearOfEpisodes(request, sheets, here, year, numbers).fill(quota)


class _YearOfEpisodes:
    """Draws the episodes of one year."""

    def __init__(self, request: Request, sheets: Sheets, here: list[Sheet], year: int, numbers: count[int]) -> None:
        self._style = request.style
        self._sheets = sheets
        self._here = here
        self._numbers = numbers
        self._rng = agency_rng(request.seed, "labelled", "episodes", str(year))
        self._by_office: dict[str, list[Sheet]] = defaultdict(list)
        self._by_template: dict[str, list[Sheet]] = defaultdict(list)
        for sheet in here:
            self._by_office[sheet.line.office.agency_id].append(sheet)
            self._by_template[sheet.line.template.name].append(sheet)
        offices = [group[0].line.office for group in self._by_office.values()]
        self._offices = np.array([office.agency_id for office in offices])
        weights = np.array([office.inclination + 1e-4 for office in offices])
        self._weights = weights / weights.sum()

    def fill(self, quota: float) -> None:
        """Take every way in turn, in shuffled rounds, until ``quota`` rows are dishonest."""
        done, idle = 0, 0
        while done < quota and idle < _IDLE_ROUNDS:
            before = done
            for kind in self._rng.permutation(list(BEHAVIOURS)):
                way = BEHAVIOURS[str(kind)]
                if done >= quota:
                    break
                if not way.whole_office or self._rng.random() < _OFFICE_TURN:
                    done += self._episode(way)
            idle = idle + 1 if done == before else 0

    def _episode(self, way: Behaviour) -> int:
        """One episode in one office; returns how many rows it made dishonest."""
        for _ in range(_TRIES):
            office = str(self._rng.choice(self._offices, p=self._weights))
            sheets = [s for s in self._by_office[office] if not s.kind]
            wanted = len(sheets) if way.whole_office else max(1, int(self._rng.poisson(self._style.lines)))
            number, rows = next(self._numbers), 0
            span = self._draw_span(way)
            taken = 0
            for place in self._rng.permutation(len(sheets)):
                if taken >= (0.7 * wanted if way.whole_office else wanted):
                    break
                bent = self._bend(sheets[place], way, span, number)
                rows, taken = rows + bent, taken + (bent > 0)
            if rows:
                return rows
        return 0

    def _draw_span(self, way: Behaviour) -> int:
        return MONTHS if way.lasts else 1 + int(self._rng.poisson(self._style.months - 1))

    def _bend(self, sheet: Sheet, way: Behaviour, span: int, number: int) -> int:
        peers = [p for p in self._by_template[sheet.line.template.name] if p.line is not sheet.line]
        scene = Scene(
            rng=self._rng,
            gap=self._style.gap,
            previous=self._sheets.get((sheet.year - 1, sheet.line.subkeg_id)),
            peer=peers[int(self._rng.integers(len(peers)))] if peers else None,
        )
        starts = np.flatnonzero(way.starts(sheet, scene))
        if not starts.size:
            return 0
        first = int(self._rng.choice(starts))
        months = np.zeros(MONTHS, dtype=bool)
        months[first : first + span] = True
        way.bend(sheet, months, scene)
        if way.field == "phys_rep" and not way.lasts and self._rng.random() < _HELD:
            _hold(sheet, first)
        return _label(sheet, way, number)


def _hold(sheet: Sheet, first: int) -> None:
    """What was shown once is not taken back: the figure stands until the work catches up."""
    series = sheet.reported["phys_rep"]
    series[first:] = np.maximum.accumulate(series[first:])


def _label(sheet: Sheet, way: Behaviour, number: int) -> int:
    """Mark the rows that state materially more than the truth; an episode without one is undone."""
    gain = _gain(sheet, way)
    bent = (gain * (100 if way.field in ("phys_rep", "capaian_rep") else 1) >= _MATERIAL[way.field]) & sheet.submitted
    if not bent.any():
        sheet.reported = {name: values.copy() for name, values in sheet.honest.items()}
        sheet.unit = [sheet.line.template.unit] * MONTHS
        if way.kind == "uang_nyatakan_ulang":
            sheet.restatements.clear()
        return 0
    sheet.kind, sheet.blamed, sheet.episode = way.kind, way.field, number
    sheet.severity = np.where(bent, gain, 0.0)
    sheet.label = ["dishonest" if row else "honest" for row in bent]
    sheet.shadow = ~bent & (np.arange(MONTHS) > np.flatnonzero(bent)[0]) | (_changed(sheet) & ~bent)
    return int(bent.sum())


def _gain(sheet: Sheet, way: Behaviour) -> np.ndarray:
    """How much better the figure looks than the honest one, in shares of 100, ceiling or target."""
    told, true = sheet.reported[way.field].astype(float), sheet.honest[way.field].astype(float)
    polarity = sheet.line.polarity
    match way.field:
        case "fin_rep":
            return np.asarray((told - true) / sheet.pagu)
        case "realisasi":
            return np.asarray(polarity * (told - true) / sheet.honest["target"])
        case "target":
            return np.asarray(polarity * (true - told) / sheet.target_initial)
        case _:
            return np.asarray((told - true) / 100)


def _changed(sheet: Sheet) -> np.ndarray:
    return np.asarray(np.any([sheet.reported[name] != sheet.honest[name] for name in sheet.honest], axis=0))
