"""How dishonesty spreads and how bold it is: one style a labelled set."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_YEAR, SCORED_YEAR = 2023, 2025
YEARS = tuple(range(FIRST_YEAR, SCORED_YEAR + 1))
HISTORY_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Style:
    """``inclined`` is the mean share of inclined offices (they cluster, ICC .40); ``gap`` scales the drawn log gap;
    ``months`` is the mean length of an episode, ``lines`` how many lines of an office one episode bends."""

    name: str
    inclined: float
    gap: float
    months: float
    lines: float


STYLES = {
    style.name: style
    for style in (
        Style("campur", inclined=0.40, gap=1.0, months=4.0, lines=1.0),
        Style("berani", inclined=0.12, gap=1.8, months=6.0, lines=1.5),
        Style("halus", inclined=0.75, gap=0.45, months=3.0, lines=1.0),
        Style("kantor", inclined=0.15, gap=0.8, months=5.0, lines=6.0),
    )
}


@dataclass(frozen=True, slots=True)
class Request:
    """One labelled set. ``lines`` is the sub kegiatan of all offices together, ``rate`` the dishonest share of the
    scored year's rows; history holds half of it."""

    seed: int = 7
    agencies: int = 48
    lines: int = 1000
    rate: float = 0.07
    style: Style = STYLES["campur"]
