"""One request: who asks, in which language, and whether they may. Every route goes through ``visit_of``.

Not logged in, one is asked to; without the right, one is told so; what is another agency's does not exist.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from sqlalchemy import select
from starlette.datastructures import FormData

from ledger.models import FindingRow
from ledger.sessions import Session, find_session
from review.access import TABLE, Access, Viewer
from review.house import House
from review.refusals import ForbiddenError, LoginNeededError, NotFoundError, PasswordChangeNeededError, StaleFormError
from schemas.text import Language

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LANGUAGE_COOKIE = "bahasa"
NONCE_COOKIE = "masuk"
MOST_FILES = 5
"""Files one form may carry."""

BEFORE_PASSWORD = frozenset({"password_form", "change_password", "log_out", "choose_language"})
"""What someone with a one-time password may do before they have chosen their own."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the pages see it. ``viewer`` and ``session`` are None only on routes open to anybody."""

    request: Request
    house: House
    language: Language
    form: FormData
    session: Session | None
    who: Viewer | None

    @property
    def viewer(self) -> Viewer:
        """Who looks, on routes that need a login."""
        if self.who is None:
            raise LoginNeededError(self.request.url.path)
        return self.who

    def field(self, name: str) -> str:
        """A text field of the form, trimmed; empty if it is missing."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""


def session_cookie(house: House) -> str:
    """Name of the session cookie: bound to this host by its prefix wherever cookies are secure."""
    return "__Host-jujur" if house.settings.secure_cookies else "jujur"


async def posted_form(request: Request) -> AsyncIterator[FormData]:
    """The form that came with a change, read once; empty otherwise."""
    form = FormData()
    if request.method in CHANGING:
        form = await request.form(max_files=MOST_FILES, max_fields=200)
    yield form
    await form.close()


def visit_of(request: Request, form: Annotated[FormData, Depends(posted_form)]) -> Visit:
    """The visit, if it may go on; else one of ``review.refusals``."""
    house: House = request.app.state.house
    name: str = request.scope["route"].name
    access = TABLE[name]
    session = _session(request, house)
    visit = Visit(request, house, _language(request, house), form, session, _viewer(session))
    request.state.visit = visit
    if request.method in CHANGING:
        _check_csrf(visit)
    if access.roles is None:
        return visit
    if visit.who is None:
        raise LoginNeededError(_where(request))
    if session is not None and session.account.must_change and name not in BEFORE_PASSWORD:
        raise PasswordChangeNeededError
    if visit.who.role not in access.roles:
        raise ForbiddenError
    if visit.who.role == "opd":
        _check_ownership(visit, access)
    return visit


Visiting = Annotated[Visit, Depends(visit_of)]
"""The parameter every route takes."""


def visit_so_far(request: Request) -> Visit:
    """The visit of a request that went no further; by nobody where it did not even get that far."""
    house: House = request.app.state.house
    known: Visit | None = getattr(request.state, "visit", None)
    return known or Visit(request, house, _language(request, house), FormData(), None, None)


def _session(request: Request, house: House) -> Session | None:
    token = request.cookies.get(session_cookie(house))
    found = find_session(house.ledger, token) if token else None
    if found is None or found.account.disabled_at is not None or not house.presence.is_in(found, house.now()):
        return None
    return found


def _viewer(session: Session | None) -> Viewer | None:
    if session is None:
        return None
    account = session.account
    return Viewer(account.user, account.name, account.role, account.kode_opd)


def _language(request: Request, house: House) -> Language:
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen == "en":
        return "en"
    return "id" if chosen == "id" else house.settings.language


def _check_csrf(visit: Visit) -> None:
    """The form must hold what only our own page knows: the session's secret, or before login the page's nonce."""
    wanted = visit.session.csrf if visit.session else visit.request.cookies.get(NONCE_COOKIE, "")
    if not wanted or not hmac.compare_digest(wanted.encode(), visit.field("csrf").encode()):
        raise StaleFormError


def _check_ownership(visit: Visit, access: Access) -> None:
    parameters = visit.request.path_params
    if access.owns == "finding":
        query = select(FindingRow.kode_opd).where(FindingRow.finding_id == parameters["finding_id"])
        with visit.house.ledger.read() as connection:
            owner = connection.scalar(query)
        if not visit.viewer.sees(owner):
            raise NotFoundError
    elif access.owns == "agency" and not visit.viewer.sees(parameters["kode_opd"]):
        raise NotFoundError


def _where(request: Request) -> str:
    """Where to go after logging in: the page asked for, if it was only looked at."""
    if request.method != "GET":
        return ""
    query = f"?{request.url.query}" if request.url.query else ""
    return quote(request.url.path + query, safe="")
