"""``HOME/keluar``: the workbooks that go back. Only what says something new is written again."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath

import orjson

from review.workbook.fingerprint import load_key
from review.workbook.package import NotEditableError
from review.workbook.questions import Addressed
from review.workbook.write import front_only, return_sealed, return_workbook
from sources.decoding import Decoded, decode
from sources.returned import TITLE
from sources.store import RawStore, safe_name
from sources.uncollected import uncollected
from sources.workers import start_workers

FOLDER = "keluar"
LIST = ".daftar.json"
WRITER = 3
"""Raised when the workbooks themselves come out otherwise, so that all are written again."""
SERIAL_BELOW = 60
BATCH = 16


@dataclass(frozen=True, slots=True)
class Outbox:
    """What a night did: how many workbooks are in the folder, how many of them are new, and which failed on us, each
    with the kind of failure, never a value of the file."""

    standing: int
    written: int
    removed: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One workbook to be written: its path below the folder, and what to write."""

    path: str
    addressed: Addressed
    digest: str


def fill_outbox(home: Path, store: RawStore, addressed: Iterable[Addressed], workers: int) -> Outbox:
    """Bring ``home/keluar`` up to date: write what changed, keep the rest, take away what no longer stands.

    Each workbook appears whole or not at all. Raises OSError where the folder cannot be written to.
    """
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    known = _load(folder)
    parcels = list(_parcels(addressed))
    changed = [each for each in parcels if known.get(each.path) != each.digest or not (folder / each.path).is_file()]
    key = load_key(home)
    failed = dict(sorted(_write_all(folder, store, changed, key, workers)))
    wanted = {parcel.path: parcel.digest for parcel in parcels}
    gone = [path for path in known if path not in wanted]
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    _save(folder, {path: digest for path, digest in wanted.items() if path not in failed})
    told = tuple(f"{path} ({kind})" for path, kind in failed.items())
    return Outbox(len(parcels) - len(failed), len(changed) - len(failed), len(gone), told)


def _parcels(addressed: Iterable[Addressed]) -> Iterator[_Parcel]:
    """Each report with a path of its own. The digest leaves out what every night counts anew."""
    taken: set[str] = set()
    for each in addressed:
        report = each.report
        stem = PurePath(report.name.split(" | ")[0]).stem.removeprefix(TITLE).strip(" -")
        place = f"{safe_name(each.kode_opd)}/{safe_name(each.periode)}"
        path = f"{place}/{safe_name(f'{TITLE} {stem}.xlsx')}"
        if path.casefold() in taken:
            path = f"{place}/{safe_name(f'{TITLE} {stem} ({report.berkas[:6]}).xlsx')}"
        taken.add(path.casefold())
        lasting = asdict(replace(report, passed=(), as_of=report.as_of.replace(month=1, day=1)))
        del lasting["seal"]
        yield _Parcel(path, each, hashlib.sha256(orjson.dumps([WRITER, lasting])).hexdigest())


def _write_all(
    folder: Path, store: RawStore, parcels: Sequence[_Parcel], key: bytes, workers: int
) -> Iterator[tuple[str, str]]:
    """Write the parcels; gives the paths of those that our own code failed on, and the kind of failure.

    What several agencies get of one file is written in a row, so that the file is opened once.
    """
    by_file = sorted(parcels, key=lambda parcel: parcel.addressed.report.berkas or "")
    batches = [by_file[start : start + BATCH] for start in range(0, len(by_file), BATCH)]
    if len(parcels) < SERIAL_BELOW or workers == 1:
        for batch in batches:
            yield from _write_batch(folder, store.root, batch, key)
        return
    with start_workers(workers, __name__) as pool:
        jobs = [pool.submit(_write_batch, folder, store.root, batch, key) for batch in batches]
        for job in jobs:
            yield from job.result()


def _write_batch(folder: Path, root: Path, parcels: Sequence[_Parcel], key: bytes) -> list[tuple[str, str]]:
    failed = []
    store = RawStore(root)
    with uncollected():
        for parcel in parcels:
            try:
                data = _workbook(store, parcel, key)
            except OSError:
                raise
            except Exception as error:  # one workbook that our writer fails on must not keep others from their agencies
                failed.append((parcel.path, type(error).__name__))
                continue
            _put(folder / parcel.path, data)
        _opened.cache_clear()
    return failed


def _put(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(data)
    partial.replace(target)


def _workbook(store: RawStore, parcel: _Parcel, key: bytes) -> bytes:
    report = parcel.addressed.report
    if not report.berkas:
        return front_only(report, key)
    path = store.path(report.berkas)
    if report.seal and not report.share:
        with contextlib.suppress(NotEditableError):
            return return_sealed(path.read_bytes(), report, key)
    return return_workbook(*_opened(path, report.name), report, key)


@lru_cache(maxsize=1)
def _opened(path: Path, name: str) -> tuple[bytes, Decoded]:
    return path.read_bytes(), decode(path, name)


def workers_of(configured: int) -> int:
    """How many processes to write with; 0: as many as there are cores."""
    return configured or len(os.sched_getaffinity(0))


def _load(folder: Path) -> dict[str, str]:
    try:
        content = orjson.loads((folder / LIST).read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return content if isinstance(content, dict) else {}


def _save(folder: Path, known: dict[str, str]) -> None:
    partial = folder / f"{LIST}.partial"
    partial.write_bytes(orjson.dumps(known, option=orjson.OPT_SORT_KEYS))
    partial.replace(folder / LIST)
