"""What is usual among lines of one kind and month, said beside a finding."""

from __future__ import annotations

import polars as pl

from checks.prepare.peers import FEW, usual_progress, with_usual_progress


def lines(progress: list[float | None], kind: str | None = "konstruksi") -> pl.DataFrame:
    shape = {"tahun": pl.Int16, "bulan": pl.Int8, "jenis_kerja": pl.String, "fisik_pct": pl.Float64}
    return pl.DataFrame([(2025, 9, kind, each) for each in progress], schema=shape, orient="row")


def test_nine_in_ten_lines_do_not_exceed_what_is_called_usual() -> None:
    told = with_usual_progress(lines([float(n) for n in range(1, 101)] + [None]))
    assert told["sejenis_fisik_pct"].unique().to_list() == [91.0]
    assert told["sejenis_n"].unique().to_list() == [100]
    shown = told.select(**usual_progress())["sejenis_batas_pct"]
    assert shown.drop_nulls().len() == 9


def test_too_few_lines_or_an_unknown_kind_say_nothing_of_what_is_usual() -> None:
    assert with_usual_progress(lines([50.0] * (FEW - 1)))["sejenis_fisik_pct"].null_count() == FEW - 1
    assert with_usual_progress(lines([50.0] * FEW, None))["sejenis_fisik_pct"].null_count() == FEW


def test_peers_are_lines_of_the_same_kind_alone() -> None:
    both = pl.concat([lines([10.0] * FEW), lines([90.0] * FEW, "jasa")])
    assert with_usual_progress(both)["sejenis_fisik_pct"].to_list() == [10.0] * FEW + [90.0] * FEW
