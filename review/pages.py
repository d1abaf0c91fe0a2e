"""Rendering: one Jinja environment per language, every text from the catalogue, everything escaped."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from babel.dates import format_date, format_datetime
from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checks.listing import WORDS
from checks.phrasing import period_words
from checks.reasons import reason_words
from checks.rule import THEMES
from checks.words import number, quantity
from ledger.vocabulary import STATUS_TEXT
from review.labels import FACT_TEXT, HISTORY_TEXT, PAGES, ROLE_TEXT, SEVERITY_TEXT, STATE_TEXT, STEP_TEXT, age, days
from review.messages import translations
from review.visit import NONCE_COOKIE, Visit
from schemas.text import Language, Text

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
NOTE_COOKIE = "catatan"
WIB = timezone(timedelta(hours=7))
_SCALES = ((10**12, Text("triliun", "trillion")), (10**9, Text("miliar", "billion")), (10**6, Text("juta", "million")))
_WORDS: Mapping[str, Text] = {
    **WORDS,
    **SEVERITY_TEXT,
    **STATE_TEXT,
    **HISTORY_TEXT,
    **dict(THEMES.values()),
    **{str(code): text for code, text in STATUS_TEXT.items()},
}


_CODES: Mapping[str, Text] = {**_WORDS, **{str(role): text for role, text in ROLE_TEXT.items()}}


@cache
def environment(language: Language) -> Environment:
    """The environment of one language; an undefined name is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        rp=lambda value: amount(value, language),
        rp_full=lambda value: quantity(value, "idr", language),
        n=lambda value: "–" if value is None else number(value, language),
        quantity=lambda value, unit: quantity(value, unit, language),
        day=lambda value: day_words(value, language),
        short_day=lambda value: format_date(value.astimezone(WIB), "d MMM", locale=language) if value else "–",
        moment=lambda value: moment_words(value, language),
        period=lambda value: period_words(value, language),
        word=lambda value: word(value, language),
        of=lambda text: text.of(language),
        unbroken=lambda text: text.replace("Rp ", "Rp\u00a0"),
        short_period=lambda value: period_short(value, language),
        role=lambda value: ROLE_TEXT[value].of(language),
        step=lambda value: STEP_TEXT[value].of(language) if value in STEP_TEXT else value,
        reason=lambda code: reason_words(code, language),
        fact=lambda name: FACT_TEXT[name].of(language) if name in FACT_TEXT else name.replace("_", " "),
        fact_value=lambda value: _CODES[value].of(language) if value in _CODES else str(value),
        days=lambda value: days(value, language),
        pairs=lambda values, filtered: [(value, environment.filters[filtered](value)) for value in values],
    )
    environment.globals.update(language=language, pages=PAGES, age=lambda since, now: age(since, now, language))
    return environment


def show(visit: Visit, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. Whoever is not logged in gets a nonce with it, so that the forms on it can be trusted."""
    note = _note(visit)
    csrf = visit.session.csrf if visit.session else visit.request.cookies.get(NONCE_COOKIE) or secrets.token_urlsafe(24)
    page = environment(visit.language).get_template(template)
    here = str(visit.request.url.path) + (f"?{visit.request.url.query}" if visit.request.url.query else "")
    body = page.render(
        visit=visit, who=visit.who, csrf=csrf, note=note, here=here, path=visit.request.url.path, **values
    )
    response = HTMLResponse(body, status_code=status)
    if visit.session is None:
        set_cookie(visit, response, NONCE_COOKIE, csrf)
    if note is not None:
        response.delete_cookie(NOTE_COOKIE, path="/")
    return response


def go(visit: Visit, where: str, note: Text | None = None) -> Response:
    """After a change: to another page, which shows ``note`` once."""
    response = RedirectResponse(where, status_code=303)
    if note is not None:
        set_cookie(visit, response, NOTE_COOKIE, quote(json.dumps([note.id, note.en])), seconds=60)
    return response


def set_cookie(visit: Visit, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """A cookie no script and no other site can read."""
    secure = visit.house.settings.secure_cookies
    response.set_cookie(name, value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def amount(rupiah: float | None, language: Language) -> str:
    """A rupiah amount in words of scale: ``Rp 4,9 miliar``."""
    if rupiah is None:
        return "–"
    for size, name in _SCALES:
        if abs(rupiah) >= size:
            return f"Rp\u00a0{number(rupiah / size, language, 1)}\u00a0{name.of(language)}"
    return quantity(rupiah, "idr", language).replace(" ", "\u00a0")


def day_words(value: date | None, language: Language) -> str:
    """``15 Des 2025``."""
    return "–" if value is None else format_date(value, "d MMM yyyy", locale=language)


def period_short(value: str, language: Language) -> str:
    """``Jan`` of ``2025-01`` and ``TW III`` of ``2025-TW3``, for a table that names its year."""
    part = value.partition("-")[2]
    if part.isdecimal():
        return format_date(date(2000, int(part), 1), "MMM", locale=language)
    return period_words(value, language).replace("Triwulan", "TW").rpartition(" ")[0] if part else value


def moment_words(value: datetime | None, language: Language) -> str:
    """``15 Des 2025 07.12`` by the regency's clock."""
    if value is None:
        return "–"
    here = value.astimezone(WIB)
    return format_datetime(here, "d MMM yyyy HH.mm" if language == "id" else "d MMM yyyy HH:mm", locale=language)


def word(code: str | None, language: Language) -> str:
    """A code of ours as words; an unknown one readable as it is."""
    if code is None:
        return "–"
    return _WORDS[code].of(language) if code in _WORDS else code.replace("_", " ")


def _note(visit: Visit) -> str | None:
    raw = visit.request.cookies.get(NOTE_COOKIE)
    if not raw:
        return None
    try:
        indonesian, english = json.loads(unquote(raw))
    except ValueError:
        return None
    return str(indonesian if visit.language == "id" else english)
