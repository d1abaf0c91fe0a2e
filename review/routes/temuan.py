"""``/temuan``: all findings one may see, narrowed, sorted and page by page; and the same list as a file."""

from __future__ import annotations

from fastapi import APIRouter, Response

from checks.rule import THEMES
from ledger.vocabulary import STATUSES
from review.exports import MOST_ROWS, csv_bytes, export_frame, xlsx_bytes
from review.pages import go, show
from review.queries.choices import choices_for
from review.queries.filters import AGES, AMOUNTS_IDR, MARKED, Filters
from review.queries.lists import ORDERS, list_page
from review.refusals import NotFoundError
from review.visit import Visiting
from schemas.finding import SEVERITIES

router = APIRouter()
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/")
def home(visit: Visiting) -> Response:
    """The page one begins with: the queue, for an agency its findings."""
    return go(visit, "/temuan" if visit.viewer.role == "opd" else "/antrian")


@router.get("/temuan")
def list_findings(visit: Visiting, urut: str = "", setelah: str = "") -> Response:
    """One page of the list the address asks for."""
    filters = Filters.of(visit.request.query_params)
    order = urut if urut in ORDERS else next(iter(ORDERS))
    now = visit.house.now()
    listed = list_page(visit.house, visit.viewer, filters, order, setelah, visit.language, now)
    return show(
        visit,
        "temuan.html",
        filters=filters,
        order=order,
        orders=ORDERS,
        listed=listed,
        first=not setelah,
        choices=choices_for(visit.house, visit.viewer, visit.language),
        statuses=STATUSES,
        marked=MARKED,
        severities=SEVERITIES,
        themes=[folder for folder, _ in THEMES.values()],
        ages=AGES,
        amounts=AMOUNTS_IDR,
        now=now,
        most_exported=MOST_ROWS,
    )


@router.get("/temuan/unduh.{kind}")
def export_findings(visit: Visiting, kind: str) -> Response:
    """The whole list the address asks for, as ``xlsx`` or ``csv``."""
    filters = Filters.of(visit.request.query_params)
    if kind not in ("xlsx", "csv"):
        raise NotFoundError
    frame = export_frame(visit.house, visit.viewer, filters, visit.language, visit.house.now())
    body, media = (xlsx_bytes(frame), _XLSX) if kind == "xlsx" else (csv_bytes(frame), "text/csv; charset=utf-8")
    return Response(body, media_type=media, headers={"Content-Disposition": f'attachment; filename="temuan.{kind}"'})
