"""Read: every arrival not read before becomes documents, facts and traces; the rest comes from the cache."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl

from flows import reading_cache
from flows.config import ROOT, Settings
from flows.night import Night
from ledger.receipts import Arrival, all_arrivals
from schemas.tables import DOCUMENT_TABLES, empty
from sources.read_file import ReadDefaults, read_file
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References, load_references
from sources.store import RawStore

SERIAL_BELOW = 60
"""Fewer files than this are read in this process: starting others costs more than it saves."""
BATCH = 24
READ_BY = (".py", ".toml", ".csv")
"""Kinds of file that decide how a submission is read."""


def read(night: Night) -> None:
    """Fill ``night.receipts`` and ``night.readings`` from every arrival on record."""
    night.receipts = tuple(map(_receipt, all_arrivals(night.ledger)))
    folder = night.home / "bacaan" / _fingerprint(night.settings)
    known = reading_cache.load(folder)
    first = _first_of_each(night.receipts)
    wanted = [(entry_key(receipt), receipt) for receipt in night.receipts]
    missing = [(key, receipt) for key, receipt in wanted if key not in known.entries]
    night.files_read_now = len(missing)
    if missing:
        new = _read_all(night, [receipt for _, receipt in missing])
        shown = [
            reading if first[receipt.sha256] == key else _document_only(reading, key)
            for (key, receipt), reading in zip(missing, new, strict=True)
        ]
        known = reading_cache.extend(known, (key for key, _ in missing), shown)
        reading_cache.save(folder, known)
    night.readings = known


def _receipt(arrival: Arrival) -> Receipt:
    return Receipt(
        sha256=arrival.berkas,
        name=arrival.nama_berkas,
        origin=arrival.asal,
        size=arrival.ukuran_byte,
        received_at=arrival.diterima_at,
        sent_at=arrival.dikirim_at,
        sender=arrival.pengirim,
    )


def entry_key(receipt: Receipt) -> str:
    """What a reading depends on: the bytes, and what name, place and time say of whose and which they are."""
    sent = receipt.sent_at.isoformat() if receipt.sent_at else ""
    told = "\0".join((receipt.name, receipt.origin, receipt.sender or "", sent))
    return f"{receipt.sha256}:{hashlib.sha256(told.encode()).hexdigest()[:12]}"


def _first_of_each(receipts: Iterable[Receipt]) -> dict[str, str]:
    """The arrival whose rows count, by hash of the bytes: the first on record."""
    first: dict[str, str] = {}
    for receipt in receipts:
        first.setdefault(receipt.sha256, entry_key(receipt))
    return first


def _document_only(reading: Reading, key: str) -> Reading:
    """Bytes that came again under another name add no rows, only the fact that they came."""
    documents = reading.dokumen.with_columns(pl.col("dokumen_id") + f"@{key[-12:]}")
    return replace(
        reading,
        dokumen=documents,
        jejak=empty(DOCUMENT_TABLES["jejak"]),
        kendala=empty(DOCUMENT_TABLES["kendala"]),
        facts={},
    )


def _defaults(settings: Settings) -> ReadDefaults:
    return ReadDefaults(
        nama_pemda=settings.pemda.nama, layout_dirs=tuple(Path(folder) for folder in settings.tempat.tata_letak)
    )


def _fingerprint(settings: Settings) -> str:
    """Name of the readings that this code, these layouts, these code lists and this government's name give."""
    places = [ROOT / "sources", settings.reference_dir, *map(Path, settings.tempat.tata_letak)]
    files = sorted(
        file
        for place in places
        for file in place.rglob("*")
        if file.suffix in (".py", ".toml", ".csv") and file.is_file()
    )
    return reading_cache.fingerprint(settings.pemda.nama.encode(), *(file.read_bytes() for file in files))


def _read_all(night: Night, receipts: list[Receipt]) -> list[Reading]:
    workers = night.settings.batas.proses_baca or len(os.sched_getaffinity(0))
    defaults = _defaults(night.settings)
    if len(receipts) < SERIAL_BELOW or workers == 1:
        return [read_file(night.store.path(r.sha256), r, night.references, defaults) for r in receipts]
    context = multiprocessing.get_context("spawn")
    batches = [receipts[start : start + BATCH] for start in range(0, len(receipts), BATCH)]
    found: list[Reading] = []
    with ProcessPoolExecutor(
        workers,
        context,
        initializer=_prepare_worker,
        initargs=(night.store.root, night.settings.reference_dir, defaults),
    ) as pool:
        try:
            for batch in pool.map(_read_batch, batches):
                found.extend(batch)
                night.say.detail(f"{len(found)}/{len(receipts)}")
        except BaseException:
            _end_workers()
            raise
    return found


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
    return [read_file(store.path(receipt.sha256), receipt, references, defaults) for receipt in receipts]
