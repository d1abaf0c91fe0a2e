"""Coming in and going out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from ledger.accounts import account, disable_account, note_failure
from ledger.audit import SYSTEM
from ledger.models import AuditRow, SessionRow
from review.accounts import check_password, first_admin, hash_password, open_account
from review.rate import RateLimit
from schemas.text import PersonError
from tests.review_app.conftest import PASSWORD


def test_the_right_password_lets_in_and_a_wrong_one_does_not(browser_of):
    assert "Antrian malam ini" in browser_of("siti").open("/")
    stranger = browser_of()
    answer = stranger.send("/masuk", stranger.open("/masuk"), pengguna="siti", sandi="salah sekali")
    assert answer.status_code == 422
    assert "tidak cocok" in answer.text
    assert "Antrian malam ini" not in stranger.open("/antrian")


def test_a_name_that_does_not_exist_is_answered_like_a_wrong_password(browser_of):
    pages = []
    for user in ("siti", "tidakada"):
        stranger = browser_of()
        answer = stranger.send("/masuk", stranger.open("/masuk"), pengguna=user, sandi="salah sekali")
        pages.append(answer.text.replace(user, "").replace(answer.request.headers["cookie"].split("=")[1], ""))
    assert pages[0] == pages[1]


def test_five_wrong_passwords_lock_the_account_for_a_while(ledger):
    now = datetime.now(UTC)
    for _ in range(5):
        note_failure(ledger, "siti", now)
    assert check_password(ledger, "siti", PASSWORD, now) is None
    assert check_password(ledger, "siti", PASSWORD, now + timedelta(minutes=16)) is not None


def test_an_address_may_try_only_so_often():
    now = [0.0]
    limit = RateLimit(3, 60, clock=lambda: now[0])
    assert [limit.allows("a") for _ in range(4)] == [True, True, True, False]
    assert limit.allows("b")
    now[0] = 61
    assert limit.allows("a")


def test_logging_in_gives_a_new_token_and_logging_out_ends_it(browser_of):
    siti = browser_of("siti")
    first = siti.client.cookies["jujur"]
    siti.send("/keluar", siti.open("/bantuan"))
    siti.client.cookies.set("jujur", first)
    assert "Kata sandi" in siti.open("/antrian")
    siti.client.cookies.clear()
    assert siti.log_in("siti").client.cookies["jujur"] != first


def test_a_session_nobody_used_for_too_long_is_over(browser_of, ledger):
    siti = browser_of()
    siti.log_in("siti")
    token = siti.client.cookies["jujur"]
    long_ago = datetime.now(UTC) - timedelta(hours=13)
    with ledger.write() as connection:
        connection.execute(update(SessionRow).values(created_at=long_ago, last_seen_at=long_ago))
    assert "Kata sandi" in siti.open("/antrian")
    assert token


def test_a_disabled_account_is_out_at_once(browser_of, ledger):
    siti = browser_of("siti")
    disable_account(ledger, "siti", actor=SYSTEM, at=datetime.now(UTC))
    assert "Kata sandi" in siti.open("/antrian")


def test_a_one_time_password_must_be_changed_before_anything_else(browser_of, ledger):
    now = datetime.now(UTC)
    once = open_account(ledger, "baru", name="Baru", role="reader", kode_opd=None, actor=SYSTEM, at=now)
    browser = browser_of().log_in("baru", once)
    assert "sekali pakai" in browser.open("/temuan")
    before = browser.client.cookies["jujur"]
    short = browser.send("/sandi", browser.open("/sandi"), lama=once, baru="pendek", ulang="pendek")
    assert short.status_code == 422
    new = "lima-kata-rahasia"
    browser.send("/sandi", browser.open("/sandi"), lama=once, baru=new, ulang=new)
    assert "Temuan" in browser.open("/temuan")
    assert browser.client.cookies["jujur"] != before
    held = account(ledger, "baru")
    assert held is not None
    assert not held.must_change


def test_the_first_run_opens_one_admin_and_no_second(tmp_path):
    from ledger.database import Ledger

    with Ledger.open(tmp_path / "baru.db") as fresh:
        password = first_admin(fresh, datetime.now(UTC))
        assert password is not None
        assert check_password(fresh, "admin", password, datetime.now(UTC)) is not None
        assert first_admin(fresh, datetime.now(UTC)) is None


@pytest.mark.parametrize("where", ["https://jahat.invalid/", "//jahat.invalid", "/\\jahat.invalid", "javascript:x"])
def test_logging_in_leads_nowhere_else(browser_of, where):
    browser = browser_of()
    page = browser.open("/masuk")
    answer = browser.client.post(
        "/masuk",
        data={"csrf": page.split('name="csrf" value="')[1].split('"')[0], "pengguna": "siti", "sandi": PASSWORD,
              "lanjut": where},
        follow_redirects=False,
    )  # fmt: skip
    assert answer.headers["location"] == "/"


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(browser_of):
    browser = browser_of()
    page = browser.open("/masuk")
    data = {"csrf": page.split('name="csrf" value="')[1].split('"')[0], "pengguna": "siti", "sandi": PASSWORD}
    cookie = browser.client.post("/masuk", data=data, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_every_change_of_an_account_is_in_the_audit_without_the_password(ledger):
    from sqlalchemy import select

    with ledger.read() as connection:
        rows = list(connection.execute(select(AuditRow.action, AuditRow.detail)))
    assert sum(row.action == "account_added" for row in rows) == 6
    assert not [row for row in rows if "argon2" in row.detail]


@pytest.mark.parametrize("password", ["pendek", "siti-siti-siti", "x" * 201])
def test_a_password_easy_to_guess_is_refused(password):
    with pytest.raises(PersonError):
        hash_password(password, user="siti")
