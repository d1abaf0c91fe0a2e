"""Coming in through a real identity provider on loopback: the honest way, and every lie that must be seen through."""

from __future__ import annotations

import dataclasses
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from ledger.accounts import disable_account
from ledger.audit import SYSTEM
from ledger.models import AuditRow
from review.accounts import open_account_without_password
from review.app import create_app
from review.oidc import BEGIN, FINISH, OidcSettings
from tests.review_app.conftest import OURS, Browser, served
from tests.review_app.identity_provider import CLIENT, SECRET, Provider, serving, shared_secret

UNTRUSTED = "tidak dapat dipercaya"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def provider(monkeypatch) -> Iterator[Provider]:
    """A provider at which the application is registered; it speaks http on loopback, which it must be told is fine."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with serving(f"http://127.0.0.1:{free_port()}{FINISH}", free_port()) as running:
        yield running


@pytest.fixture
def oidc(provider: Provider) -> OidcSettings:
    return OidcSettings(
        issuer=provider.issuer,
        client_id=CLIENT,
        client_secret=SECRET,
        claim="preferred_username",
        name="akun pemda",
        address=provider.client.redirect_uri.removesuffix(FINISH),
    )


@pytest.fixture
def open_browser(settings, ledger, oidc):
    """Fresh browsers on the application with this provider."""
    with _served_with(settings, oidc) as make:
        yield make


@contextmanager
def _served_with(settings, oidc):
    clients = []
    with served(create_app(dataclasses.replace(settings, oidc=oidc)), urlsplit(oidc.address).port) as address:

        def make() -> Browser:
            clients.append(httpx.Client(base_url=address, follow_redirects=True, timeout=30))
            return Browser(clients[-1])

        yield make
        for client in clients:
            client.close()


def test_whoever_the_provider_vouches_for_comes_in_as_their_account(open_browser, ledger):
    siti = open_browser()
    form = siti.open("/masuk?lanjut=/temuan%3Fstatus%3Dsemua")
    assert "Masuk dengan akun pemda" in form
    page = siti.client.get(f"{BEGIN}?lanjut=/temuan%3Fstatus%3Dsemua")
    assert page.status_code == 200
    assert page.url.raw_path == b"/temuan?status=semua"
    assert "Siti" in siti.open("/bantuan")
    with ledger.read() as connection:
        noted = connection.scalars(select(AuditRow.detail).where(AuditRow.action == "logged_in")).all()
    assert "identity provider" in str(noted[-1])


def test_the_browser_is_sent_with_a_state_a_nonce_and_a_challenge_that_change_every_time(open_browser):
    sent = [
        parse_qs(urlsplit(open_browser().client.get(BEGIN, follow_redirects=False).headers["location"]).query)
        for _ in range(2)
    ]
    for name in ("state", "nonce", "code_challenge"):
        assert sent[0][name] != sent[1][name]
    assert sent[0]["code_challenge_method"] == ["S256"]
    assert sent[0]["response_type"] == ["code"]


def test_an_agency_user_without_a_password_comes_in_and_sees_their_own(open_browser, ledger, provider):
    opened = {"name": "Tono", "role": "opd", "kode_opd": OURS, "actor": SYSTEM, "at": datetime.now(UTC)}
    open_account_without_password(ledger, "tono", **opened)
    provider.person = {"sub": "2", "preferred_username": "Tono"}
    tono = open_browser()
    assert tono.client.get(BEGIN).url.path == "/temuan"
    assert "Dinas Pendidikan" not in tono.open("/temuan?status=semua")
    answer = tono.send(
        "/sandi", tono.open("/sandi"), lama="x", baru="empat-kata-sandi-lain", ulang="empat-kata-sandi-lain"
    )
    assert "tidak mempunyai kata sandi" in answer.text
    stranger = open_browser()
    assert stranger.send("/masuk", stranger.open("/masuk"), pengguna="tono", sandi="").status_code == 422


@pytest.mark.parametrize("person", [{"sub": "9", "preferred_username": "orang-luar"}, {"sub": "9"}])
def test_nobody_comes_in_without_an_account_here(open_browser, provider, person):
    provider.person = person
    stranger = open_browser()
    answer = stranger.client.get(BEGIN)
    assert answer.status_code in (403, 502)
    assert "Masuk" in answer.text
    assert stranger.open("/antrian").count('name="sandi"') == 1


def test_a_closed_account_stays_closed(open_browser, ledger):
    disable_account(ledger, "siti", actor=SYSTEM, at=datetime.now(UTC))
    answer = open_browser().client.get(BEGIN)
    assert answer.status_code == 403
    assert "belum mempunyai akun" in answer.text


LIES = {
    "for another application": {"claims": {"aud": ["lain"]}},
    "by another issuer": {"claims": {"iss": "http://127.0.0.1:1"}},
    "too old": {"claims": {"exp": 1_700_000_000}},
    "from the future": {"claims": {"iat": int(time.time()) + 86_400}},
    "with another nonce": {"claims": {"nonce": "lain"}},
    "unsigned": {"algorithm": "none", "offered": ["RS256", "none"]},
    "signed with a shared secret": {"algorithm": "HS256", "offered": ["RS256", "HS256"], "signer": shared_secret()},
    "signed with another key": {"signer": RSAKey.generate_key(2048, {"kid": "satu"}, private=True)},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_is_not_believed(open_browser, provider, lie):
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    stranger = open_browser()
    answer = stranger.client.get(BEGIN)
    assert answer.status_code == 502, lie
    assert UNTRUSTED in answer.text
    assert "jujur" not in stranger.client.cookies
    assert stranger.open("/antrian").count('name="sandi"') == 1


def test_an_answer_that_this_browser_did_not_ask_for_is_refused_and_none_counts_twice(open_browser):
    first = open_browser()
    to_provider = first.client.get(BEGIN, follow_redirects=False).headers["location"]
    back = httpx.get(to_provider, follow_redirects=False).headers["location"]
    other = open_browser().client.get(back)
    assert other.status_code == 502
    assert UNTRUSTED in other.text
    assert first.client.get(back).url.path == "/antrian"
    again = first.client.get(back)
    assert again.status_code == 502


def test_an_address_is_believed_only_when_the_provider_has_verified_it(settings, ledger, oidc, provider):
    provider.person = {"sub": "1", "email": "siti"}
    with _served_with(settings, dataclasses.replace(oidc, claim="email")) as make:
        assert make().client.get(BEGIN).status_code == 502
        provider.person["email_verified"] = True
        assert make().client.get(BEGIN).url.path == "/antrian"


def test_a_provider_that_is_silent_or_another_than_set_up_is_told_and_passwords_go_on(settings, ledger, oidc, provider):
    for issuer in (f"http://127.0.0.1:{free_port()}", f"{provider.issuer}/"):
        with _served_with(settings, dataclasses.replace(oidc, issuer=issuer)) as make:
            siti = make()
            answer = siti.client.get(BEGIN)
            assert answer.status_code == 502
            assert "pakai kata sandi" in answer.text
            assert "Antrian malam ini" in siti.log_in("siti").open("/antrian")


@pytest.mark.parametrize("elsewhere", ["https://contoh.go.id", "//contoh.go.id", "/\\contoh.go.id"])
def test_nobody_is_sent_elsewhere_afterwards(open_browser, elsewhere):
    siti = open_browser()
    assert siti.client.get(BEGIN, params={"lanjut": elsewhere}).url.path == "/antrian"


def test_without_a_provider_there_is_no_such_page(browser_of):
    stranger = browser_of()
    stranger.open(BEGIN, 404)
    stranger.open(FINISH, 404)
    assert "/masuk/pemda" not in stranger.open("/masuk")
