"""``/pengguna``: who may come in; accounts are opened, given new passwords, closed and opened again by the admin."""

from __future__ import annotations

from fastapi import APIRouter, Response

from ledger.accounts import PERSONS, accounts, disable_account, enable_account, user_key
from review.accounts import open_account, open_account_without_password, reset_password
from review.pages import go, show
from review.visit import Visit, Visiting
from schemas.text import PersonError, Text

router = APIRouter()
OWN = Text("Akun sendiri tidak dapat ditutup dari sini.", "Your own account cannot be closed from here.")
ASK = Text("Minta administrator lain, atau pakai jujur user.", "Ask another administrator, or use jujur user.")
CHOOSE = Text("Pilih OPD dari daftar.", "Choose an agency from the list.")
UNKNOWN_AGENCY = Text("Kode OPD ini tidak ada dalam daftar.", "This agency code is not on the register.")


@router.get("/pengguna")
def list_accounts(visit: Visiting) -> Response:
    """Every account."""
    return _page(visit)


@router.post("/pengguna")
def add_user(visit: Visiting) -> Response:
    """Open an account; its one-time password is shown once, on the answer."""
    user, agency = visit.field("pengguna"), visit.field("opd") or None
    try:
        if agency is not None and agency not in visit.house.names:
            raise PersonError(UNKNOWN_AGENCY, CHOOSE, where=agency)
        opening = open_account_without_password if visit.field("tanpa_sandi") else open_account
        password = opening(
            visit.house.ledger, user, name=visit.field("nama"), role=visit.field("peran"), kode_opd=agency,
            actor=visit.viewer.actor, at=visit.house.now(),
        )  # fmt: skip
    except PersonError as refusal:
        return _page(visit, 422, problem=refusal)
    if password is None:
        return go(visit, "/pengguna", Text(f"Akun {user} dibuka.", f"The account {user} is open."))
    return _page(visit, told=(user_key(user), password))


@router.post("/pengguna/{user}/sandi")
def renew_password(visit: Visiting, user: str) -> Response:
    """A new one-time password; the account's sessions end."""
    password = reset_password(visit.house.ledger, user, actor=visit.viewer.actor, at=visit.house.now())
    return _page(visit, told=(user_key(user), password))


@router.post("/pengguna/{user}/tutup")
def close_account(visit: Visiting, user: str) -> Response:
    """Let an account in no more; not one's own, so that somebody is always left."""
    if user_key(user) == visit.viewer.user:
        raise PersonError(OWN, ASK)
    disable_account(visit.house.ledger, user, actor=visit.viewer.actor, at=visit.house.now())
    return go(visit, "/pengguna", Text(f"{user} tidak dapat masuk lagi.", f"{user} can log in no more."))


@router.post("/pengguna/{user}/buka")
def reopen_account(visit: Visiting, user: str) -> Response:
    """Let a closed or locked account in again."""
    enable_account(visit.house.ledger, user, actor=visit.viewer.actor, at=visit.house.now())
    return go(visit, "/pengguna", Text(f"{user} dapat masuk lagi.", f"{user} can log in again."))


def _page(
    visit: Visit, status: int = 200, *, problem: PersonError | None = None, told: tuple[str, str] | None = None
) -> Response:
    agencies = sorted(visit.house.names.items(), key=lambda pair: pair[1])
    typed = {name: visit.field(name) for name in ("pengguna", "nama", "peran", "opd")} if problem else {}
    return show(
        visit, "pengguna.html", status, accounts=accounts(visit.house.ledger), roles=PERSONS, agencies=agencies,
        problem=problem, told=told, typed=typed, now=visit.house.now(),
    )  # fmt: skip
