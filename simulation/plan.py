"""The plan of what is planted, and the hand that draws it: one primary cause a unit, its wake named in the remark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from simulation.clerks import Clerk
from simulation.found_by import rules_of
from simulation.key import Plant
from simulation.world import Line, World, agency_rng

Key = tuple[str, str]


@dataclass(slots=True)
class Plan:
    """Everything planted, looked up while files are made."""

    plants: list[Plant] = field(default_factory=list)
    nyata: dict[Key, list[int]] = field(default_factory=dict)
    fisik: dict[Key, list[float]] = field(default_factory=dict)
    leaf: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    finished: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    document: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    evaluation: dict[tuple[str, int], list[tuple[str, str, int]]] = field(default_factory=dict)
    no_ceiling: dict[str, set[str]] = field(default_factory=dict)
    lowered: dict[Key, tuple[float, int]] = field(default_factory=dict)
    contract: dict[Key, tuple[str, int]] = field(default_factory=dict)
    shared_number: dict[Key, str] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    marks: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)


class Planter:
    """Draws lines never touched before and records what was done to them."""

    def __init__(self, world: World, clerks: dict[str, Clerk]) -> None:
        self.world = world
        self.clerks = clerks
        self.rng = agency_rng(world.seed, "planting")
        self.plan = Plan()
        self.lines = [line for group in world.lines.values() for line in group]

    def take(self, count: int, fits: Callable[[Line], bool]) -> list[Line]:
        """``count`` untouched honest lines that fit; fewer only if there are not enough."""
        pool = [
            x
            for x in self.lines
            if not x.sah and not x.kekurangan and (x.kode_opd, x.kode) not in self.plan.touched and fits(x)
        ]
        chosen = [pool[i] for i in self.rng.choice(len(pool), size=min(count, len(pool)), replace=False)]
        self.plan.touched.update((x.kode_opd, x.kode) for x in chosen)
        return chosen

    def record(self, jenis: str, kode_opd: str, *, keras: bool = True, dataset: str = "rfk", **where: object) -> int:
        """Add a plant; returns its number."""
        number = len(self.plan.plants)
        found, follow = rules_of(jenis)
        self.plan.plants.append(
            Plant(number, jenis, keras, found, follow, dataset, kode_opd, self.world.year, **where)  # type: ignore[arg-type]
        )
        if dataset == "rfk" and where.get("kode") and where.get("bulan"):
            month = int(str(where["bulan"]))
            self.plan.marks.setdefault((kode_opd, month), {})[str(where["kode"])] = number
        return number

    def months(self, low: int, high: int | None = None) -> int:
        """A month between the two, both included, within the year simulated."""
        last = self.world.months
        low = min(low, last)
        return int(self.rng.integers(low, max(low, min(high or last, last)) + 1))
