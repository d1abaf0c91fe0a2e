"""Which field is wrong when several rules fail in one place: the smallest set of fields that explains all failures.

Fellegi and Holt (1976): every failed edit contains at least one wrong field, and the fields least to be trusted are
the likeliest. Trust is stated in ``cases.toml``.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

LARGEST_COVER = 4
"""More fields wrong at once on one line than this are not looked for; the last resort is each finding's own column."""

Edit = frozenset[str]


@dataclass(frozen=True, slots=True)
class Causes:
    """``cases.toml``, typed: see its comments. ``first``: rules that name a cause, the more telling first."""

    trust: dict[str, float]
    edits: dict[str, Edit]
    named: dict[str, str]
    first: dict[str, int]
    in_file: dict[str, tuple[str, ...]]
    in_agency: dict[str, tuple[str, ...]]
    repeated: dict[str, str]
    copied: frozenset[str]
    template_themes: frozenset[str]
    template_rules: frozenset[str]
    template_size: int


@cache
def causes() -> Causes:
    """How causes are recognised."""
    read: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
    named = {rule: kind for kind, rules in read["sebab"].items() for rule in rules}
    return Causes(
        trust=read["kepercayaan"],
        edits={rule: frozenset(fields) for rule, fields in read["edit"].items()},
        named=named,
        first={rule: place for place, rule in enumerate((*read["berkas"], *named))},
        in_file={rule: tuple(others) for rule, others in read["berkas"].items()},
        in_agency={rule: tuple(others) for rule, others in read["opd"].items()},
        repeated={rule: name for name, rules in read["berulang"].items() for rule in rules},
        copied=frozenset(read["salinan"]["aturan"]),
        template_themes=frozenset(read["templat"]["tema"]),
        template_rules=frozenset(read["templat"]["aturan"]),
        template_size=read["templat"]["sekurangnya"],
    )


def edit_of(rule: str, column: str | None) -> Edit:
    """The fields a failure of ``rule`` puts in question: those it compares, and the column it accuses."""
    fields = causes().edits.get(rule, frozenset())
    return fields | {column} if column is not None else fields or frozenset({rule})


def trust(field: str) -> float:
    """How seldom a field is wrong; 1 where nothing is stated."""
    return causes().trust.get(field, 1)


def opposing_trust(edit: Edit, blamed: str) -> float:
    """Trust in the best source that contradicts the field blamed; 0 if none does."""
    return max((trust(field) for field in edit if field != blamed), default=0)


def blame(edits: Collection[Edit]) -> dict[Edit, str]:
    """For each failed edit the field blamed for it."""
    return _blamed(frozenset(edits))


@cache
def _blamed(edits: frozenset[Edit]) -> dict[Edit, str]:
    cover = _cheapest_cover(edits)
    hits = Counter(field for edit in edits for field in edit & cover)
    return {edit: min(edit & cover or edit, key=lambda field: (-hits[field], trust(field), field)) for edit in edits}


def _cheapest_cover(edits: frozenset[Edit]) -> frozenset[str]:
    """The set of fields of least trust that meets every edit; of equals the smaller, then by name."""
    fields = sorted(frozenset().union(*edits))
    best: tuple[float, int, tuple[str, ...]] | None = None
    for size in range(1, min(LARGEST_COVER, len(fields)) + 1):
        for chosen in combinations(fields, size):
            cost = (sum(map(trust, chosen)), size, chosen)
            if (best is None or cost < best) and all(not edit.isdisjoint(chosen) for edit in edits):
                best = cost
    return frozenset(best[2]) if best is not None else frozenset()
