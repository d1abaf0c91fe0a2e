"""Everything one night hands to publishing: what was received, read, judged and decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from sources.receipt import Receipt


@dataclass(frozen=True, slots=True, eq=False)
class Night:
    """One run, before anything of it is published.

    ``facts`` holds every row read of every fact table: in force, superseded and refused by the shape gate alike.
    ``set_aside`` [baris_id, alasan]: rows that are not to be published though nothing is wrong with them.
    ``versions`` [berkas, dataset, kode_opd, periode, versi_laporan, berlaku]. ``derived``: per fact table, ``baris_id``
    with the recomputed columns of ``schemas.outputs``. ``settled`` [finding_id, status, pertama_terlihat,
    terakhir_terlihat, kali_terlihat, dikecualikan] and ``schemas.finding.Placement``; ``dikecualikan`` says a waiver is
    in force. ``words`` [finding_id, judul, judul_en, pesan, pesan_en]. ``rule_titles`` [aturan, judul, judul_en, tema,
    keparahan]. ``precision`` as ``checks.precision.PRECISION_SCHEMA``; ``capacity``: cases each queue holds.
    ``settings`` is shown in the manifest and must hold no secret. Times are aware UTC.
    """

    run_id: str
    version: str
    as_of: date
    started_at: datetime
    receipts: tuple[Receipt, ...]
    dokumen: pl.DataFrame
    jejak: pl.DataFrame
    kendala: pl.DataFrame
    facts: Mapping[str, pl.DataFrame]
    set_aside: pl.DataFrame
    versions: pl.DataFrame
    derived: Mapping[str, pl.DataFrame]
    opd: pl.DataFrame
    findings: pl.DataFrame
    coverage: pl.DataFrame
    row_state: pl.DataFrame
    settled: pl.DataFrame
    words: pl.DataFrame
    rule_titles: pl.DataFrame
    precision: pl.DataFrame
    capacity: int
    kelengkapan: pl.DataFrame
    kekurangan: pl.DataFrame
    silpa: pl.DataFrame
    silpa_ringkas: pl.DataFrame
    keandalan: pl.DataFrame
    rules_lock: str
    code_version: str
    settings: Mapping[str, object]
    previous_version: str | None = None
