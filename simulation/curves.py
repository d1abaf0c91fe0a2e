"""How work and money run through a year, by kind of work: cumulative shares for January..December."""

from __future__ import annotations

import numpy as np

MONTHS = 12
KINDS = ("gaji", "rutin", "event", "jasa", "bansos", "konstruksi", "modal")
_KEYWORDS = (
    ("gaji", ("gaji dan tunjangan",)),
    (
        "konstruksi",
        (
            "pembangunan ",
            "rehabilitasi",
            "rekonstruksi",
            "normalisasi",
            "peningkatan jalan",
            "penggantian",
            "perluasan",
            "pelebaran",
        ),
    ),
    ("modal", ("pengadaan",)),
    ("bansos", ("bantuan", "santunan", "hibah", "pemberian")),
    (
        "event",
        (
            "pelatihan",
            "sosialisasi",
            "rapat",
            "fasilitasi",
            "pembinaan",
            "festival",
            "lomba",
            "koordinasi",
            "penyuluhan",
            "bimbingan",
            "peningkatan kapasitas",
            "penyusunan",
        ),
    ),
    ("rutin", ("penyediaan", "pemeliharaan", "pelayanan", "penatausahaan", "operasional", "administrasi")),
)
SOFT_TITLES = ("pembangunan daerah", "bahan pembangunan", "program pembangunan", "rencana")


def kind_of(uraian: str) -> str:
    """Kind of work a sub kegiatan's name points to."""
    text = uraian.lower() + " "
    for kind, words in _KEYWORDS:
        if any(word in text for word in words) and not (
            kind == "konstruksi" and any(soft in text for soft in SOFT_TITLES)
        ):
            return kind
    return "jasa"


def work_share(kind: str, rng: np.random.Generator) -> np.ndarray:
    """Cumulative share of the work done, 0..1, January..December, for work without a contract."""
    if kind == "gaji":
        return np.arange(1, MONTHS + 1) / MONTHS
    if kind == "rutin":
        steps = rng.lognormal(0, 0.22, MONTHS)
        steps[0] *= 0.5
        return np.asarray(np.cumsum(steps) / steps.sum())
    start = int(rng.integers(1, 5)) if kind != "bansos" else int(rng.integers(3, 6))
    length = int(rng.integers(5, 9)) if kind != "jasa" else int(rng.integers(7, 11))
    end = min(start + length, MONTHS)
    steps = np.zeros(MONTHS)
    steps[start:end] = rng.dirichlet(np.full(end - start, 6.0))
    return np.cumsum(_capped(steps))


def _capped(steps: np.ndarray, cap: float = 0.34) -> np.ndarray:
    """Spread what exceeds ``cap`` in a month over the other active months: no honest jump needs explaining."""
    active = steps > 0
    for _ in range(8):
        over = np.clip(steps - cap, 0, None)
        if over.sum() < 1e-9:
            break
        room = active & (steps < cap)
        steps = steps - over
        steps[room] += over.sum() / max(room.sum(), 1)
    return np.asarray(steps / steps.sum())


def money_share(kind: str, work: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Cumulative share of the money spent; never ahead of the work except salaries (holiday and 13th pay)."""
    final = float(rng.uniform(0.93, 0.985))
    if kind == "gaji":
        steps = np.ones(MONTHS)
        steps[2] += 1
        steps[5] += 1
        return np.asarray(np.cumsum(steps) / steps.sum() * float(rng.uniform(0.965, 0.99)))
    if kind == "rutin":
        return work * final * rng.uniform(0.97, 1.0)
    lag = float(rng.uniform(0.0, 0.45))
    delayed = np.concatenate([[0.0], work[:-1]])
    return ((1 - lag) * work + lag * delayed) * final


def construction_progress(sign: int, finish: int) -> np.ndarray:
    """S-curve of physical progress from signing month to hand-over month (1-based); 1.0 from ``finish`` on."""
    months = np.arange(1, MONTHS + 1)
    elapsed = np.clip((months - sign + 0.5) / (finish - sign + 0.5), 0, 1)
    curve = elapsed**2 * (3 - 2 * elapsed)
    return np.asarray(np.where(months < sign, 0.0, np.where(months >= finish, 1.0, np.clip(curve, 0, 0.97))))
