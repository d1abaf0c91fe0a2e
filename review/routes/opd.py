"""``/opd`` and ``/opd/{kode_opd}``: agencies, and one of them: what it sent, what passed, what it told honestly."""

from __future__ import annotations

from babel.dates import get_month_names
from fastapi import APIRouter, Response

from review.charts import draw_series
from review.pages import go, show
from review.queries.agencies import OPEN_SHOWN, agencies_of, agency_of
from review.queries.published import EXAMINED
from review.refusals import NotFoundError
from review.visit import Visiting
from schemas.text import Text

router = APIRouter()
CHART = Text(
    "Realisasi, fisik dan rencana per bulan, dalam persen pagu", "Spending, work and plan by month, in percent"
)


@router.get("/opd")
def list_agencies(visit: Visiting) -> Response:
    """All agencies; an agency's user goes to their own."""
    if visit.viewer.role == "opd":
        return go(visit, f"/opd/{visit.viewer.kode_opd}")
    return show(visit, "opd.html", agencies=agencies_of(visit.house, visit.viewer))


@router.get("/opd/{kode_opd}")
def show_agency(visit: Visiting, kode_opd: str) -> Response:
    """One agency."""
    now = visit.house.now()
    agency = agency_of(visit.house, visit.viewer, kode_opd, visit.language, now)
    if agency is None:
        raise NotFoundError
    months = [get_month_names("abbreviated", locale=visit.language)[number] for number in range(1, 13)]
    chart = draw_series(agency.trend, months, CHART.of(visit.language), None) if agency.trend else None
    shown = agency.findings.lines[:OPEN_SHOWN]
    return show(
        visit, "satu_opd.html", agency=agency, chart=chart, months=months, lines=shown, examined=EXAMINED, now=now
    )
