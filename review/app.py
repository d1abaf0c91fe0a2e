"""The application: routes, guards, and what each refusal looks like."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from review.access import TABLE
from review.guard import Guard
from review.house import House, ReviewSettings, open_house
from review.oidc import BEGIN
from review.pages import STATIC, show
from review.refusals import (
    BadFormError,
    LoginNeededError,
    NotFoundError,
    PageError,
    PasswordChangeNeededError,
    TooLargeError,
)
from review.routes import ROUTERS
from review.visit import MOST_FILES, visit_of, visit_so_far
from schemas.text import PersonError

PROVIDER_SECONDS = 600
"""How long someone may take at the identity provider; what is remembered meanwhile is signed by this process."""


def create_app(settings: ReviewSettings, house: House | None = None) -> FastAPI:
    """The application over a workspace. ``house`` is one already open; else it is opened here and closed at the end."""
    ours = house or open_house(settings)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        ours.presence.start()
        yield
        ours.presence.stop()
        if house is None:
            ours.ledger.close()

    app = FastAPI(
        title="Jujur",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(visit_of)],
    )
    app.state.house = ours
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _check_table()
    app.add_exception_handler(LoginNeededError, _to_login)
    app.add_exception_handler(PasswordChangeNeededError, _to_password)
    app.add_exception_handler(PersonError, _refused)
    app.add_exception_handler(HTTPException, _no_such_page)
    if ours.provider is not None:
        app.add_middleware(
            SessionMiddleware,
            secret_key=secrets.token_urlsafe(32),
            session_cookie="jujur-pemda",
            max_age=PROVIDER_SECONDS,
            path=BEGIN,
            same_site="lax",
            https_only=settings.secure_cookies,
        )
    app.add_middleware(Guard, largest=settings.largest_upload_bytes, secure=settings.secure_cookies, refuse=_too_large)
    return app


def all_routes() -> list[APIRoute]:
    """Every route of ours, in order."""
    return [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def _check_table() -> None:
    """Every route stands in the table of access, and nothing else does: else the application does not start."""
    names = [route.name for route in all_routes()]
    odd = set(names) ^ set(TABLE)
    if odd or len(names) != len(set(names)):
        raise ValueError(f"routes and table of access differ: {sorted(odd)}")


async def _to_login(request: Request, refusal: Exception) -> Response:
    del request
    where = refusal.where if isinstance(refusal, LoginNeededError) else ""
    return RedirectResponse(f"/masuk?lanjut={where}" if where else "/masuk", status_code=303)


async def _to_password(request: Request, refusal: Exception) -> Response:
    del request, refusal
    return RedirectResponse("/sandi", status_code=303)


async def _refused(request: Request, refusal: Exception) -> Response:
    status = refusal.status if isinstance(refusal, PageError) else 422
    return show(visit_so_far(request), "galat.html", status, problem=refusal)


def _too_large(request: Request) -> Response:
    problem = TooLargeError(request.app.state.house.settings.largest_upload_bytes)
    return show(visit_so_far(request), "galat.html", problem.status, problem=problem)


async def _no_such_page(request: Request, refusal: Exception) -> Response:
    bad_form = isinstance(refusal, HTTPException) and refusal.status_code == 400
    problem = BadFormError(MOST_FILES) if bad_form else NotFoundError()
    return show(visit_so_far(request), "galat.html", problem.status, problem=problem)
