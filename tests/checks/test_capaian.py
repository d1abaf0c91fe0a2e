"""Capaian by polarity, quarters by aggregation, and the predikat scale with its gaps."""

import polars as pl
import pytest

from checks.prepare.capaian import achieved, falling_ratio, predicate, predicate_in_gap, scales, settled, words_of
from checks.prepare.units import same_unit


def _one(expression: pl.Expr, **values: object) -> object:
    kinds = {name: pl.String if isinstance(value, str) else pl.Float64 for name, value in values.items()}
    return pl.DataFrame({name: [value] for name, value in values.items()}, schema=kinds).select(expression).item()


@pytest.mark.parametrize(
    ("polarity", "value", "low", "high", "percent"),
    [
        ("naik", 72.0, 80.0, None, 90.0),
        ("turun", 12.0, 10.0, None, 80.0),
        ("turun", 20.0, 10.0, None, 0.0),
        ("rentang", 7.0, 6.5, 8.5, 100.0),
        ("rentang", 5.2, 6.5, 8.5, 80.0),
        ("rentang", 10.2, 6.5, 8.5, 80.0),
        ("naik", 5.0, 0.0, None, None),
        ("naik", 5.0, -1.0, None, None),
        ("naik", None, 80.0, None, None),
        (None, 72.0, 80.0, None, None),
    ],
)
def test_capaian_follows_the_polarity_and_is_null_where_it_cannot_be_told(
    polarity: str | None, value: float | None, low: float | None, high: float | None, percent: float | None
) -> None:
    row = pl.DataFrame(
        {"v": [value], "t": [low], "m": [high], "p": [polarity]},
        schema={"v": pl.Float64, "t": pl.Float64, "m": pl.Float64, "p": pl.String},
    )
    found = row.select(achieved(pl.col("v"), pl.col("t"), pl.col("m"), pl.col("p"))).item()
    assert found == (None if percent is None else pytest.approx(percent))


def test_nothing_realised_has_no_target_over_value() -> None:
    assert _one(falling_ratio(pl.col("v"), pl.col("t")), v=0.0, t=10.0) is None
    assert _one(falling_ratio(pl.col("v"), pl.col("t")), v=20.0, t=10.0) == 50.0


@pytest.mark.parametrize(("how", "value"), [("jumlah", 9.0), ("akhir", 2.0), ("rata2", 3.0), ("maks", 4.0)])
def test_quarters_add_up_by_the_indicators_own_aggregation(how: str, value: float) -> None:
    quarters = [pl.col("a"), pl.col("b"), pl.col("c")]
    assert _one(settled(quarters, pl.lit(how)), a=3.0, b=4.0, c=2.0) == value
    assert _one(settled(quarters, pl.lit(how)), a=3.0, b=None, c=2.0) is None, "a blank quarter is no zero"


@pytest.mark.parametrize(
    ("value", "name", "neighbour"),
    [
        (0.0, "sangat rendah", None),
        (49.0, "sangat rendah", None),
        (50.0, "sangat rendah", "rendah"),
        (50.4, "rendah", "sangat rendah"),
        (51.0, "rendah", None),
        (65.5, "sedang", "rendah"),
        (75.5, "tinggi", "sedang"),
        (90.5, "sangat tinggi", "tinggi"),
        (91.0, "sangat tinggi", None),
        (140.0, "sangat tinggi", None),
        (None, None, None),
    ],
)
def test_the_scale_closes_its_gaps_upwards_and_marks_them(
    value: float | None, name: str | None, neighbour: str | None
) -> None:
    assert _one(predicate(pl.col("v"), pl.lit(2025)), v=value) == name
    assert _one(predicate_in_gap(pl.col("v"), pl.lit(2025)), v=value) == neighbour


def test_before_the_scale_was_in_force_there_is_no_predikat() -> None:
    assert _one(predicate(pl.col("v"), pl.lit(2010)), v=80.0) is None
    assert _one(predicate(pl.col("v"), pl.lit(None, dtype=pl.Int16)), v=80.0) is None
    assert all("tafsir sendiri" in scale.basis for scale in scales()), "the closing of gaps is said to be our own"


def test_words_and_units_are_compared_without_their_spelling() -> None:
    assert _one(words_of("x"), x="  Jumlah\n Peserta (Orang). ") == "jumlah peserta orang"
    assert _one(words_of("x"), x=" - ") is None
    assert _one(same_unit("a", "b"), a="Laporan / Dokumen", b="dok.") is True
    assert _one(same_unit("a", "b"), a="paket", b="orang") is False
    blank = pl.DataFrame({"a": ["paket"], "b": [None]}, schema={"a": pl.String, "b": pl.String})
    assert blank.select(same_unit("a", "b")).item() is None
