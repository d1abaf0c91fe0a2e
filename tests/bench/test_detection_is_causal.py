"""A month is judged on what was known at its end, and a feed that stands still accuses nobody."""

from pathlib import Path

import polars as pl
import pytest

from bench.labelled import Labelled, load_labelled
from checks.evidence.lines import evidence_lines
from checks.frame import Prepared
from checks.registry import frames
from simulation.labelled.styles import Request
from simulation.labelled.tables import simulate, write_tables

YEAR, MONTH = 2025, 6
NOW = (pl.col("tahun") == YEAR) & (pl.col("bulan") == MONTH)


def _evidence(labelled: Labelled) -> pl.DataFrame:
    prepared = Prepared(labelled.facts_at(YEAR, MONTH), frames())
    return prepared["bukti"].filter(NOW).select("kode_opd", "kode", "kecurigaan", "bobot_bukti", "medan")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("berlabel")
    write_tables(simulate(Request(seed=5, agencies=6, lines=200)), made)
    return made


def test_changing_the_future_changes_no_score(folder: Path, tmp_path: Path) -> None:
    later = (pl.col("year") == YEAR) & (pl.col("month") > MONTH)
    for path in folder.iterdir():
        table = pl.read_parquet(path)
        if path.stem == "reports":
            table = table.with_columns(
                pl.when(later).then(100.0).otherwise("phys_rep").alias("phys_rep"),
                pl.when(later).then("pagu").otherwise("fin_rep").alias("fin_rep"),
                pl.when(later).then(pl.col("realisasi") * 3).otherwise("realisasi").alias("realisasi"),
            )
        if path.stem == "sp2d":
            table = table.with_columns(pl.when(later).then(0).otherwise("sp2d_cum").alias("sp2d_cum"))
        table.write_parquet(tmp_path / path.name)
    changed = load_labelled(tmp_path)
    assert not changed.tables["rfk"].equals(load_labelled(folder).tables["rfk"])
    known = _evidence(load_labelled(folder))
    assert known["bobot_bukti"].sum() > 0
    assert _evidence(changed).equals(known)


def test_where_the_feed_stands_still_what_the_treasury_paid_is_unknown(folder: Path, tmp_path: Path) -> None:
    stopped = (pl.col("year") == YEAR) & (pl.col("month") == MONTH)
    for path in folder.iterdir():
        table = pl.read_parquet(path)
        if path.stem == "sp2d":
            before = pl.col("sp2d_cum").shift(1).over("subkeg_id", "year", order_by="month")
            table = table.with_columns(pl.when(stopped).then(before).otherwise("sp2d_cum").alias("sp2d_cum"))
        table.write_parquet(tmp_path / path.name)

    def paid(place: Path) -> pl.Series:
        return evidence_lines(Prepared(load_labelled(place).facts_at(YEAR, MONTH), frames())).filter(NOW)["bayar_pct"]

    assert paid(folder).null_count() < len(paid(folder))
    assert paid(tmp_path).null_count() == len(paid(tmp_path))
