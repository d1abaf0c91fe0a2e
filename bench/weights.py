"""``python -m bench.weights SET... --out FILE``: fit the weights of evidence on labelled sets of our own simulator.

A logistic fit with no weight below zero: more evidence never lowers a suspicion. Rows in the wake of an episode and
clerical slips teach nothing and are left out; so are certainties, which need no weight.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize

from bench.detection import SCORED_YEAR, UNIT
from bench.labelled import load_labelled
from checks.evidence.pieces import NAMES
from checks.evidence.tails import Floats
from checks.evidence.weighed import weigh_evidence
from checks.frame import Prepared
from checks.registry import frames

HEAD = "# Fitted, not written by hand: python -m bench.weights SET... --out checks/evidence/weights.toml\n"
SMOOTHING = 1e-3
CERTAIN_TYPES = (
    "capaian_polaritas",
    "capaian_salah_hitung",
    "hasil_ganti_satuan",
    "target_dipotong",
    "uang_di_atas_pagu",
)
"""Behaviours of the simulator that a certainty finds."""


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m bench.weights", description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", default="", help="a behaviour to leave out")
    given = parser.parse_args()
    parts = [_rows(folder, given.without) for folder in given.sets]
    weights = fit(np.vstack([x for x, _ in parts]), np.concatenate([y for _, y in parts]))
    names = ", ".join(folder.name for folder in given.sets)
    given.out.write_text(HEAD + written(weights, f"simulation.labelled: {names}"), encoding="utf8")


def _rows(folder: Path, without: str) -> tuple[Floats, Floats]:
    """Surprises now and carried (columns) and whether the row was bent, of the scored year."""
    labelled = load_labelled(folder)
    labels = pl.read_parquet(folder / "labels.parquet").with_columns(pl.col("year", "month").cast(pl.Int32))
    evidence = weigh_evidence(Prepared(labelled.facts_at(SCORED_YEAR, 12), frames())).with_columns(
        pl.col("tahun").cast(pl.Int32).alias("year"), pl.col("bulan").cast(pl.Int32).alias("month")
    )
    bent = pl.col("label") == "dishonest"
    left_out = bent & pl.col("type").is_in([*CERTAIN_TYPES, without])
    teaches = (bent | ((pl.col("label") == "honest") & ~pl.col("shadow"))) & ~left_out
    rows = (
        evidence.filter(pl.col("year") == SCORED_YEAR)
        .join(labelled.lines, on=UNIT)
        .join(labels.filter(teaches), on=["subkeg_id", "year", "month"])
    )
    columns = [f"{kind}_{name}" for kind in ("o", "b") for name in NAMES]
    return rows.select(pl.col(columns).fill_null(0.0)).to_numpy(), rows.select(bent.cast(pl.Float64)).to_numpy()[:, 0]


def fit(evidence: Floats, bent: Floats) -> Floats:
    """Weights of the columns of ``evidence``, none negative, and last the level where nothing speaks."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = evidence @ weights[:-1] + weights[-1]
        error = (1 / (1 + np.exp(-logits)) - bent) / len(bent)
        value = np.mean(np.logaddexp(0, logits) - bent * logits) + SMOOTHING * np.sum(weights[:-1] ** 2)
        return float(value), np.append(evidence.T @ error + 2 * SMOOTHING * weights[:-1], error.sum())

    count = evidence.shape[1]
    bounds: list[tuple[float | None, float | None]] = [(0.0, None)] * count + [(None, None)]
    found: Floats = minimize(loss, np.append(np.zeros(count), -2.0), jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def written(weights: Sequence[float] | Floats, calibrated_on: str) -> str:
    """The weights as the TOML table ``checks.evidence.weights`` reads."""
    half = len(NAMES)
    lines = [f'calibrated_on = "{calibrated_on}"', f"awal = {weights[-1]:.2f}"]
    for title, start in (("sekarang", 0), ("bawaan", half)):
        lines += ["", f"[{title}]", *(f"{name} = {weights[start + n]:.2f}" for n, name in enumerate(NAMES))]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
