"""When a clerk typed a line: what applications print beside each entry."""

from __future__ import annotations

from datetime import date, timedelta

from simulation.world import World, agency_rng, month_end


def typed_on(world: World, kode_opd: str, month: int, latest: date, *, late: bool) -> list[date]:
    """Day of the last entry of each line of an agency: just after the month, or (``late``) at the end of December."""
    rng = agency_rng(world.seed, kode_opd, month, "typed")
    start = date(world.year, 12, 22) if late else month_end(world.year, month) + timedelta(days=1)
    count = len(world.lines[kode_opd])
    return [min(start + timedelta(days=int(days)), latest) for days in rng.integers(0, 4 if late else 2, size=count)]
