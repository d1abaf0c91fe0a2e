"""``/antrian``: tonight's work, one row a case, as many as the stewards can take; the rest is listed, not hidden."""

from __future__ import annotations

from fastapi import APIRouter, Response

from review.pages import show
from review.queries.queue import QUEUES, queue_of
from review.visit import Visiting

router = APIRouter()


@router.get("/antrian")
def show_queue(visit: Visiting, menurut: str = "") -> Response:
    """One of the two queues: by suspicion, or by rupiah."""
    by = menurut if menurut in QUEUES else next(iter(QUEUES))
    queue = queue_of(visit.house, visit.viewer, by, visit.language)
    return show(visit, "antrian.html", queue=queue, queues=QUEUES, by=by, now=visit.house.now())
