"""``/temuan/massal``: one decision on all findings a filter leaves, after seeing which; and taking it back."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response

from ledger.decisions import MAY_DECIDE, decide_many, undo_many
from review.pages import go, show
from review.queries.bulk import Bulk, bulk_of, taken_at
from review.queries.filters import Filters
from review.refusals import NotFoundError
from review.routes.satu_temuan import OFFERED
from review.visit import Visit, Visiting
from schemas.text import PersonError, Text

router = APIRouter()


@router.get("/temuan/massal")
def preview_bulk(visit: Visiting) -> Response:
    """What the decision would be on: how many, of which rules and agencies, with examples."""
    filters = Filters.of(visit.request.query_params)
    return _preview(visit, filters, bulk_of(visit.house, visit.viewer, filters, visit.language, visit.house.now()))


@router.post("/temuan/massal")
def decide_bulk(visit: Visiting) -> Response:
    """Decide, if the findings are still those of the preview; else show the preview anew and say so."""
    form = {name: value for name, value in visit.form.items() if isinstance(value, str)}
    filters = Filters.of({name.removeprefix("f_"): value for name, value in form.items() if name.startswith("f_")})
    at = visit.house.now()
    bulk = bulk_of(visit.house, visit.viewer, filters, visit.language, at)
    if bulk.seal != visit.field("segel"):
        changed = PersonError(
            Text("Temuan dalam saringan ini berubah sejak pratinjau.", "The findings changed since the preview."),
            Text("Periksa lagi, lalu putuskan.", "Look again, then decide."),
        )
        return _preview(visit, filters, bulk, 409, changed)
    try:
        taken, refused = decide_many(
            visit.house.ledger,
            bulk.seen,
            visit.field("status"),
            actor=visit.viewer.actor,
            reason=visit.field("alasan"),
            at=at,
            comment=visit.field("keterangan") or None,
        )
    except PersonError as refusal:
        return _preview(visit, filters, bulk, 422, refusal)
    note = Text(
        f"{len(taken)} temuan diputuskan, {len(refused)} ditolak.",
        f"{len(taken)} findings decided, {len(refused)} refused.",
    )
    return go(visit, f"/massal/{at.isoformat()}", note)


@router.get("/massal/{moment}")
def show_bulk(visit: Visiting, moment: str) -> Response:
    """What was decided at once, with the way back."""
    taken = taken_at(visit.house, visit.viewer, _moment(moment), visit.language)
    if not taken.decisions:
        raise NotFoundError
    return show(visit, "massal_hasil.html", taken=taken, moment=moment, reasons=OFFERED)


@router.post("/massal/{moment}/batal")
def undo_bulk(visit: Visiting, moment: str) -> Response:
    """Take back what nobody has decided on since."""
    taken = taken_at(visit.house, visit.viewer, _moment(moment), visit.language)
    undone, refused = undo_many(visit.house.ledger, taken.undoable, actor=visit.viewer.actor, at=visit.house.now())
    note = Text(
        f"{len(undone)} keputusan dibatalkan, {len(refused)} ditolak.",
        f"{len(undone)} decisions undone, {len(refused)} refused.",
    )
    return go(visit, f"/massal/{moment}", note)


def _preview(
    visit: Visit, filters: Filters, bulk: Bulk, status: int = 200, problem: PersonError | None = None
) -> Response:
    return show(
        visit,
        "massal.html",
        status,
        filters=filters,
        bulk=bulk,
        problem=problem,
        decidable=MAY_DECIDE.get(visit.viewer.role, ()),
        reasons=OFFERED,
        typed={name: visit.field(name) for name in ("status", "alasan", "keterangan")},
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotFoundError from None
    if moment.tzinfo is None:
        raise NotFoundError
    return moment
