"""A snapshot is whole or absent, never changes, and a night that says nothing new publishes nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import orjson
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from publishing.candidate import build_candidate
from publishing.current import current_version
from publishing.gate_report import Failure, GateReport
from publishing.manifest import read_manifest
from publishing.night import Night
from publishing.snapshot import NoRoomError, Published, ReleaseRefusedError, Unchanged, publish
from publishing.verify import verify_snapshots
from schemas.outputs import OUTPUT_TABLES
from schemas.text import Text

CONFTEST = Path(__file__).with_name("conftest.py")
ROOT = Path(__file__).parents[2]


def open_gate(staged: Path, docs: Path) -> GateReport:
    """Stands where the gate stands, for tests of what happens around it; the gate has tests of its own."""
    docs.mkdir()
    (docs / "index.html").write_text("terpenuhi")
    return GateReport(passed=True, expectations=("semua",), failures=(), docs=str(docs / "index.html"))


def closed_gate(staged: Path, docs: Path) -> GateReport:
    docs.mkdir()
    (docs / "index.html").write_text("tidak terpenuhi")
    failure = Failure("kunci_unik", Text("Kunci tidak berulang.", "No key repeats."), ("tabel=realisasi",))
    return GateReport(passed=False, expectations=("kunci_unik",), failures=(failure,), docs=str(docs / "index.html"))


@pytest.fixture
def published(night: Night, tmp_path: Path) -> Path:
    """A home with one snapshot."""
    assert isinstance(publish(night, tmp_path, open_gate), Published)
    return tmp_path


def later(night: Night, version: str = "20251215T180000Z-ffffffff") -> Night:
    """The next night, in which one figure changed."""
    rfk = night.facts["rfk"]
    changed = rfk.with_columns(pl.col("realisasi_idr") - (pl.int_range(pl.len()) == 0).cast(pl.Int64))
    return replace(night, version=version, facts={**night.facts, "rfk": changed})


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_snapshot_holds_every_table_in_both_forms_and_what_people_open(night: Night, published: Path) -> None:
    folder = published / "published" / "current"
    tables = build_candidate(night)
    for name in OUTPUT_TABLES:
        assert_frame_equal(pl.read_parquet(folder / f"{name}.parquet"), tables[name])
        assert (folder / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for name in (
        "anomali.xlsx",
        "ringkasan.html",
        "kamus.md",
        "ms_var.csv",
        "ms_var.json",
        "manifest.json",
        f"jujur_{night.version}.duckdb",
    ):
        assert (folder / name).stat().st_size > 1000
    assert (folder / "pemeriksaan" / "index.html").is_file()
    assert not (folder / "masukan").exists()
    assert current_version(published) == night.version
    assert orjson.loads((published / "published" / "current.json").read_bytes())["version"] == night.version


def test_the_manifest_tells_hashes_rows_rules_inputs_and_settings(night: Night, published: Path) -> None:
    folder = published / "published" / night.version
    manifest = read_manifest(folder)
    assert set(manifest.files) == set(digests(folder)) - {"manifest.json"}
    assert {name: info["sha256"] for name, info in manifest.files.items()}.items() <= digests(folder).items()
    assert manifest.rows["realisasi"] == pl.read_parquet(folder / "realisasi.parquet").height
    assert manifest.inputs == sorted({receipt.sha256 for receipt in night.receipts})
    assert (manifest.rules_lock, manifest.code_version) == (night.rules_lock, night.code_version)
    assert manifest.settings == {"wilayah": "36.03", "bahasa": ["id", "en"]}
    assert manifest.previous_version is None


def test_files_of_a_snapshot_are_read_only(night: Night, published: Path) -> None:
    folder = published / "published" / night.version
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.rglob("*") if path.is_file())


def test_the_same_night_again_publishes_nothing(night: Night, published: Path) -> None:
    before = digests(published)
    again = replace(
        night,
        version="20251216T180000Z-0a1b2c3d",
        run_id="malam-2",
        started_at=night.started_at + timedelta(days=1),
        settled=night.settled.with_columns(
            pl.col("terakhir_terlihat") + timedelta(days=1), pl.col("kali_terlihat") + 1
        ),
    )
    outcome = publish(again, published, open_gate)
    assert outcome == Unchanged(night.version, published / "published" / night.version)
    assert digests(published) == before


@pytest.mark.parametrize("change", ["figure", "rules"])
def test_a_changed_figure_or_rule_makes_a_new_version_and_leaves_the_old_one_alone(
    night: Night, published: Path, change: str
) -> None:
    old = digests(published / "published" / night.version)
    following = later(night) if change == "figure" else replace(later(night), facts=night.facts, rules_lock="baru")
    outcome = publish(following, published, open_gate)
    assert isinstance(outcome, Published)
    assert current_version(published) == following.version
    assert read_manifest(outcome.path).previous_version == night.version
    assert digests(published / "published" / night.version) == old
    assert verify_snapshots(published) == []


def test_two_snapshots_never_share_a_name(night: Night, published: Path) -> None:
    outcome = publish(later(night, night.version), published, open_gate)
    assert isinstance(outcome, Published)
    assert outcome.version == f"{night.version}-2"
    assert (outcome.path / f"jujur_{outcome.version}.duckdb").is_file()


def test_equal_content_gives_equal_bytes(
    night: Night, published: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("lain")
    publish(night, other, open_gate)
    first, second = (digests(home / "published" / night.version) for home in (published, other))
    for name in first:
        if not name.endswith((".duckdb", "manifest.json")):
            assert first[name] == second[name], name


def test_a_closed_gate_publishes_nothing_and_keeps_its_pages(night: Night, published: Path) -> None:
    before = digests(published / "published")
    with pytest.raises(ReleaseRefusedError, match=r"Kunci tidak berulang\.") as refusal:
        publish(later(night), published, closed_gate)
    assert current_version(published) == night.version
    assert digests(published / "published") == before
    assert Path(refusal.value.report.docs).read_text() == "tidak terpenuhi"
    assert refusal.value.exit_code != 0


def test_a_gate_that_breaks_publishes_nothing(night: Night, published: Path) -> None:
    def broken(staged: Path, docs: Path) -> GateReport:
        raise RuntimeError("putus")

    before = digests(published / "published")
    with pytest.raises(RuntimeError, match="putus"):
        publish(later(night), published, broken)
    assert current_version(published) == night.version
    assert {k: v for k, v in digests(published / "published").items() if ".partial/" not in k} == before
    assert isinstance(publish(later(night), published, open_gate), Published)
    assert list((published / "published").glob(".*.partial")) == []


CUTS = {
    "before anything": ("publishing.snapshot", "build_candidate", "before"),
    "before the tables": ("publishing.snapshot", "write_parquet_files", "before"),
    "after the tables": ("publishing.snapshot", "write_parquet_files", "after"),
    "after the page": ("publishing.snapshot", "write_page", "after"),
    "before the seal": ("publishing.snapshot", "_seal", "before"),
    "after the manifest": ("publishing.snapshot", "write_manifest", "after"),
    "after the seal": ("publishing.snapshot", "_seal", "after"),
    "between intent and rename": ("publishing.current", "_write_pointer", "after"),
    "after the rename": ("publishing.current", "put_in_place", "after"),
    "after the switch": ("publishing.current", "switch", "after"),
}


@pytest.mark.parametrize("cut", list(CUTS))
def test_a_kill_at_any_point_leaves_the_last_snapshot_whole_and_the_next_run_completes(
    cut: str, night: Night, published: Path
) -> None:
    module, function, moment = CUTS[cut]
    assert _run(published, f"""
        import importlib
        module = importlib.import_module({module!r})
        original = getattr(module, {function!r})
        def cut(*args, **kwargs):
            if {moment!r} == "after":
                original(*args, **kwargs)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(module, {function!r}, cut)
    """) == -signal.SIGKILL  # fmt: skip
    standing = current_version(published)
    assert standing in {night.version, later(night).version}
    if cut != "after the switch":
        assert standing == night.version
    assert verify_snapshots(published) == []
    publish(later(night), published, open_gate)
    assert current_version(published) == later(night).version
    assert sorted(path.name for path in (published / "published").iterdir()) == sorted(
        [night.version, later(night).version, "current", "current.json"]
    )
    assert verify_snapshots(published) == []


@pytest.mark.parametrize("limit", [6_000, 20_000, 60_000, 200_000])
def test_a_full_disk_leaves_the_last_snapshot_current_and_says_so(night: Night, published: Path, limit: int) -> None:
    before = digests(published)
    assert _run(published, f"""
        import resource
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
    """) == 77  # fmt: skip
    assert current_version(published) == night.version
    assert digests(published) == before
    assert isinstance(publish(later(night), published, open_gate), Published)


def _run(home: Path, sabotage: str) -> int:
    """Publish the later night in a process of its own, after ``sabotage``; exit 77 for "no room"."""
    program = textwrap.dedent("""
        import os, runpy, signal, sys
        from pathlib import Path
        sys.path.insert(0, {root!r})
        from publishing.snapshot import NoRoomError, publish
        tests = runpy.run_path({tests!r})
        night = runpy.run_path({conftest!r})["synthetic_night"]()
        {sabotage}
        try:
            publish(tests["later"](night), Path({home!r}), tests["open_gate"])
        except NoRoomError as error:
            assert "Ruang penyimpanan habis" in str(error)
            sys.exit(77)
    """).replace("{sabotage}", textwrap.dedent(sabotage).strip())  # fmt: skip
    for name, value in {"root": str(ROOT), "tests": __file__, "conftest": str(CONFTEST), "home": str(home)}.items():
        program = program.replace(f"{{{name}!r}}", repr(value))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode in (-signal.SIGKILL, 77), done.stderr
    return done.returncode


def test_no_room_is_told_from_other_faults(night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("publishing.snapshot.write_workbook", full)
    with pytest.raises(NoRoomError):
        publish(night, tmp_path, open_gate)
    assert current_version(tmp_path) is None
    assert list((tmp_path / "published").iterdir()) == []


def test_without_links_the_pointer_file_names_the_current_snapshot(
    night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", unsupported)
    publish(night, tmp_path, open_gate)
    assert not (tmp_path / "published" / "current").exists()
    assert current_version(tmp_path) == night.version


Damage = Callable[[Path], object]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "silpa.csv").unlink(), "silpa.csv hilang"),
        (lambda folder: (folder / "tamu.txt").write_text("x"), "tamu.txt tidak tercatat"),
        (lambda folder: _overwrite(folder / "anomali.parquet"), "isi anomali.parquet berubah"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json tidak ada"),
    ],
)
def test_damage_to_a_snapshot_is_found(night: Night, published: Path, damage: Damage, said: str) -> None:
    assert verify_snapshots(published) == []
    damage(published / "published" / night.version)
    assert any(said in problem for problem in verify_snapshots(published))


def _overwrite(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"lain")


def test_the_database_answers_the_questions_people_ask(night: Night, published: Path) -> None:
    path = published / "published" / night.version / f"jujur_{night.version}.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        latest = connection.execute("SELECT max(n) FROM (SELECT count(*) n FROM realisasi_terakhir "
                                "GROUP BY kode_opd, tahun, kode)").fetchone()  # fmt: skip
        assert latest == (1,)
        assert connection.execute("SELECT count(*) FROM anomali_terbuka").fetchone() == (night.findings.height,)
        for view in ("kelengkapan_ringkas", "risiko_silpa", "kesegaran"):
            assert connection.execute(f"SELECT * FROM {view}").fetchall()
        comments = connection.execute("SELECT comment FROM duckdb_tables() UNION ALL "
                                  "SELECT comment FROM duckdb_views() WHERE NOT internal").fetchall()  # fmt: skip
        assert len(comments) == len(OUTPUT_TABLES) + 5
        assert all(comment for (comment,) in comments)
