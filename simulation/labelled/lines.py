"""Sub kegiatan that come back every year: shared templates across offices, and lines of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.labelled.offices import Office
from simulation.labelled.styles import Request
from simulation.world import agency_rng

KINDS = ("RUTIN", "EVENT", "KONSTRUKSI", "MODAL", "BANSOS", "JASA")
_SHARED_MIX = (0.55, 0.30, 0.03, 0.07, 0.0, 0.05)
_OWN_MIX = (0.16, 0.27, 0.17, 0.19, 0.08, 0.13)
_CEILING = {"RUTIN": 19.0, "EVENT": 18.3, "KONSTRUKSI": 20.3, "MODAL": 19.3, "BANSOS": 20.0, "JASA": 18.9}
_INDICATORS = {
    "RUTIN": (("count_small", 0.45), ("count_big", 0.2), ("pct", 0.2), ("neg", 0.1), ("index", 0.05)),
    "EVENT": (("count_small", 0.3), ("count_big", 0.4), ("pct", 0.15), ("neg", 0.1), ("index", 0.05)),
    "KONSTRUKSI": (("count_small", 0.6), ("count_big", 0.1), ("pct", 0.25), ("neg", 0.05)),
    "MODAL": (("count_small", 0.5), ("count_big", 0.25), ("pct", 0.15), ("neg", 0.1)),
    "BANSOS": (("count_big", 0.75), ("pct", 0.1), ("neg", 0.15)),
    "JASA": (("count_small", 0.7), ("pct", 0.15), ("index", 0.15)),
}
_UNITS = {
    "count_small": ("dokumen", "laporan", "unit", "paket"),
    "count_big": ("orang", "rumah tangga", "siswa"),
    "pct": ("%",),
    "neg": ("kasus", "%"),
    "index": ("indeks",),
}


@dataclass(frozen=True, slots=True)
class Template:
    """What lines of one nomenclature have in common; ``usual_month`` (0-based) is when work usually begins."""

    code: str
    name: str
    ptype: str
    ind_kind: str
    unit: str
    usual_month: int
    log_ceiling: float
    repeats: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sub kegiatan of an office; ``base_target`` and ``base_idr`` hold for the first year."""

    office: Office
    template: Template
    subkeg_id: str
    fund: str
    base_idr: int
    base_target: float

    @property
    def polarity(self) -> int:
        """-1 where less is better."""
        return -1 if self.template.ind_kind == "neg" else 1


def build_lines(request: Request, offices: list[Office]) -> list[Line]:
    """About ``request.lines`` lines: half of an office's are shared with its peers, the rest its own."""
    rng = agency_rng(request.seed, "labelled", "templates")
    per_office = request.lines / request.agencies
    shared = max(2, round(per_office * 0.5))
    pools = {
        kind: [_draw_template(rng, f"{1 + i // 6:02d}.2.{1 + i % 6:02d}", kind, _SHARED_MIX) for i in range(shared + 4)]
        for kind in ("OPD", "KEC")
    }
    return [line for office in offices for line in _lines_of(request, office, pools[office.kind], per_office)]


def _lines_of(request: Request, office: Office, pool: list[Template], per_office: float) -> list[Line]:
    rng = agency_rng(request.seed, "labelled", "lines", office.agency_id)
    wanted = max(4, round(per_office * rng.uniform(0.7, 1.3)))
    picked = [t for t in pool if rng.random() < 0.5 * per_office / len(pool)]
    own = max(1, wanted - len(picked))
    mix = _OWN_MIX if office.kind == "OPD" else _SHARED_MIX
    unique = [
        _draw_template(rng, f"{8 + i // 8:02d}.2.{1 + i % 8:02d}", f"U-{office.agency_id}", mix) for i in range(own)
    ]
    return [_draw_line(rng, office, template) for template in picked + unique]


def _draw_template(rng: np.random.Generator, code: str, owner: str, mix: tuple[float, ...]) -> Template:
    ptype = str(rng.choice(KINDS, p=mix))
    kinds, chances = zip(*_INDICATORS[ptype], strict=True)
    ind_kind = str(rng.choice(kinds, p=chances))
    return Template(
        code=code,
        name=f"{owner}-{code}",
        ptype=ptype,
        ind_kind=ind_kind,
        unit=str(rng.choice(_UNITS[ind_kind])),
        usual_month=int(rng.integers(1, 6)),
        log_ceiling=float(rng.normal(_CEILING[ptype], 0.7)),
        repeats=int(rng.integers(1, 9)),
    )


def _draw_line(rng: np.random.Generator, office: Office, template: Template) -> Line:
    blud = template.ptype in ("RUTIN", "MODAL") and rng.random() < 0.09
    ceiling = int(np.exp(template.log_ceiling + rng.normal(0, 0.5))) // 100_000 * 100_000
    target = {
        "count_small": float(rng.integers(1, 41)),
        "count_big": float(int(np.exp(rng.uniform(3.8, 8.0)) / 5) * 5),
        "pct": float(np.round(rng.uniform(60, 97), 1)),
        "neg": float(np.round(rng.uniform(4, 45), 1)),
        "index": float(np.round(rng.uniform(68, 92), 1)),
    }[template.ind_kind]
    return Line(
        office=office,
        template=template,
        subkeg_id=f"{office.agency_id}/{template.code}",
        fund="BLUD/BOS" if blud else "APBD",
        base_idr=max(ceiling, 12_000_000),
        base_target=target,
    )
