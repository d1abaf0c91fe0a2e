"""Return: each agency gets its own workbook back, with what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures.process import BrokenProcessPool

import polars as pl

from flows.night import Night, need
from ledger.answers import notes_on_answers
from ledger.findings import load_findings
from review.workbook.contents import Share
from review.workbook.outbox import FOLDER, fill_outbox, workers_of
from review.workbook.questions import RETURNED, Told, reports
from review.workbook.shares import shares_of
from schemas.tables import FACT_TABLES


def return_workbooks(night: Night) -> None:
    """Bring ``HOME/keluar`` up to date. What is published stands: workbooks that cannot be written are a warning."""
    told = Told(
        findings=load_findings(night.ledger, only_open=True),
        files=need(night.published)["berkas"],
        documents=need(night.readings).tables["dokumen"],
        coverage=need(night.judgement).coverage,
        names=night.references.agency_names,
        notes=notes_on_answers(night.ledger),
        shares=_shares(night, need(night.published)["berkas"]),
        as_of=night.as_of,
        language=night.settings.tampilan.of_workbooks,
    )
    try:
        outbox = fill_outbox(night.home, night.store, reports(told), workers_of(night.settings.batas.proses_baca))
    except OSError as error:
        _warn(night, f"folder keluar: {error.strerror}", f"outgoing folder: {error.strerror}")
        return
    except BrokenProcessPool:
        _warn(night, "proses penulisnya berhenti; malam berikutnya melanjutkan",
              "a process that writes them stopped; the next night carries on")  # fmt: skip
        return
    night.summary["balasan"] = {
        "lembar_kerja": outbox.standing,
        "ditulis_malam_ini": outbox.written,
        "jawaban_diterima": night.answers,
        "jawaban_bermasalah": night.answer_notes,
    }
    night.summary["tempat"]["keluar"] = str(night.home / FOLDER)
    if outbox.failed:
        listed = ", ".join(outbox.failed[:5])
        _warn(night, f"{len(outbox.failed)} lembar kerja gagal dibuat: {listed}",
              f"{len(outbox.failed)} workbooks could not be made: {listed}")  # fmt: skip


def _shares(night: Night, files: pl.DataFrame) -> Mapping[str, Mapping[str, Share]]:
    """What each agency gets back of files that are no single agency's."""
    several = files.filter(pl.col("kode_opd").is_null(), pl.col("keadaan").is_in(RETURNED))["berkas"].unique()
    tables = need(night.readings).tables
    return shares_of(several, (tables[name] for name in FACT_TABLES), tables["jejak"])


def _warn(night: Night, indonesian: str, english: str) -> None:
    night.summary["peringatan"].append(
        {"id": f"Lembar kerja untuk OPD tidak lengkap ({indonesian}).", "en": f"Returned workbooks: {english}."}
    )
