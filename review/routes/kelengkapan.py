"""``/kelengkapan``: who has reported what, when, late, unread; agencies by periods."""

from __future__ import annotations

from fastapi import APIRouter, Response

from review.pages import show
from review.queries.completeness import DUE_STATES, matrix_of
from review.visit import Visiting

router = APIRouter()


@router.get("/kelengkapan")
def show_completeness(visit: Visiting, laporan: str = "", tahun: str = "", keadaan: str = "") -> Response:
    """The matrix of one form."""
    matrix = matrix_of(visit.house, visit.viewer, laporan, tahun, keadaan)
    return show(visit, "kelengkapan.html", matrix=matrix, states=DUE_STATES, state=keadaan)
