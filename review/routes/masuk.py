"""``/masuk``, ``/keluar``, ``/sandi``, ``/bahasa``: coming in, going out, one's password and one's language."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from fastapi import APIRouter, Response

from ledger.accounts import Account
from ledger.sessions import begin_session, end_session
from review.accounts import change_password as change_own_password
from review.accounts import check_password
from review.pages import go, set_cookie, show
from review.refusals import TooOftenError
from review.visit import LANGUAGE_COOKIE, NONCE_COOKIE, Visit, Visiting, session_cookie
from schemas.text import PersonError, Text

router = APIRouter()
WRONG = Text("Nama pengguna atau kata sandi tidak cocok.", "User name or password do not match.")
YEAR_SECONDS = 31_536_000


@router.get("/masuk")
def log_in_form(visit: Visiting, lanjut: str = "") -> Response:
    """The form; whoever is in already goes on."""
    if visit.who is not None:
        return go(visit, _own_path(lanjut))
    return show(visit, "masuk.html", following=lanjut, wrong=None, problem=None, user="")


@router.post("/masuk")
def log_in(visit: Visiting) -> Response:
    """Check name and password; a fresh session replaces whatever the browser held."""
    house = visit.house
    if not house.logins.allows(visit.request.client.host if visit.request.client else "-"):
        raise TooOftenError
    user, password = visit.field("pengguna"), visit.form.get("sandi")
    found = check_password(house.ledger, user, password if isinstance(password, str) else "", house.now())
    if found is None:
        return show(visit, "masuk.html", 422, following=visit.field("lanjut"), wrong=WRONG, problem=None, user=user)
    return let_in(visit, found, visit.field("lanjut"), how="password")


def let_in(visit: Visit, account: Account, following: str, *, how: str) -> Response:
    """Begin a session for ``account`` and go on to ``following``."""
    house = visit.house
    old = visit.request.cookies.get(session_cookie(house))
    if old:
        end_session(house.ledger, old)
    token = begin_session(house.ledger, account, at=house.now(), idle=house.settings.idle, how=how)
    response = go(visit, "/sandi" if account.must_change else _own_path(following))
    set_cookie(visit, response, session_cookie(house), token)
    response.delete_cookie(NONCE_COOKIE, path="/")
    return response


@router.post("/keluar")
def log_out(visit: Visiting) -> Response:
    """End this session."""
    name = session_cookie(visit.house)
    end_session(visit.house.ledger, visit.request.cookies[name])
    response = go(visit, "/masuk", Text("Anda sudah keluar.", "You are logged out."))
    response.delete_cookie(name, path="/")
    return response


@router.get("/sandi")
def password_form(visit: Visiting) -> Response:
    """The form for a new password."""
    return show(visit, "sandi.html", problem=None, must=_must_change(visit))


@router.post("/sandi")
def change_password(visit: Visiting) -> Response:
    """Take the new password; every session ends, and this browser gets a fresh one."""
    session, house = visit.session, visit.house
    assert session is not None  # noqa: S101 - the table of access asks for a login
    texts = [value if isinstance(value := visit.form.get(name), str) else "" for name in ("lama", "baru", "ulang")]
    try:
        if texts[1] != texts[2]:
            raise PersonError(
                Text("Kedua kata sandi baru tidak sama.", "The two new passwords differ."),
                Text("Ketik yang sama dua kali.", "Type the same one twice."),
            )
        change_own_password(house.ledger, session.account, texts[0], texts[1], house.now())
    except PersonError as problem:
        return show(visit, "sandi.html", 422, problem=problem, must=_must_change(visit))
    token = begin_session(house.ledger, session.account, at=house.now(), idle=house.settings.idle, how="password set")
    response = go(visit, "/", Text("Kata sandi diganti.", "Password changed."))
    set_cookie(visit, response, session_cookie(house), token)
    return response


@router.post("/bahasa")
def choose_language(visit: Visiting) -> Response:
    """Remember the language, and go back."""
    response = go(visit, _own_path(visit.field("kembali")))
    set_cookie(visit, response, LANGUAGE_COOKIE, "en" if visit.field("bahasa") == "en" else "id", YEAR_SECONDS)
    return response


def _must_change(visit: Visit) -> bool:
    return visit.session is not None and visit.session.account.must_change


def _own_path(where: str) -> str:
    """A path of this application; anything that leads elsewhere becomes the first page."""
    path = unquote(where)
    parts = urlsplit(path)
    elsewhere = parts.scheme or parts.netloc or path.startswith(("//", "/\\")) or any(ord(char) < 33 for char in path)
    return path if path.startswith("/") and not elsewhere else "/"
