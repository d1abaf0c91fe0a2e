"""The engines of the bench answer the same question: they find the same failing units, rule by rule."""

import pytest

from bench.engines import ENGINES
from bench.peers import PEERS
from bench.rulebook import fifty
from bench.table import make
from bench.worker import units_found

TABLES = dict(zip(("rfk", "nomenklatur", "sp2d"), make(2_000, 0.2), strict=True))


@pytest.fixture(scope="module")
def ours() -> dict[str, tuple[int, str]]:
    engine = ENGINES["ours"]
    return units_found(engine.rows_of(engine.run(TABLES, fifty()), TABLES), TABLES)


@pytest.mark.parametrize("name", ["shared", "naive", "duckdb", "pandera"])
def test_an_engine_finds_the_units_the_runner_finds(name: str, ours: dict[str, tuple[int, str]]) -> None:
    engine = {**ENGINES, **PEERS}[name]
    assert units_found(engine.rows_of(engine.run(TABLES, fifty()), TABLES), TABLES) == ours


def test_the_table_breaks_enough_rules_for_the_comparison_to_mean_something(ours: dict[str, tuple[int, str]]) -> None:
    assert len(ours) == 50
    assert sum(count > 0 for count, _ in ours.values()) >= 25
