"""``/temuan/{id}``: one finding, and all that can be done about it.

Whatever is refused comes back as the same page with the reason on top and the words already typed still there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from babel.dates import get_month_names
from fastapi import APIRouter, Response
from fastapi.responses import FileResponse
from starlette.datastructures import UploadFile

from ledger.attachments import MAX_BYTES, attach, attachments_of
from ledger.comments import remark
from ledger.decisions import MAY_DECIDE, Seen, decide, undo
from ledger.findings import assign
from ledger.refusals import ConflictError, RefusedError
from ledger.vocabulary import REASONS, STATUS_TEXT
from ledger.waivers import approve_waiver, propose_waiver, reject_waiver, request_waiver
from review.charts import draw_series
from review.pages import go, show
from review.queries.one_finding import one_finding
from review.queries.people import assignees
from review.refusals import NotFoundError
from review.visit import Visit, Visiting
from schemas.text import PersonError, Text

router = APIRouter()
NOT_OFFERED = frozenset({"pengabaian_disetujui", "pengabaian_ditolak", "keliru_memutuskan"})
"""Reasons the application gives by itself."""

OFFERED = {slug: reason for slug, reason in REASONS.items() if slug not in NOT_OFFERED}
CHART = Text("Serapan, fisik, rencana dan pembanding per bulan", "Spending, progress, plan and peers by month")
FORM_FIELDS = ("status", "alasan", "keterangan", "sampai", "petugas", "tenggat")


@router.get("/temuan/{finding_id}")
def show_finding(visit: Visiting, finding_id: str) -> Response:
    """The page of one finding."""
    return _page(visit, finding_id)


@router.post("/temuan/{finding_id}/putuskan")
def decide_finding(visit: Visiting, finding_id: str) -> Response:
    """Take a decision with its reason."""
    status = visit.field("status")

    def act(seen: Seen) -> Text:
        taken = decide(
            visit.house.ledger,
            seen,
            status,
            actor=visit.viewer.actor,
            reason=visit.field("alasan"),
            at=visit.house.now(),
            comment=visit.field("keterangan") or None,
        )
        words = STATUS_TEXT[taken.status]
        return Text(f"Tercatat: {words.id}.", f"Noted: {words.en}.")

    return _acted(visit, finding_id, act)


@router.post("/temuan/{finding_id}/batal")
def undo_decision(visit: Visiting, finding_id: str) -> Response:
    """Take the last decision back."""

    def act(seen: Seen) -> Text:
        undo(visit.house.ledger, seen, actor=visit.viewer.actor, at=visit.house.now())
        return Text("Keputusan dibatalkan; riwayatnya tetap ada.", "Decision undone; its history stays.")

    return _acted(visit, finding_id, act)


@router.post("/temuan/{finding_id}/komentar")
def remark_finding(visit: Visiting, finding_id: str) -> Response:
    """Add a remark."""

    def act(seen: Seen) -> Text:
        remark(
            visit.house.ledger,
            seen.finding_id,
            visit.field("keterangan"),
            actor=visit.viewer.actor,
            at=visit.house.now(),
        )
        return Text("Komentar ditambahkan.", "Remark added.")

    return _acted(visit, finding_id, act)


@router.post("/temuan/{finding_id}/bukti")
def attach_evidence(visit: Visiting, finding_id: str) -> Response:
    """Keep a file as evidence; what it is, its bytes say."""

    def act(seen: Seen) -> Text:
        sent = visit.form.get("bukti")
        if not isinstance(sent, UploadFile) or not sent.filename:
            raise RefusedError(Text("Berkas bukti belum dipilih.", "No evidence file was chosen."))
        content = sent.file.read(MAX_BYTES + 1)
        house = visit.house
        kept = attach(
            house.ledger,
            house.evidence,
            seen.finding_id,
            sent.filename,
            content,
            actor=visit.viewer.actor,
            at=house.now(),
        )
        return Text(f"Bukti disimpan: {kept.name}.", f"Evidence kept: {kept.name}.")

    return _acted(visit, finding_id, act)


@router.get("/temuan/{finding_id}/bukti/{sha256}")
def download_evidence(visit: Visiting, finding_id: str, sha256: str) -> Response:
    """Hand out an evidence file of this finding: saved by the browser, never shown in place."""
    held = next((each for each in attachments_of(visit.house.ledger, finding_id) if each.sha256 == sha256), None)
    if held is None:
        raise NotFoundError
    return FileResponse(
        visit.house.evidence.path(sha256),
        media_type="application/octet-stream",
        filename=held.name,
        content_disposition_type="attachment",
    )


@router.post("/temuan/{finding_id}/petugas")
def assign_finding(visit: Visiting, finding_id: str) -> Response:
    """Give the finding to someone, by a day; nobody and no day where the fields are empty."""

    def act(seen: Seen) -> Text:
        to, due = visit.field("petugas") or None, _day(visit.field("tenggat"))
        if to is not None and to not in {account.user for account in assignees(visit.house.ledger)}:
            raise RefusedError(Text("Petugas ini tidak dikenal.", "This person is not known."), where=to)
        assign(
            visit.house.ledger,
            [seen.finding_id],
            assignee=to,
            due_date=due,
            actor=visit.viewer.actor,
            at=visit.house.now(),
        )
        return Text(f"Petugas: {to or 'belum ada'}.", f"Assigned to: {to or 'nobody'}.")

    return _acted(visit, finding_id, act)


@router.post("/temuan/{finding_id}/pengabaian")
def ask_waiver(visit: Visiting, finding_id: str) -> Response:
    """An agency asks for a waiver, a steward proposes one."""

    def act(seen: Seen) -> Text:
        until = _day(visit.field("sampai"))
        if until is None:
            raise RefusedError(Text("Tanggal akhir pengabaian belum diisi.", "The waiver has no last day."))
        said = {
            "actor": visit.viewer.actor,
            "reason": visit.field("alasan"),
            "comment": visit.field("keterangan") or None,
            "at": visit.house.now(),
        }
        if visit.viewer.role == "opd":
            request_waiver(visit.house.ledger, seen, until, **said)  # type: ignore[arg-type]
            return Text("Permintaan pengabaian dikirim.", "Waiver requested.")
        asked = visit.field("permintaan")
        request_id = int(asked) if asked.isdecimal() else None
        propose_waiver(visit.house.ledger, seen, until, request_id=request_id, **said)  # type: ignore[arg-type]
        return Text("Usul pengabaian menunggu persetujuan.", "The proposed waiver waits for approval.")

    return _acted(visit, finding_id, act)


@router.post("/temuan/{finding_id}/pengabaian/jawab")
def answer_waiver(visit: Visiting, finding_id: str) -> Response:
    """An approver, another person than the proposer, says yes or no."""

    def act(seen: Seen) -> Text:
        proposal, comment = visit.field("usul"), visit.field("keterangan")
        proposal_id = int(proposal) if proposal.isdecimal() else 0
        ledger, actor, at = visit.house.ledger, visit.viewer.actor, visit.house.now()
        if visit.field("jawaban") == "setuju":
            approve_waiver(ledger, seen, proposal_id, actor=actor, at=at, comment=comment or None)
            return Text("Pengabaian disetujui.", "Waiver approved.")
        reject_waiver(ledger, seen, proposal_id, actor=actor, at=at, comment=comment)
        return Text("Pengabaian ditolak.", "Waiver refused.")

    return _acted(visit, finding_id, act)


def _acted(visit: Visit, finding_id: str, act: Callable[[Seen], Text]) -> Response:
    """Do it on what the page showed; then the page anew, or with the reason why not."""
    last = visit.field("keputusan_terakhir")
    seen = Seen(finding_id, visit.field("nilai"), int(last) if last.isdecimal() else None)
    try:
        note = act(seen)
    except PersonError as refusal:
        status = 409 if isinstance(refusal, ConflictError) else 422
        return _page(visit, finding_id, status, refusal)
    return go(visit, f"/temuan/{finding_id}", note)


def _page(visit: Visit, finding_id: str, status: int = 200, problem: PersonError | None = None) -> Response:
    finding = one_finding(visit.house, finding_id, visit.language, of_all=visit.viewer.sees_all)
    locale = visit.language
    months = [get_month_names("abbreviated", locale=locale)[number] for number in range(1, 13)]
    part = finding.row["periode"].partition("-")[2]
    chart = None
    if finding.series is not None:
        asked = int(part) if part.isdecimal() else None
        chart = draw_series(finding.series, months, CHART.of(locale), asked)
    decidable = MAY_DECIDE.get(visit.viewer.role, ())
    return show(
        visit,
        "satu_temuan.html",
        status,
        f=finding,
        chart=chart,
        months=months,
        problem=problem,
        typed={name: visit.field(name) for name in FORM_FIELDS},
        decidable=decidable,
        reasons=OFFERED,
        people=assignees(visit.house.ledger) if visit.viewer.may("assign_finding") else [],
        all_reasons=REASONS,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise RefusedError(Text("Tanggal tidak dapat dibaca.", "The date cannot be read."), where=text) from None
