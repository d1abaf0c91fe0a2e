"""The second opinion adds, never takes away, and says nothing where no evidence speaks."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.second_opinion.opinion import CONTEXT, EVIDENCE, opinion, with_second_opinion
from checks.second_opinion.trees import Trees

DECADES = 3.0


def _rows(trees: Trees, surprises: np.ndarray, suspicion: float = 0.05) -> pl.DataFrame:
    """Rows with these surprises (columns: the evidence the trees know) of the first kind of work, in autumn."""
    evidence = [name for name in trees.features if name.startswith(EVIDENCE)]
    frame = pl.DataFrame({name: surprises[:, place] for place, name in enumerate(evidence)})
    return frame.with_columns(kecurigaan=pl.lit(suspicion), nomor_jenis=pl.lit(1), musim=pl.lit(3))


def _count(trees: Trees) -> int:
    return sum(name.startswith(EVIDENCE) for name in trees.features)


def test_the_trees_in_force_know_evidence_and_context_only() -> None:
    trees = opinion()
    assert set(trees.features[-len(CONTEXT) :]) == set(CONTEXT)
    assert all(name.startswith(EVIDENCE) for name in trees.features[: -len(CONTEXT)])
    assert "bench.second_opinion" in trees.told["command"]


def test_without_evidence_nothing_is_added() -> None:
    trees = opinion()
    told = with_second_opinion(_rows(trees, np.zeros((5, _count(trees)))))
    assert told["pendapat_kedua"].to_list() == [0.0] * 5
    assert told["kecurigaan"].to_list() == pytest.approx([0.05] * 5)


def test_much_evidence_raises_the_suspicion() -> None:
    trees = opinion()
    told = with_second_opinion(_rows(trees, np.full((1, _count(trees)), DECADES)))
    assert told["kecurigaan"].item() > 0.2


def test_an_unknown_surprise_counts_as_none() -> None:
    trees = opinion()
    rows = _rows(trees, np.full((1, _count(trees)), 2.0))
    name = trees.features[0]
    unknown, none = rows.with_columns(pl.lit(None, pl.Float64).alias(name)), rows.with_columns(pl.lit(0.0).alias(name))
    assert with_second_opinion(unknown)["kecurigaan"].item() == with_second_opinion(none)["kecurigaan"].item()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), share=st.floats(0, 1), suspicion=st.floats(0.001, 0.99))
def test_it_never_lowers_and_less_evidence_never_raises(seed: int, share: float, suspicion: float) -> None:
    trees = opinion()
    rng = np.random.default_rng(seed)
    surprises = rng.uniform(0, DECADES, (20, _count(trees))) * (rng.random((20, _count(trees))) < 0.3)
    told = with_second_opinion(_rows(trees, surprises, suspicion))["kecurigaan"].to_numpy()
    less = with_second_opinion(_rows(trees, surprises * share, suspicion))["kecurigaan"].to_numpy()
    assert (told >= suspicion - 1e-12).all()
    assert (less <= told + 1e-12).all()
