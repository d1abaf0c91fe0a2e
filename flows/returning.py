"""Return: each agency gets its own workbook back, with what is asked of it."""

from __future__ import annotations

from flows.night import Night, need
from ledger.answers import notes_on_answers
from ledger.findings import load_findings
from review.workbook.outbox import FOLDER, fill_outbox, workers_of
from review.workbook.questions import Told, reports


def return_workbooks(night: Night) -> None:
    """Bring ``HOME/keluar`` up to date. What is published stands: a folder that cannot be written is a warning."""
    told = Told(
        findings=load_findings(night.ledger, only_open=True),
        files=need(night.published)["berkas"],
        documents=need(night.readings).tables["dokumen"],
        coverage=need(night.judgement).coverage,
        names=night.references.agency_names,
        notes=notes_on_answers(night.ledger),
        as_of=night.as_of,
        language=night.settings.tampilan.bahasa,
    )
    try:
        outbox = fill_outbox(night.home, night.store, reports(told), workers_of(night.settings.batas.proses_baca))
    except OSError as error:
        _warn(night, f"folder keluar: {error.strerror}", f"outgoing folder: {error.strerror}")
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


def _warn(night: Night, indonesian: str, english: str) -> None:
    night.summary["peringatan"].append(
        {"id": f"Lembar kerja untuk OPD tidak lengkap ({indonesian}).", "en": f"Returned workbooks: {english}."}
    )
