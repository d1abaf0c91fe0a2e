"""Every way figures are bent here, by name."""

from __future__ import annotations

from simulation.labelled.behaviour import Behaviour
from simulation.labelled.bend_money import MONEY
from simulation.labelled.bend_progress import PROGRESS
from simulation.labelled.bend_results import RESULTS

BEHAVIOURS: dict[str, Behaviour] = {way.kind: way for way in (*PROGRESS, *MONEY, *RESULTS)}
CERTAIN = frozenset(kind for kind, way in BEHAVIOURS.items() if way.certain)
