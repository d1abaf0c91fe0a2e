"""Reading in several processes, and what happens when a file brings its reader down."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from schemas.text import PersonError, Text
from sources.read_file import ReadDefaults, read_file, unreadable
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References, load_references
from sources.store import RawStore

BATCH = 24
Tools = tuple[Path, Path, ReadDefaults]
"""Folder of the raw store, folder of code lists, defaults: what a reader is sent out with."""


def read_or_set_aside(path: Path, receipt: Receipt, references: References, defaults: ReadDefaults) -> Reading:
    """The Reading of one payload; if our reader fails on it, one finding, so that one file cannot stop every night."""
    try:
        return read_file(path, receipt, references, defaults)
    except (OSError, PersonError):
        raise
    except Exception as error:
        return set_aside(receipt, type(error).__name__)


def set_aside(receipt: Receipt, what: str) -> Reading:
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

    def read(self, receipts: list[Receipt]) -> list[Reading]:
        """Readings in the order of ``receipts``."""
        found: list[Reading] = []
        try:
            with self._pool(self.workers) as pool:
                for batch in pool.map(_read_batch, _batches(receipts)):
                    found.extend(batch)
                    self.told(f"{len(found)}/{len(receipts)}")
        except BrokenProcessPool:
            found.extend(self._one_by_one(receipts[len(found) :]))
        except BaseException:
            _end_workers()
            raise
        return found

    def _one_by_one(self, receipts: list[Receipt]) -> list[Reading]:
        """After a reader died: each file by itself, and a new reader after each one that kills its own."""
        found: list[Reading] = []
        while len(found) < len(receipts):
            try:
                with self._pool(1) as pool:
                    for (reading,) in pool.map(_read_batch, [[receipt] for receipt in receipts[len(found) :]]):
                        found.append(reading)
            except BrokenProcessPool:
                found.append(set_aside(receipts[len(found)], "proses pembaca mati"))
        return found

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_prepare_worker, initargs=self.tools)


def _batches(receipts: list[Receipt]) -> list[list[Receipt]]:
    return [receipts[start : start + BATCH] for start in range(0, len(receipts), BATCH)]


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


def _read_batch(receipts: list[Receipt]) -> list[Reading]:
    if _worker is None:
        raise RuntimeError("the worker was not prepared")
    store, references, defaults = _worker
    return [read_or_set_aside(store.path(receipt.sha256), receipt, references, defaults) for receipt in receipts]
