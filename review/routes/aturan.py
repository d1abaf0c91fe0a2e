"""``/aturan`` and ``/aturan/{rule_id}``: what is asked, why, on which basis, and how often it was asked rightly."""

from __future__ import annotations

from fastapi import APIRouter, Response

from checks.catalogue import fact
from review.pages import show
from review.queries.catalogue import catalogue_of, rule_page
from review.queries.published import EXAMINED
from review.refusals import NotFoundError
from review.visit import Visiting

router = APIRouter()


@router.get("/aturan")
def list_rules(visit: Visiting) -> Response:
    """Every rule by theme."""
    return show(visit, "aturan.html", themes=catalogue_of(visit.house, visit.viewer))


@router.get("/aturan/{rule_id}")
def show_rule(visit: Visiting, rule_id: str) -> Response:
    """One rule."""
    page = rule_page(visit.house, visit.viewer, rule_id, visit.language)
    if page is None:
        raise NotFoundError
    basis = fact(page.standing.rule, "basis", visit.language)
    return show(visit, "satu_aturan.html", page=page, rule=page.standing.rule, basis=basis, examined=EXAMINED)
