"""The labelled simulator: its format, its shares, that it repeats itself, and that its labels tell the truth."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from simulation.labelled.behaviours import BEHAVIOURS, CERTAIN
from simulation.labelled.styles import SCORED_YEAR, STYLES, YEARS, Request
from simulation.labelled.tables import SCHEMAS, simulate, write_tables

KEY = ["year", "month", "subkeg_id"]
Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return simulate(Request(seed=11, agencies=24, lines=500))


@pytest.fixture(scope="module")
def rows(tables: Tables) -> pl.DataFrame:
    return tables["reports"].join(tables["labels"], on=KEY, validate="1:1").join(tables["sp2d"], on=KEY, how="left")


@pytest.fixture(scope="module")
def honest(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter((pl.col("label") == "honest") & ~pl.col("shadow"))


def _stated_and_computed(rows: pl.DataFrame) -> pl.DataFrame:
    share = pl.col("realisasi") / pl.col("target")
    rising = pl.col("polarity") > 0
    gaps = [(100 * formula - pl.col("capaian_rep")).abs() for formula in (share, 2 - share, 1 / share)]
    return rows.with_columns(gap=pl.when(rising).then(gaps[0]).otherwise(pl.min_horizontal(gaps[1:])))


def test_the_tables_have_the_agreed_columns_and_no_hole(tables: Tables) -> None:
    for name, schema in SCHEMAS.items():
        assert dict(tables[name].schema) == schema
        assert tables[name].null_count().sum_horizontal().item() == 0


def test_what_is_written_is_read_back_equal(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path)
    for name, table in tables.items():
        assert_frame_equal(pl.read_parquet(tmp_path / f"{name}.parquet"), table)


def test_every_report_has_one_label_and_every_line_its_treasury_months(tables: Tables) -> None:
    assert tables["reports"].select(KEY).is_duplicated().sum() == 0
    assert_frame_equal(tables["reports"].select(KEY), tables["labels"].select(KEY))
    assert tables["sp2d"].group_by("year", "subkeg_id").len()["len"].unique().to_list() == [12]
    assert tables["reports"]["year"].unique().sort().to_list() == list(YEARS)


def test_the_same_request_gives_the_same_tables() -> None:
    small = Request(seed=3, agencies=8, lines=80)
    first, again = simulate(small), simulate(small)
    other = simulate(Request(seed=4, agencies=8, lines=80))
    for name in SCHEMAS:
        assert_frame_equal(first[name], again[name])
    assert not first["reports"].equals(other["reports"])


def test_about_the_asked_share_is_dishonest_and_half_of_it_in_history(tables: Tables) -> None:
    share = tables["labels"].group_by("year").agg((pl.col("label") == "dishonest").mean()).sort("year")["label"]
    assert share[2] == pytest.approx(0.07, abs=0.01)
    assert share[0] == pytest.approx(0.035, abs=0.01)


def test_about_a_ninth_of_the_rows_are_shortfalls_and_many_say_why(honest: pl.DataFrame) -> None:
    assert 0.07 <= honest["shortfall"].mean() <= 0.16  # type: ignore[operator]
    short = honest.filter("shortfall")
    assert (short["note"] != "").mean() > 0.25  # type: ignore[operator]
    assert (honest.filter(~pl.col("shortfall"))["note"] != "").mean() < 0.1  # type: ignore[operator]


def test_honest_rows_keep_every_identity(honest: pl.DataFrame) -> None:
    assert honest.filter(pl.col("fin_rep") > pl.col("pagu")).is_empty()
    assert honest.filter(~pl.col("phys_rep").is_between(0, 100)).is_empty()
    assert _stated_and_computed(honest)["gap"].max() <= 0.051  # type: ignore[operator]
    last = honest.filter(pl.col("month") == 12)
    assert (last["fin_plan"] - last["pagu"]).abs().max() < 1  # type: ignore[operator]


def test_honest_figures_grow_through_the_year(honest: pl.DataFrame) -> None:
    grown = honest.sort(KEY).with_columns(
        fall=pl.col("phys_rep").diff().over("year", "subkeg_id", order_by="month") < -1e-9,
        drop=pl.col("fin_rep").diff().over("year", "subkeg_id", order_by="month") < 0,
    )
    by_money = grown.filter(pl.col("fall"))["agency_id"].unique()
    assert grown["drop"].sum() == 0
    assert len(by_money) <= 6
    assert grown["fall"].mean() < 0.005  # type: ignore[operator]


def test_treasury_never_shows_more_than_the_office_booked_unless_rounded(honest: pl.DataFrame) -> None:
    over = honest.filter(pl.col("sp2d_cum") - pl.col("fin_rep") >= 100_000)
    stale = over.join(honest, on=["year", "subkeg_id"], suffix="_before").filter(
        (pl.col("month_before") == pl.col("month") - 1) & (pl.col("fin_rep_before") == pl.col("fin_rep"))
    )
    assert over.height - stale.height <= 0.002 * honest.height


def test_every_dishonest_row_names_its_kind_field_severity_and_rupiah(rows: pl.DataFrame) -> None:
    bent = rows.filter(pl.col("label") == "dishonest")
    fields = {kind: way.field for kind, way in BEHAVIOURS.items()}
    assert bent.filter((pl.col("severity") <= 0) | (pl.col("rp_at_stake") <= 0) | (pl.col("episode") < 0)).is_empty()
    assert bent.filter(pl.col("type").replace_strict(fields) != pl.col("field")).is_empty()
    assert bent.filter(pl.col("rp_at_stake") > pl.col("pagu")).is_empty()
    assert bent.group_by("episode").agg(pl.col("type").n_unique())["type"].max() == 1
    other = rows.filter(pl.col("label") != "dishonest")
    assert other.filter((pl.col("type") != "") | (pl.col("severity") != 0) | (pl.col("episode") != -1)).is_empty()


def test_a_wake_comes_only_with_an_episode(rows: pl.DataFrame) -> None:
    bent = rows.filter(pl.col("label") == "dishonest").select("year", "subkeg_id").unique()
    assert rows.filter("shadow").join(bent, on=["year", "subkeg_id"], how="anti").is_empty()
    assert rows.filter(pl.col("shadow") & (pl.col("label") == "dishonest")).is_empty()


def test_a_set_holds_at_least_twenty_ways_and_all_four_kinds_of_field(rows: pl.DataFrame) -> None:
    bent = rows.filter((pl.col("label") == "dishonest") & (pl.col("year") == SCORED_YEAR))
    assert bent["type"].n_unique() >= 20
    assert set(bent["field"]) == {"phys_rep", "fin_rep", "realisasi", "capaian_rep", "target"}


def test_certain_ways_contradict_themselves_on_paper(rows: pl.DataFrame) -> None:
    bent = rows.filter(pl.col("label") == "dishonest")
    seen = {
        "uang_di_atas_pagu": pl.col("fin_rep") > pl.col("pagu"),
        "capaian_salah_hitung": pl.col("gap") > 0.9,
        "capaian_polaritas": pl.col("gap") > 0.5,
        "target_dipotong": (pl.col("target") != pl.col("target_initial")) & (pl.col("pagu_doc") == "DPA"),
        "hasil_ganti_satuan": pl.col("unit").is_in(["kali layanan", "jiwa", "kali hadir"]),
    }
    assert set(seen) == set(CERTAIN)
    marked = _stated_and_computed(bent)
    for kind, condition in seen.items():
        of_kind = marked.filter(pl.col("type") == kind)
        assert of_kind.filter(~condition).is_empty(), kind


def test_liars_about_other_fields_still_state_the_capaian_their_figures_give(rows: pl.DataFrame) -> None:
    others = rows.filter((pl.col("label") == "dishonest") & (pl.col("field") != "capaian_rep"))
    assert _stated_and_computed(others)["gap"].max() <= 0.051  # type: ignore[operator]


def test_honest_corrections_of_closed_months_go_towards_the_treasury(tables: Tables, rows: pl.DataFrame) -> None:
    money = tables["restatements"].filter(pl.col("field") == "fin_rep")
    assert money.filter(pl.col("month_of_change") <= pl.col("month_changed")).is_empty()
    bent = rows.filter(pl.col("type") == "uang_nyatakan_ulang").select("year", "subkeg_id").unique()
    upwards = money.join(bent, on=["year", "subkeg_id"])
    assert (upwards["new"] > upwards["old"]).mean() > 0.8  # type: ignore[operator]
    fair = money.join(bent, on=["year", "subkeg_id"], how="anti")
    assert (fair["new"] <= fair["old"]).mean() > 0.8  # type: ignore[operator]


def test_bold_cheaters_are_fewer_and_bolder_than_those_who_nudge() -> None:
    def bent(style: str) -> pl.DataFrame:
        tables = simulate(Request(seed=5, agencies=24, lines=300, style=STYLES[style]))
        joined = tables["labels"].join(tables["reports"].select(*KEY, "agency_id"), on=KEY)
        return joined.filter((pl.col("label") == "dishonest") & (pl.col("year") == SCORED_YEAR))

    bold, nudging = bent("berani"), bent("halus")
    assert bold["agency_id"].n_unique() < nudging["agency_id"].n_unique()
    assert bold["severity"].median() > 1.3 * nudging["severity"].median()  # type: ignore[operator]
