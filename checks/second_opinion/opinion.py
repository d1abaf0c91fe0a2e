"""What the learned trees add to the suspicion of a line's month.

They read the surprises of the evidence (``o_`` this month's, ``b_`` what earlier months carry over), the kind of work
and the season. Every surprise can only raise the answer, and what counts is how far it lies above the answer to no
evidence at all: without evidence nothing is added, and no suspicion is ever lowered. Rules that are certain of
themselves stand above any suspicion and are not touched.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from checks.second_opinion.trees import Floats, Trees, load_trees

FILE = Path(__file__).with_name("opinion.toml")
EVIDENCE = ("o_", "b_")
CONTEXT = ("nomor_jenis", "musim")
SHARE = 0.5
"""How much of the trees' log odds counts: they are trained on simulation, the evidence is measured on the regency."""


@cache
def opinion() -> Trees:
    """The trees in force."""
    return load_trees(FILE)


def with_second_opinion(rows: pl.DataFrame, trees: Trees | None = None) -> pl.DataFrame:
    """``rows`` of evidence with ``kecurigaan`` (0..1, exclusive) raised, and ``pendapat_kedua``: the log odds added.

    ``rows`` has ``kecurigaan`` and the columns the trees were trained on; an unknown surprise counts as none.
    """
    added = log_odds_added(rows, opinion() if trees is None else trees)
    odds = pl.col("kecurigaan") / (1 - pl.col("kecurigaan")) * pl.col("pendapat_kedua").exp()
    return rows.with_columns(pl.Series("pendapat_kedua", added)).with_columns((odds / (1 + odds)).alias("kecurigaan"))


def log_odds_added(rows: pl.DataFrame, trees: Trees) -> Floats:
    """0 or more for each row: :data:`SHARE` of what the evidence lifts the trees' answer above no evidence."""
    asked = features_of(rows, trees.features)
    silent = np.where([name.startswith(EVIDENCE) for name in trees.features], 0.0, asked)
    spoken = np.flatnonzero((asked != silent).any(axis=1))
    added = np.zeros(len(asked))
    added[spoken] = SHARE * np.maximum(trees.log_odds(asked[spoken]) - trees.log_odds(silent[spoken]), 0.0)
    return added


def features_of(rows: pl.DataFrame, names: tuple[str, ...]) -> Floats:
    """The named columns as numbers; an unknown surprise as 0."""
    return rows.select(pl.col(name).cast(pl.Float64).fill_null(0.0) for name in names).to_numpy()
