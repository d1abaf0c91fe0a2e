"""The whole sample regency judged in one night: what was planted is found, what is honest is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from checks.cases import build_cases
from checks.queue import ASKING
from flows import judging, reading, receiving
from flows.config import Settings
from flows.night import Night, need
from flows.opening import open_night
from flows.releasing import night_to_publish
from flows.saying import Quiet
from publishing.candidate import build_candidate
from simulation.sample import SampleReport, write_sample
from tests.stories.answer_key import missed, on_honest_rows, pairs, placed, unexplained, with_bytes

pytestmark = [pytest.mark.stories, pytest.mark.long]


@dataclass(frozen=True)
class Judged:
    """The sample, and what one night said of it."""

    report: SampleReport
    findings: pl.DataFrame
    key: pl.DataFrame
    honest: pl.DataFrame
    shortfalls: pl.DataFrame
    files: pl.DataFrame
    documents: pl.DataFrame
    coverage: pl.DataFrame


def _never(_staged: Path, _docs: Path) -> None:
    raise AssertionError("nothing is published here")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    """One night over the sample, up to the tables that would be published."""
    folder = tmp_path_factory.mktemp("sampel")
    report = write_sample(folder)
    settings = Settings.model_validate({"tempat": {"home": str(folder / "kerja"), "kotak_masuk": [str(report.inbox)]}})
    with open_night(settings, report.as_of, Quiet(), _never) as night:
        for step in (receiving.receive, reading.read, judging.gate, judging.check, judging.settle):
            step(night)
        yield _looked_at(night, report)


def _looked_at(night: Night, report: SampleReport) -> Judged:
    documents = need(night.readings).tables["dokumen"]
    to_publish = night_to_publish(night)
    tables = build_candidate(to_publish)
    public = {path.name for path in (report.inbox / "publik").iterdir()}
    found = placed(need(night.judgement).findings, documents)
    return Judged(
        report,
        found.filter(~pl.col("_nama").is_in(public).fill_null(False)),
        with_bytes(pl.read_parquet(report.directory / "kunci.parquet"), documents),
        pl.read_parquet(report.directory / "kunci_jujur.parquet"),
        to_publish.kekurangan,
        tables["berkas"],
        documents,
        tables["cakupan"],
    )


def test_every_hard_planted_error_is_found_on_its_agency_period_and_line(sample: Judged) -> None:
    assert sample.key.filter("keras").height > 400
    left = missed(sample.findings, sample.key)
    assert left.select("jenis", "aturan", "kode_opd", "bulan", "kode").rows() == []


def test_what_one_planted_cause_left_behind_is_one_case(sample: Judged) -> None:
    asking = sample.findings.filter(pl.col("keparahan").is_in(ASKING))
    placed_in = asking.select("finding_id").join(build_cases(sample.findings), on="finding_id")
    assert placed_in["kasus"].n_unique() < 0.5 * placed_in.height
    by_cause = (
        pairs(asking, sample.key.filter("keras"), "aturan")
        .join(sample.key.select("nomor", "jenis", "kode_opd", "kode", "_isi"), on="nomor")
        .filter(pl.col("kode").is_not_null())
        .join(placed_in, on="finding_id")
        .group_by("jenis", "kode_opd", "kode")
        .agg(pl.len(), pl.col("kasus").n_unique())
        .filter(pl.col("len") > 1)
    )
    assert by_cause.height > 60
    assert (by_cause["kasus"] == 1).mean() >= 0.85, by_cause.filter(pl.col("kasus") > 1).rows()


def test_every_accusation_has_a_planted_cause(sample: Judged) -> None:
    left = unexplained(sample.findings, sample.key)
    assert left.select("aturan", "kode_opd", "periode", "subjek", "_nama").rows() == []


def test_honest_rows_are_left_alone(sample: Judged) -> None:
    assert sample.honest.height > 10_000
    accused = on_honest_rows(sample.findings, sample.honest)
    assert accused.select("aturan", "kode_opd", "periode", "_kode").rows() == []


def test_honest_shortfalls_are_shown_with_their_obstacle_and_not_accused(sample: Judged) -> None:
    short = sample.honest.filter(
        "kekurangan", pl.col("dataset") == "rfk", pl.col("bulan") == sample.report.as_of.month - 1
    )
    assert short.height > 100
    named = sample.shortfalls.filter(pl.col("permasalahan").is_not_null()).select("kode_opd", "kode").unique()
    on_their_plan = short.join(named, on=["kode_opd", "kode"], how="anti")
    assert on_their_plan.height < short.height / 10, (
        "a shortfall is shown unless the line is no further behind its plan"
    )
    assert on_honest_rows(sample.findings, sample.honest.filter("kekurangan")).height == 0


@pytest.mark.parametrize(
    "kind",
    ["sah_bankeu_lebih", "sah_blud_triwulanan", "sah_gaji", "sah_pengembalian", "sah_transit", "sah_uang_muka",
     "sah_efisiensi", "sah_spj_tu"],
)  # fmt: skip
def test_what_is_odd_and_lawful_is_excused_from_data(sample: Judged, kind: str) -> None:
    lawful = sample.key.filter(pl.col("jenis") == kind)
    assert lawful.height > 0
    lines = lawful.select("kode_opd", pl.col("kode").alias("_kode")).unique()
    planted = sample.key.filter(pl.col("aturan") != "").select("kode_opd", pl.col("kode").alias("_kode"))
    accused = sample.findings.filter(pl.col("keparahan").is_in(["blokir", "peringatan"])).join(
        lines.join(planted, on=["kode_opd", "_kode"], how="anti"), on=["kode_opd", "_kode"], how="semi"
    )
    assert accused.select("aturan", "periode", "_kode").rows() == []


@pytest.mark.parametrize("rule", ["REK-002", "FSK-007", "FSK-008", "IND-012"])
def test_rules_that_need_further_papers_have_something_to_judge(sample: Judged, rule: str) -> None:
    covered = sample.coverage.filter(pl.col("aturan") == rule).select(pl.col("lolos", "gagal").sum())
    assert covered["lolos"].item() > 10
    planted = sample.key.filter(pl.col("aturan").str.contains(rule))
    assert planted.height == 0 or covered["gagal"].item() > 0


def test_every_row_of_every_file_is_accounted_for(sample: Judged) -> None:
    parts = pl.sum_horizontal("baris_terbit", "baris_ditahan", "baris_disisihkan")
    assert sample.files.filter(pl.col("baris_dibaca") != parts).height == 0
    assert sample.files["baris_dibaca"].sum() > 100_000
    counted = {path.name: _rows_of(path) for path in _workbooks(sample.report.inbox)}
    assert len(counted) > 800
    read = dict(
        sample.files.filter(pl.col("rangkap_dari").is_null() & ~pl.col("nama_berkas").is_duplicated())
        .select("nama_berkas", "baris_dibaca")
        .iter_rows()
    )
    wrong = {name: (rows, read[name]) for name, rows in counted.items() if name in read and rows != read[name]}
    assert wrong == {}


def _workbooks(inbox: Path) -> list[Path]:
    return [path for path in sorted(inbox.rglob("*.xlsx")) if not path.name.startswith("~$")]


def _rows_of(path: Path) -> int:
    """Rows with anything in them, counted without the reader; 0 where nothing can be opened."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except Exception:
        return 0
    return sum(any(str(cell).strip() for cell in row) for rows in sheets for row in rows)


def test_the_night_was_the_one_meant(sample: Judged) -> None:
    assert sample.report.as_of == date(2025, 12, 15)
    assert sample.documents["nama_berkas"].n_unique() > 900
