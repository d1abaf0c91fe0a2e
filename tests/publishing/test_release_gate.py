"""Every expectation of the release gate is shown to fail on the fault it is there for, and on that fault alone."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from publishing.candidate import build_candidate
from publishing.evidence import collect_evidence
from publishing.expectations import EXPECTATIONS
from publishing.gate_docs import strip_remote
from publishing.gate_input import ExpectationsInput, measure_night
from publishing.gate_report import GateDiedError, GateProcess, GateReport
from publishing.night import Night
from publishing.snapshot import Published, ReleaseRefusedError, publish
from publishing.verify import current_version, verify_snapshots

Tables = dict[str, pl.DataFrame]
Release = Callable[[Tables, Path, ExpectationsInput], GateReport]


@pytest.fixture(scope="module")
def tables(night: Night) -> Tables:
    return build_candidate(night)


@pytest.fixture(scope="module")
def given(night: Night) -> ExpectationsInput:
    return measure_night(night)


@pytest.fixture(scope="module")
def release() -> Iterator[Release]:
    """The real gate, imported once; the library's own deprecation notes are not ours to fail on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from publishing import release_gate

        yield release_gate.release


def _first_row(frame: pl.DataFrame, **values: object) -> pl.DataFrame:
    """``frame`` with values of its first row replaced."""
    first = pl.int_range(pl.len()) == 0
    return frame.with_columns(
        pl.when(first).then(pl.lit(value, frame.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )


def _lost_row_in_file(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    physical = g.physical.with_columns(pl.col("baris_diterima") + (pl.int_range(pl.len()) == 0).cast(pl.Int64))
    return t, replace(g, physical=physical)


def _trace_row_twice(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    twice = t["jejak"].filter(pl.col("tujuan") == "terbit").head(1)
    more = pl.when(pl.col("berkas") == twice.item(0, "berkas")).then(1).otherwise(0)
    files = t["berkas"].with_columns((pl.col("baris_terbit") + more).cast(pl.Int32))
    return t | {"jejak": pl.concat([t["jejak"], twice]), "berkas": files}, g


def _ends_swapped(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    row = t["berkas"].row(0, named=True)
    moved = _first_row(t["berkas"], baris_terbit=row["baris_terbit"] - 1, baris_disisihkan=row["baris_disisihkan"] + 1)
    return t | {"berkas": moved}, g


def _blocked_row_published(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    row = t["realisasi"].head(1).select("baris_id")
    return t, replace(g, blocked=pl.concat([g.blocked, row]))


def _repeated_key(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    return t | {"realisasi": _first_row(t["realisasi"], kode=t["realisasi"].item(1, "kode"))}, g


def _one_rupiah_more(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    more = t["realisasi"].item(0, "realisasi_idr") + 1
    return t | {"realisasi": _first_row(t["realisasi"], realisasi_idr=more)}, g


def _stale_completeness(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    late = t["kelengkapan"].with_columns(
        keadaan=pl.col("keadaan").str.replace("belum_jatuh_tempo", "belum_masuk", literal=True)
    )
    return t | {"kelengkapan": late}, g


def _file_never_recorded(t: Tables, g: ExpectationsInput) -> tuple[Tables, ExpectationsInput]:
    return t | {"berkas": t["berkas"].filter(pl.col("keadaan") != "tak_terbaca")}, g


def _set(table: str, **values: object) -> Callable[[Tables, ExpectationsInput], tuple[Tables, ExpectationsInput]]:
    return lambda t, g: (t | {table: _first_row(t[table], **values)}, g)


FAULTS: dict[str, Callable[[Tables, ExpectationsInput], tuple[Tables, ExpectationsInput]]] = {
    "baris_berkas_terbaca_semua": _lost_row_in_file,
    "baris_berkas_seimbang": _trace_row_twice,
    "baris_berkas_sesuai_jejak": _ends_swapped,
    "baris_tabel_lestari": lambda t, g: (t | {"kinerja": t["kinerja"].slice(1)}, g),
    "kunci_unik": _repeated_key,
    "tanpa_baris_terblokir": _blocked_row_published,
    "jumlah_uang_lestari": _one_rupiah_more,
    "aturan_bercakupan": lambda t, g: (t | {"cakupan": t["cakupan"].filter(pl.col("aturan") != "DRT-001")}, g),
    "tanpa_data_pribadi": _set("realisasi", catatan="PPTK NIP 19700101 199503 1 001"),
    "opd_terdaftar": _set("kinerja", kode_opd="9.99.0.00.0.00.99.0000"),
    "temuan_bersumber": _set("anomali", baris_id="tidak-ada"),
    "berkas_dikenal": _set("anomali", berkas="0" * 64),
    "kuitansi_lengkap": _file_never_recorded,
    "baris_berjejak": _set("kontrak", baris=999_999),
    "fakta_tidak_hilang": lambda t, g: (t, replace(g, lost_rows=1)),
    "segar": _stale_completeness,
    "bentuk_sah": _set("realisasi", fisik_pct=120.0),
}


@pytest.fixture(scope="module")
def pages(release: Release, tables: Tables, given: ExpectationsInput, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a right candidate."""
    folder = tmp_path_factory.mktemp("pemeriksaan")
    report = release(tables, folder, given)
    assert report.passed, report.failures
    return folder


def test_a_right_candidate_passes_and_its_pages_are_written(
    release: Release, tables: Tables, given: ExpectationsInput, tmp_path: Path
) -> None:
    report = release(tables, tmp_path, given)
    assert report.passed, report.failures
    assert report.expectations == tuple(e.name for e in EXPECTATIONS)
    assert "Rilis memenuhi semua syarat" in (tmp_path / "index.html").read_text()
    details = list((tmp_path / "rinci" / "validations").rglob("*.html"))
    assert len(details) == len({e.frame for e in EXPECTATIONS})


def test_there_is_an_injected_fault_for_every_expectation() -> None:
    assert set(FAULTS) == {expectation.name for expectation in EXPECTATIONS}


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_fails_exactly_its_own_expectation(
    name: str, release: Release, tables: Tables, given: ExpectationsInput, tmp_path: Path
) -> None:
    report = release(*_in_order(FAULTS[name](tables, given), tmp_path))
    assert not report.passed
    assert [failure.expectation for failure in report.failures] == [name]
    assert report.failures[0].examples
    assert "tidak terpenuhi" in (tmp_path / "index.html").read_text()


def _in_order(broken: tuple[Tables, ExpectationsInput], out: Path) -> tuple[Tables, Path, ExpectationsInput]:
    return broken[0], out, broken[1]


def test_a_stale_file_list_is_not_fresh(tables: Tables, given: ExpectationsInput) -> None:
    late = tables["berkas"].with_columns(pl.col("diterima_at") - timedelta(days=1))
    fresh = collect_evidence(tables | {"berkas": late}, given)["kesegaran"]
    assert fresh.row(0)[1] != fresh.row(0)[2]


def test_a_row_lost_between_reading_and_publishing_is_counted(night: Night) -> None:
    shorter = replace(night, facts={**night.facts, "rfk": night.facts["rfk"].slice(3)})
    assert measure_night(shorter).lost_rows == 3


def test_sums_beyond_64_bits_are_compared_exactly(night: Night) -> None:
    huge = night.facts["sp2d"].with_columns(nilai_idr=pl.lit(9 * 10**18, pl.Int64))
    spoiled = replace(night, facts={**night.facts, "sp2d": huge})
    evidence = collect_evidence(build_candidate(spoiled), measure_night(spoiled))["uang"]
    row = evidence.row(by_predicate=(pl.col("tabel") == "sp2d") & (pl.col("kolom") == "nilai_idr"), named=True)
    assert row["dibaca"] == row["terbit_dan_ditahan"] == str(9 * 10**18 * huge.height)


def test_the_pages_load_nothing_from_elsewhere(pages: Path) -> None:
    written = list(pages.rglob("*.html"))
    assert len(written) > 8
    for page in written:
        text = page.read_text()
        assert not re.search(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//""", text), page
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", text), page
        assert "<script" not in text, page
    assert {path.suffix for path in pages.rglob("*") if path.is_file()} == {".html", ".parquet"}


def test_internal_links_of_the_pages_lead_somewhere(pages: Path) -> None:
    for page in pages.rglob("*.html"):
        for target in re.findall(r'href="([^"#]+)"', page.read_text()):
            assert (page.parent / target).resolve().exists(), (page, target)


def test_stripping_removes_scripts_trackers_fonts_and_remote_links() -> None:
    html = (
        '<head><script src="https://x/y.js"></script><link href="https://x/a.css"></head><body>'
        '<img class="a" src="//x/t.png?d=1"><a class="b" href="https://x">teks</a><p style="background:url(http://x)">'
    )
    assert strip_remote(html) == '<head></head><body><a class="b">teks</a><p style="background:none">'


@pytest.fixture(scope="module")
def gate() -> Iterator[GateProcess]:
    """The real gate in its process."""
    with GateProcess() as process:
        yield process


def test_the_gate_judges_in_a_process_of_its_own_and_starts_anew_after_it_died(
    gate: GateProcess, tables: Tables, given: ExpectationsInput, tmp_path: Path
) -> None:
    staged = tmp_path / "kandidat"
    (staged / "masukan").mkdir(parents=True)
    given.write(staged / "masukan")
    for name, frame in tables.items():
        frame.write_parquet(staged / f"{name}.parquet")
    assert gate.judge(staged, tmp_path / "satu").passed
    tables["realisasi"].slice(1).write_parquet(staged / "realisasi.parquet")
    second = gate.judge(staged, tmp_path / "dua")
    assert {failure.expectation for failure in second.failures} == {"baris_tabel_lestari", "jumlah_uang_lestari"}
    with pytest.raises(GateDiedError, match="berhenti sebelum memberi putusan"):
        gate.judge(tmp_path / "tidak_ada", tmp_path / "tiga")


def test_great_expectations_is_not_imported_by_the_rest_of_the_room() -> None:
    code = (
        "import sys, publishing.snapshot, publishing.verify, publishing.release_gate; "
        "sys.exit('great_expectations' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_fault_of_ours_reaches_no_reader_when_the_real_gate_stands(
    gate: GateProcess, night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def losing(lost: Night) -> Tables:
        tables = build_candidate(lost)
        return tables | {"realisasi": tables["realisasi"].slice(1)}

    first = publish(night, tmp_path, gate)
    assert isinstance(first, Published)
    assert (first.path / "pemeriksaan" / "index.html").is_file()
    monkeypatch.setattr("publishing.snapshot.build_candidate", losing)
    with pytest.raises(ReleaseRefusedError, match=r"baris terbit \+ ditahan = baris yang dibaca"):
        publish(replace(night, version="20251215T180000Z-ffffffff"), tmp_path, gate)
    assert current_version(tmp_path) == night.version
    assert verify_snapshots(tmp_path) == []
    assert "tidak terpenuhi" in (tmp_path / "refused" / "20251215T180000Z-ffffffff" / "index.html").read_text()
