"""The written sample: real files, marked SINTETIS, reproducible, and a key that points at what is in them."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from simulation.sample import SampleReport, write_sample

pytestmark = pytest.mark.long

SEED, YEAR, MONTHS = 5, 2025, 4


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> SampleReport:
    seen: list[tuple[int, int]] = []
    written = write_sample(
        tmp_path_factory.mktemp("sampel"), SEED, YEAR, MONTHS, lambda done, total: seen.append((done, total))
    )
    assert seen[-1] == (70, 70)
    return written


@pytest.fixture(scope="module")
def key(report: SampleReport) -> pl.DataFrame:
    return pl.read_parquet(report.directory / "kunci.parquet")


def _files(report: SampleReport) -> list[Path]:
    return sorted(p for p in report.inbox.rglob("*") if p.is_file())


def test_the_report_counts_the_files_and_names_the_day_to_judge(report: SampleReport) -> None:
    assert report.files == len(_files(report)) > 350
    assert report.agencies == 69
    assert report.as_of == date(YEAR, 5, 15)
    text = (report.directory / "BACA-SAYA.txt").read_text(encoding="utf-8")
    assert "SINTETIS" in text
    assert "2025-05-15" in text


def test_every_workbook_says_it_is_synthetic(report: SampleReport, key: pl.DataFrame) -> None:
    broken = set(
        key.filter(pl.col("jenis").str.starts_with("berkas_") | (pl.col("jenis") == "bukan_workbook"))["nama_berkas"]
    )
    books = [p for p in _files(report) if p.suffix == ".xlsx" and not p.name.startswith("~$")]
    for path in books:
        if str(path.relative_to(report.directory)) in broken:
            continue
        with zipfile.ZipFile(path) as archive:
            assert b"SINTETIS" in archive.read("docProps/core.xml")
            assert b"SINTETIS" in archive.read("xl/sharedStrings.xml")


def test_no_report_was_sent_after_the_day_it_is_judged(report: SampleReport) -> None:
    limit = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC).timestamp()
    sent = [p.stat().st_mtime for p in _files(report) if "publik" not in p.parts]
    assert max(sent) <= limit
    assert min(sent) > datetime(YEAR, 1, 1, tzinfo=UTC).timestamp()


def test_late_reports_are_late_and_the_others_within_nine_days(report: SampleReport, key: pl.DataFrame) -> None:
    planted = {}
    for row in key.filter(pl.col("jenis").is_in(["terlambat", "sebelum_periode", "borongan"])).iter_rows(named=True):
        planted[row["nama_berkas"]] = row["jenis"]
    for path in (report.inbox / "RFK" / "02 Februari").iterdir():
        if "REVISI" in path.name or path.name.startswith("~$"):
            continue
        days = (datetime.fromtimestamp(path.stat().st_mtime, UTC).date() - date(YEAR, 2, 28)).days
        kind = planted.get(str(path.relative_to(report.directory)))
        if kind == "terlambat":
            assert days > 10
        elif kind == "sebelum_periode":
            assert days < 0
        else:
            assert 1 <= days <= 9


def test_the_key_points_at_the_row_it_names(report: SampleReport, key: pl.DataFrame) -> None:
    rows = key.filter(
        pl.col("keras")
        & (pl.col("dataset") == "rfk")
        & (pl.col("kode").str.len_chars() > 12)
        & ~pl.col("jenis").is_in(
            ["kode_bentuk", "kode_tak_dikenal", "kode_bidang_asing", "baris_hilang", "baris_lenyap"]
        )
        & pl.col("nama_berkas").str.ends_with(".xlsx")
    )
    assert rows.height > 40
    for row in rows.gather_every(6).head(8).iter_rows(named=True):
        with closing(openpyxl.load_workbook(report.directory / row["nama_berkas"])) as book:
            cells = [str(c.value) for c in book[row["lembar"]][row["baris"]] if c.value is not None]
        code = row["kode"]
        assert code in cells or cells[:5] == [code[0], code[2:4], code[5:7], code[8:12], code[13:]]


def test_every_hard_plant_names_the_rules_that_must_find_it(key: pl.DataFrame) -> None:
    hard = key.filter(pl.col("keras"))
    assert hard["aturan"].str.split(",").explode().str.contains(r"^[A-Z]{3}-\d{3}$").all()
    unreadable = hard.filter(pl.col("kolom") == pl.col("jenis"))
    assert set(unreadable["jenis"]) == {"berkas_rusak", "berkas_kosong", "berkas_terenkripsi", "bukan_workbook"}
    legitimate = key.filter(pl.col("jenis").str.starts_with("sah_"))
    assert legitimate.select("aturan", "turunan").unique().rows() == [("", "")]


def test_no_planted_line_is_called_honest(report: SampleReport, key: pl.DataFrame) -> None:
    honest = pl.read_parquet(report.directory / "kunci_jujur.parquet")
    assert honest.height > 10_000
    assert honest["kekurangan"].mean() == pytest.approx(0.11, abs=0.03)
    planted = key.filter(pl.col("kode").is_not_null() & ~pl.col("jenis").str.starts_with("sah_"))
    both = honest.filter(pl.col("kode").str.len_chars() > 12).join(planted, on=["kode_opd", "kode"], how="inner")
    assert both.height == 0
    assert set(honest["dataset"]) == {"rfk", "e81", "dpa", "kas", "kontrak"}


def test_copies_are_the_same_bytes(report: SampleReport, key: pl.DataFrame) -> None:
    copies = key.filter(pl.col("jenis").str.starts_with("salin_berkas"))
    assert set(copies["jenis"]) == {"salin_berkas_bulan_lain", "salin_berkas_opd_lain"}
    seen: dict[str, int] = {}
    for path in _files(report):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
    for name in copies["nama_berkas"]:
        assert seen[hashlib.sha256((report.directory / name).read_bytes()).hexdigest()] >= 2


def test_the_public_files_lie_in_the_inbox_with_the_rest(report: SampleReport) -> None:
    names = {p.name for p in (report.inbox / "publik").iterdir()}
    assert names == {"Madiun_2022.csv", "Sidoarjo_2023_periode9.csv", "MASTER_01_RINCIAN_APBD.csv"}


def test_the_same_seed_writes_the_same_bytes_and_times(report: SampleReport, tmp_path: Path) -> None:
    again = write_sample(tmp_path, SEED, YEAR, MONTHS)
    first, second = _files(report), _files(again)
    assert [p.relative_to(report.inbox) for p in first] == [p.relative_to(again.inbox) for p in second]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
        assert one.stat().st_mtime == two.stat().st_mtime
    for name in ("kunci.parquet", "kunci_jujur.parquet"):
        assert pl.read_parquet(report.directory / name).equals(pl.read_parquet(again.directory / name))
