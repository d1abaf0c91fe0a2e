"""``/masuk/pemda``: coming in through the identity provider, for accounts that the administrator has opened here."""

from __future__ import annotations

import logging

from fastapi import APIRouter, Response
from starlette.concurrency import run_in_threadpool

from ledger.accounts import Account, account
from review.oidc import BEGIN, FINISH, IdentityProvider, ProviderError
from review.pages import show
from review.refusals import NotFoundError, TooOftenError
from review.routes.masuk import let_in
from review.visit import Visit, Visiting
from schemas.text import PersonError, Text

router = APIRouter()
LOG = logging.getLogger(__name__)
FOLLOWING = "lanjut"
NO_ACCOUNT = Text("Anda belum mempunyai akun yang aktif di sini.", "You have no account in use here.")
ASK = Text("Minta administrator membukakan akun.", "Ask the administrator to open one.")


@router.get(BEGIN)
async def begin_provider(visit: Visiting, lanjut: str = "") -> Response:
    """Off to the provider; where to go afterwards is remembered beside the state."""
    provider = _provider(visit)
    try:
        answer = await provider.begin(visit.request)
    except ProviderError as problem:
        return _refused(visit, problem)
    visit.request.session[FOLLOWING] = lanjut[:500]
    return answer


@router.get(FINISH)
async def finish_provider(visit: Visiting) -> Response:
    """Back from the provider: whoever it vouches for comes in if they have an account here."""
    provider = _provider(visit)
    following = str(visit.request.session.pop(FOLLOWING, ""))
    try:
        user = await provider.finish(visit.request)
    except ProviderError as problem:
        return _refused(visit, problem)
    found = await run_in_threadpool(_account_in_use, visit, user)
    if found is None:
        return _form(visit, 403, PersonError(NO_ACCOUNT, ASK, where=user))
    return await run_in_threadpool(let_in, visit, found, following, how="identity provider")


def _provider(visit: Visit) -> IdentityProvider:
    """The provider, if one is set up and this address has not tried too often."""
    house = visit.house
    if house.provider is None:
        raise NotFoundError
    if not house.logins.allows(visit.request.client.host if visit.request.client else "-"):
        raise TooOftenError
    return house.provider


def _account_in_use(visit: Visit, user: str) -> Account | None:
    found = account(visit.house.ledger, user)
    usable = found is not None and found.disabled_at is None and not found.is_locked(visit.house.now())
    return found if usable else None


def _refused(visit: Visit, problem: ProviderError) -> Response:
    LOG.warning("identity provider: %s", problem.cause)
    return _form(visit, 502, problem)


def _form(visit: Visit, status: int, problem: PersonError) -> Response:
    return show(visit, "masuk.html", status, following="", wrong=None, problem=problem, user="")
