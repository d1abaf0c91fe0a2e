"""From a night to a snapshot: staged aside, judged, sealed, renamed, and only then made current, in one step each.

A reader never sees half a night: ``current`` points at the old snapshot or at the whole new one. Whatever is cut off
is swept by the next run; a snapshot that was already complete when the power went is made current then.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl
from xlsxwriter.exceptions import FileCreateError

from publishing import current
from publishing.candidate import build_candidate
from publishing.database import write_database
from publishing.dictionary import dictionary
from publishing.exports import content_hashes, parquet_files, row_counts, write_csv_file, write_parquet_files
from publishing.gate_input import INPUT_FOLDER, measure_night
from publishing.gate_report import Gate, GateReport
from publishing.manifest import Manifest, describe_files, read_manifest, write_manifest
from publishing.ms_var import write_ms_var
from publishing.night import Night
from publishing.page import write_page
from publishing.summary import Summary, summarise
from publishing.workbook import write_workbook
from schemas.text import PersonError, Text

GATE_PAGES = "pemeriksaan"


@dataclass(frozen=True, slots=True)
class Published:
    """A new snapshot is current."""

    version: str
    path: Path
    gate: GateReport


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The night says what the current snapshot already says; nothing was written."""

    version: str
    path: Path


class ReleaseRefusedError(PersonError):
    """The release gate found a fault of ours; the previous snapshot stays current. ``report`` says which."""

    def __init__(self, report: GateReport) -> None:
        self.report = report
        failed_id = "; ".join(failure.says.id for failure in report.failures)
        failed_en = "; ".join(failure.says.en for failure in report.failures)
        super().__init__(
            Text(
                id=f"Rilis tidak diterbitkan karena syarat berikut tidak terpenuhi: {failed_id}",
                en=f"Nothing was published, because these conditions do not hold: {failed_en}",
            ),
            Text(
                id="Ini kesalahan sistem, bukan OPD. Terbitan sebelumnya tetap berlaku; lihat halaman pemeriksaan.",
                en="This is a fault of the system, not of an agency. The previous release stands; see the check pages.",
            ),
            where=report.docs,
            exit_code=3,
        )


class NoRoomError(PersonError):
    """The disk is full (or a size limit was met); the previous snapshot stays current."""

    def __init__(self, where: Path) -> None:
        super().__init__(
            Text(
                id="Ruang penyimpanan habis saat menerbitkan; terbitan sebelumnya tetap berlaku.",
                en="Storage ran out while publishing; the previous release stands.",
            ),
            Text(
                id="Kosongkan ruang lalu jalankan lagi; malam ini diulang tanpa kehilangan apa pun.",
                en="Free some space and run again; the night is repeated and nothing is lost.",
            ),
            where=str(where),
            exit_code=3,
        )


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole snapshot the gate has passed, in ``partial``: nobody sees it before :func:`release`."""

    version: str
    partial: Path
    path: Path
    gate: GateReport


def publish(night: Night, home: Path, gate: Gate) -> Published | Unchanged:
    """Publish ``night`` below ``home/published``; ``gate`` is :class:`GateProcess` or ``judge_directory``.

    Raises :class:`ReleaseRefusedError`, :class:`NoRoomError`, or what the gate raises; then nothing has changed for
    readers. One publisher at a time: the caller holds the lock.
    """
    return release(stage(night, home, gate))


def stage(night: Night, home: Path, gate: Gate) -> Staged | Unchanged:
    """The first half of :func:`publish`: write the snapshot aside and have it judged."""
    releases = home / "published"
    with _room_in(releases):
        releases.mkdir(parents=True, exist_ok=True)
        current.sweep(releases)
        return _stage_all(night, releases, gate)


def release(staged: Staged | Unchanged) -> Published | Unchanged:
    """The second half: give the staged snapshot its name and make it current, in one step for readers."""
    if isinstance(staged, Unchanged):
        return staged
    with _room_in(staged.path.parent):
        current.put_in_place(staged.partial, staged.path)
        current.switch(staged.path.parent, staged.version)
    return Published(staged.version, staged.path, staged.gate)


@contextmanager
def _room_in(releases: Path) -> Iterator[None]:
    """Turn a full disk into words, and leave nothing half-written behind."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError, duckdb.Error, FileCreateError) as error:
        if not is_no_room(error):
            raise
        current.sweep(releases)
        raise NoRoomError(releases) from error


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_ROOM_WORDS = (
    *(f"os error {code}" for code in _NO_ROOM),
    *map(os.strerror, _NO_ROOM),
    "database or disk is full",
)


def is_no_room(error: Exception) -> bool:
    """Whether the disk is full: libraries that write for us say so in their own classes, with the system's words."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return True
    said = str(error)
    return any(words in said for words in _NO_ROOM_WORDS)


def _stage_all(night: Night, releases: Path, gate: Gate) -> Staged | Unchanged:
    tables = build_candidate(night)
    with ThreadPoolExecutor(max_workers=4) as pool:
        files = parquet_files(tables, pool)
        content = content_hashes(tables, files)
        standing = current.current_version(releases.parent)
        if standing is not None:
            previous = read_manifest(releases / standing)
            if previous.content == content and previous.rules_lock == night.rules_lock:
                return Unchanged(standing, releases / standing)
        version = current.free_name(releases, night.version)
        night = replace(night, version=version)
        partial = releases / f".{version}.partial"
        partial.mkdir()
        write_parquet_files(files, partial)
        report = _write_and_judge(night, tables, partial, gate, pool)
    if not report.passed:
        raise ReleaseRefusedError(_keep_refusal(report, partial, releases.parent / "refused" / version))
    _seal(night, standing, content, tables, partial)
    return Staged(version, partial, releases / version, report)


def _write_and_judge(
    night: Night, tables: Mapping[str, pl.DataFrame], partial: Path, gate: Gate, pool: ThreadPoolExecutor
) -> GateReport:
    """Write the rest into ``partial``, while the gate judges the Parquet files that are there already."""
    given = partial / INPUT_FOLDER
    given.mkdir()
    measure_night(night).write(given)
    verdict = pool.submit(gate, partial, partial / GATE_PAGES)
    summary = summarise(night, tables)
    others = [
        *(pool.submit(write_csv_file, frame, partial / f"{name}.csv") for name, frame in tables.items()),
        pool.submit(write_database, partial, partial / f"jujur_{night.version}.duckdb"),
    ]
    _write_for_people(night, tables, summary, partial)
    for task in others:
        task.result()
    report = verdict.result()
    shutil.rmtree(given)
    return report


def _write_for_people(night: Night, tables: Mapping[str, pl.DataFrame], summary: Summary, partial: Path) -> None:
    write_page(night, tables, summary, partial / "ringkasan.html")
    write_workbook(night, tables, summary, partial / "anomali.xlsx")
    write_ms_var(partial)
    (partial / "kamus.md").write_text(dictionary(), encoding="utf-8")


def _keep_refusal(report: GateReport, partial: Path, refused: Path) -> GateReport:
    """Keep the gate's pages of the refused release (the latest only) and nothing else of it."""
    shutil.rmtree(refused.parent, ignore_errors=True)
    refused.parent.mkdir(parents=True)
    if (partial / GATE_PAGES).exists():
        (partial / GATE_PAGES).rename(refused)
    shutil.rmtree(partial)
    return GateReport(report.passed, report.expectations, report.failures, str(refused / "index.html"))


def _seal(
    night: Night,
    standing: str | None,
    content: dict[str, str],
    tables: Mapping[str, pl.DataFrame],
    partial: Path,
) -> None:
    """Manifest last, then everything to disk and read-only."""
    manifest = Manifest(
        version=night.version,
        run_id=night.run_id,
        as_of=night.as_of.isoformat(),
        started_at=night.started_at.isoformat(),
        previous_version=standing,
        rules_lock=night.rules_lock,
        code_version=night.code_version,
        settings=dict(night.settings),
        inputs=sorted({receipt.sha256 for receipt in night.receipts}),
        rows=row_counts(tables),
        content=content,
        files=describe_files(partial),
    )
    write_manifest(manifest, partial)
    for path in partial.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
            current.to_disk(path)
    for folder in [*(path for path in partial.rglob("*") if path.is_dir()), partial]:
        current.to_disk(folder)
