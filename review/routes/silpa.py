"""``/silpa``: what is likely to stay unspent and undone by 31 December: a call for help, never a suspicion."""

from __future__ import annotations

from fastapi import APIRouter, Response

from review.pages import show
from review.queries.published import agency_choices
from review.queries.unspent import LEVELS, unspent_of
from review.visit import Visiting

router = APIRouter()


@router.get("/silpa")
def show_unspent(visit: Visiting, tingkat: str = "", opd: str = "", halaman: str = "") -> Response:
    """One level, one page, the most rupiah first."""
    level = tingkat if tingkat in LEVELS else LEVELS[0]
    agencies = agency_choices(visit.house, visit.viewer)
    chosen = opd if opd in dict(agencies) else ""
    unspent = unspent_of(visit.house, visit.viewer, level, chosen, halaman)
    return show(visit, "silpa.html", unspent=unspent, levels=LEVELS, level=level, opd=chosen, agencies=agencies)
