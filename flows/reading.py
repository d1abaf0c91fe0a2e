"""Read: every arrival not read before becomes documents, facts and traces; the rest comes from the cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from flows import kept, reading_cache
from flows.config import ROOT, Settings
from flows.night import Night
from flows.readers import SERIAL_BELOW, Crew, Task, read_or_set_aside
from flows.register import apply_register
from ledger.receipts import Arrival, all_arrivals
from sources.read_file import ReadDefaults
from sources.reading import Reading
from sources.receipt import Receipt

READ_BY = (".py", ".toml", ".csv")
"""Kinds of file that decide how a submission is read."""


def read(night: Night) -> None:
    """Fill ``night.receipts`` and ``night.readings`` from every arrival on record."""
    night.receipts = tuple(map(_receipt, all_arrivals(night.ledger)))
    night.reading_fingerprint = _fingerprint(night.settings)
    folder = night.home / "bacaan" / night.reading_fingerprint
    known = reading_cache.load(folder)
    first = _first_of_each(night.receipts)
    wanted = [(entry_key(receipt), receipt) for receipt in night.receipts]
    missing = [(key, receipt) for key, receipt in wanted if key not in known.entries]
    night.files_read_now = len(missing)
    if missing:
        tasks = [_task(receipt, first) for _, receipt in missing]
        known = reading_cache.extend(known, (key for key, _ in missing), _read_all(night, tasks))
        reading_cache.save(folder, known)
    night.readings = known
    reference = night.references.opd
    apply_register(night)
    if not night.references.opd.equals(reference):
        night.readings = _strangers_read_again(night, known, first)


def _strangers_read_again(night: Night, known: reading_cache.Readings, first: dict[str, str]) -> reading_cache.Readings:
    """``known``, with files of agencies that the code lists do not name read by the night's own register.

    They are few, and not kept: the register may say something else tomorrow.
    """
    strangers = set(known.tables["kendala"].filter(pl.col("jenis") == "opd_tak_dikenal")["berkas"])
    tasks = [_task(receipt, first) for receipt in night.receipts if receipt.sha256 in strangers]
    if not tasks:
        return known
    again = read_or_set_aside(tasks, night.store, night.references, _defaults(night.settings))
    others = {
        name: frame.filter(~pl.col("berkas").is_in(strangers)) if "berkas" in frame.columns else frame
        for name, frame in known.tables.items()
    }
    return reading_cache.extend(reading_cache.Readings(known.entries, others), (), [again])


def _task(receipt: Receipt, first: dict[str, str]) -> Task:
    """What is to be read, as the first arrival of these bytes or as one of the further ones."""
    key = entry_key(receipt)
    return Task(receipt, None if first[receipt.sha256] == key else f"@{key[-12:]}")


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


def _defaults(settings: Settings) -> ReadDefaults:
    return ReadDefaults(
        nama_pemda=settings.pemda.nama, layout_dirs=tuple(Path(folder) for folder in settings.tempat.tata_letak)
    )


def _fingerprint(settings: Settings) -> str:
    """Name of the readings that this code, these layouts, these code lists and this government's name give."""
    places = [ROOT / "sources", settings.reference_dir, *map(Path, settings.tempat.tata_letak)]
    files = sorted(file for place in places for file in place.rglob("*") if file.suffix in READ_BY and file.is_file())
    return kept.fingerprint(settings.pemda.nama.encode(), *(file.read_bytes() for file in files))


def _read_all(night: Night, tasks: list[Task]) -> list[Reading]:
    """Readings in the order of ``tasks``. A file that brings its reader down is set aside; the rest goes on.

    While this process reads alone a mark stands beside the readings: found by the next night, it means that a file
    took the whole process along, and that night reads in processes of its own.
    """
    workers = night.settings.batas.proses_baca or len(os.sched_getaffinity(0))
    defaults = _defaults(night.settings)
    mark = night.home / "bacaan" / "sedang_dibaca"
    if (len(tasks) < SERIAL_BELOW or workers == 1) and not mark.exists():
        mark.parent.mkdir(exist_ok=True)
        mark.touch()
        found = [read_or_set_aside(tasks, night.store, night.references, defaults)]
    else:
        crew = Crew(workers, (night.store.root, night.settings.reference_dir, defaults), night.say.detail)
        found = crew.read(tasks)
    mark.unlink(missing_ok=True)
    return found
