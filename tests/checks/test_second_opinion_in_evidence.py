"""Switched on, the second opinion raises suspicions of the evidence and touches nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from bench.labelled import load_labelled
from checks.frame import Prepared
from checks.registry import frames
from simulation.labelled.styles import SCORED_YEAR, Request
from simulation.labelled.tables import simulate, write_tables

RAISED = ["kecurigaan", "pendapat_kedua"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, pl.DataFrame]:
    folder: Path = tmp_path_factory.mktemp("opinion")
    write_tables(simulate(Request(seed=13, agencies=8, lines=90)), folder)
    facts = load_labelled(folder).facts_at(SCORED_YEAR, 12)
    off, on = (Prepared(replace(facts, second_opinion=switch), frames())["bukti"] for switch in (False, True))
    return off, on


def test_switched_off_nothing_is_said(both: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    assert both[0]["pendapat_kedua"].null_count() == both[0].height


def test_switched_on_it_only_raises_and_only_where_evidence_speaks(both: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    off, on = both
    assert_frame_equal(off.drop(RAISED), on.drop(RAISED))
    raised = on["kecurigaan"] - off["kecurigaan"]
    assert raised.min() >= -1e-12  # type: ignore[operator]
    assert (raised > 0.01).any()
    silent = on.filter(pl.col("bobot_bukti") == 0, pl.col("potong").is_null())
    assert silent.filter(pl.col("pendapat_kedua") > 0.5).is_empty()
