"""Reading in several processes, and what happens when a file brings its reader down."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from schemas.text import PersonError, Text
from sources.collected import Collected, build
from sources.read_file import ReadDefaults, collect, unreadable
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References, load_references
from sources.store import RawStore
from sources.uncollected import uncollected
from sources.workers import start_workers

SERIAL_BELOW = 60
"""Fewer files than this are read in the night's own process: starting others costs more than it saves."""
BATCH = 24
Tools = tuple[Path, Path, ReadDefaults]
"""Folder of the raw store, folder of code lists, defaults: what a reader is sent out with."""


@dataclass(frozen=True, slots=True)
class Task:
    """One arrival to be read. ``again`` marks bytes already on record under another name: they add no rows, only the
    fact that they came, under document ids that end in this text."""

    receipt: Receipt
    again: str | None = None

    def counted(self, part: Collected) -> Collected:
        """``part``, or only its documents if its rows count already."""
        return part if self.again is None else part.only_documents(self.again)


def read_or_set_aside(
    batch: Iterable[Task], store: RawStore, references: References, defaults: ReadDefaults
) -> Reading:
    """One Reading of the payloads of ``batch``, in order. One our reader fails on becomes one finding of its own."""
    parts = [_collect(task, store, references, defaults) for task in batch]
    try:
        return build(parts)
    except Exception:
        return build([_built_or_set_aside(part) for part in parts])


def _collect(task: Task, store: RawStore, references: References, defaults: ReadDefaults) -> Collected:
    receipt = task.receipt
    try:
        part = collect(store.path(receipt.sha256), receipt, references, defaults)
    except (OSError, PersonError):
        raise
    except Exception as error:
        part = set_aside(receipt, type(error).__name__)
    return task.counted(part)


def _built_or_set_aside(part: Collected) -> Collected:
    """``part``, if tables can be made of it."""
    try:
        build([part])
    except Exception as error:
        return set_aside(part.receipt, type(error).__name__)
    return part


def set_aside(receipt: Receipt, what: str) -> Collected:
    """A file our reader failed on; ``what`` is the kind of failure, never a value of the file."""
    return unreadable(
        receipt,
        "berkas_rusak",
        Text(
            f"Pembaca kami gagal pada berkas ini ({what}). Simpan ulang sebagai .xlsx dan kirim kembali.",
            f"Our reader failed on this file ({what}). Please save it again as .xlsx and resend it.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Crew:
    """Readers in ``workers`` processes of their own; ``told`` hears how far they are."""

    workers: int
    tools: Tools
    told: Callable[[str], None]

    def read(self, tasks: list[Task]) -> list[Reading]:
        """Readings that together hold every payload, in the order of ``tasks``."""
        found: list[Reading] = []
        done = 0
        try:
            with self._pool(self.workers) as pool:
                batches = _batches(tasks)
                for batch, reading in zip(batches, pool.map(_read_batch, batches), strict=True):
                    found.append(reading)
                    done += len(batch)
                    self.told(f"{done}/{len(tasks)}")
        except BrokenProcessPool:
            found.extend(self._one_by_one(tasks[done:]))
        except BaseException:
            _end_workers()
            raise
        return found

    def _one_by_one(self, tasks: list[Task]) -> list[Reading]:
        """After a reader died: each file by itself, and a new reader after each one that kills its own.

        RuntimeError if readers do not even begin: that is our fault, and no file's.
        """
        found: list[Reading] = []
        while len(found) < len(tasks):
            try:
                with self._pool(1) as pool:
                    _see_it_begin(pool)
                    found.extend(pool.map(_read_batch, [[task] for task in tasks[len(found) :]]))
            except BrokenProcessPool:
                fatal = tasks[len(found)]
                found.append(build([fatal.counted(set_aside(fatal.receipt, "proses pembaca mati"))]))
        return found

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return start_workers(workers, __name__, _prepare_worker, self.tools)


def _see_it_begin(pool: ProcessPoolExecutor) -> None:
    try:
        pool.submit(os.getpid).result()
    except BrokenProcessPool as error:
        raise RuntimeError("no reader can be started") from error


def _batches(tasks: list[Task]) -> list[list[Task]]:
    return [tasks[start : start + BATCH] for start in range(0, len(tasks), BATCH)]


def _end_workers() -> None:
    """Who is told to stop does not wait for the files still being read."""
    for worker in multiprocessing.active_children():
        worker.kill()


_worker: tuple[RawStore, References, ReadDefaults] | None = None


def _prepare_worker(store: Path, references: Path, defaults: ReadDefaults) -> None:
    """Ctrl-C is the parent's to answer; a worker whose parent is gone has nobody to read for."""
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = (RawStore(store), load_references(references), defaults)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_batch(tasks: list[Task]) -> Reading:
    if _worker is None:
        raise RuntimeError("the worker was not prepared")
    with uncollected():
        return read_or_set_aside(tasks, *_worker)
