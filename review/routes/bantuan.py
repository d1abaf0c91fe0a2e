"""``/bantuan``: what the words mean, the keys, and what to do when."""

from __future__ import annotations

from fastapi import APIRouter, Response

from ledger.vocabulary import STATUS_TEXT
from review.pages import show
from review.visit import Visiting

router = APIRouter()


@router.get("/bantuan")
def show_help(visit: Visiting) -> Response:
    """Help on one page."""
    return show(visit, "bantuan.html", statuses=STATUS_TEXT)
