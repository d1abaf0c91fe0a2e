"""``/riwayat``: nights, published versions, and the audit with the state of its chain."""

from __future__ import annotations

from fastapi import APIRouter, Response

from review.pages import show
from review.queries.history import history_of
from review.visit import Visiting

router = APIRouter()


@router.get("/riwayat")
def show_history(visit: Visiting, sebelum: str = "", periksa: str = "") -> Response:
    """A page of the audit; with ``periksa`` the chain is walked from its beginning."""
    history = history_of(visit.house.ledger, sebelum, verify=bool(periksa))
    return show(visit, "riwayat.html", history=history)
