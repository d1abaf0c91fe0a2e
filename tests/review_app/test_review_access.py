"""Who may do what: the table is walked for every route and role, and an agency sees nothing but its own."""

from __future__ import annotations

import pytest

from ledger.decisions import decisions_of
from review.access import TABLE, Viewer
from review.app import all_routes
from tests.review_app.conftest import OURS, PEOPLE, THEIRS, fid, hidden

FILLED = {
    "kode_opd": THEIRS,
    "rule_id": "ANG-001",
    "user": "tidak-ada",
    "finding_id": fid(2),
    "kind": "csv",
    "moment": "2026-01-01T00:00:00+00:00",
    "sha256": "0" * 64,
}
"""Finding 2 is another agency's."""

ROUTES = [(route.name, method, route.path) for route in all_routes() for method in sorted(route.methods)]


def test_every_route_stands_in_the_table_and_nothing_else():
    assert {name for name, *_ in ROUTES} == set(TABLE)


def test_every_route_lets_in_whom_the_table_names_and_nobody_else(browser_of):
    nobody = browser_of()
    people = {user: browser_of(user) for user in PEOPLE}
    tokens = {user: hidden(browser.open("/bantuan"))["csrf"] for user, browser in people.items()}
    for name, method, path in ROUTES:
        access, url = TABLE[name], path.format(**FILLED)
        if access.roles is None or name in ("log_out", "change_password"):
            continue
        turned_away = nobody.client.request(method, url, follow_redirects=False)
        assert turned_away.status_code in (303, 403), name
        if turned_away.status_code == 303:
            assert turned_away.headers["location"].startswith("/masuk"), name
        for user, browser in people.items():
            role = PEOPLE[user][0]
            data = {"csrf": tokens[user]} if method == "POST" else None
            answer = browser.client.request(method, url, data=data, follow_redirects=False)
            if role not in access.roles:
                assert answer.status_code == 403, (name, user)
            elif role == "opd" and access.owns in ("finding", "agency"):
                assert answer.status_code == 404, (name, user)
            else:
                assert answer.status_code != 403, (name, user)
                assert answer.status_code < 500, (name, user)


def test_a_change_without_the_secret_of_the_session_changes_nothing(browser_of, ledger):
    siti = browser_of("siti")
    page = siti.open(f"/temuan/{fid(1)}")
    for token in ("", "salah", "ä"):
        answer = siti.send(f"/temuan/{fid(1)}/putuskan", page, csrf=token, status="ditinjau", alasan="sedang_diperiksa")
        assert answer.status_code == 403
    assert decisions_of(ledger, fid(1)) == []


@pytest.mark.parametrize(
    "query",
    ["", "?status=semua", f"?opd={THEIRS}&status=semua", "?q=Pendidikan&status=semua", f"?kasus={fid(2)}&status=semua",
     "?setelah=WzAsICIwIl0&status=semua", f"?q={fid(2)}&status=semua"],
)  # fmt: skip
def test_an_agency_sees_no_row_of_another_by_any_filter_or_export(browser_of, query):
    joko = browser_of("joko")
    for path in (f"/temuan{query}", f"/temuan/unduh.csv{query}", "/antrian"):
        text = joko.open(path)
        assert not [n for n in range(2, 11, 2) if fid(n) in text and fid(n) not in query], path
        assert THEIRS not in text.replace(f"opd={THEIRS}", "")
        assert "Dinas Pendidikan" not in text


def test_what_is_anothers_looks_like_what_does_not_exist(browser_of):
    joko = browser_of("joko")
    pages = [joko.open(f"/temuan/{number}", 404).replace(number, "") for number in (fid(2), fid(999))]
    assert pages[0] == pages[1]


def test_an_agency_without_a_code_would_see_nothing():
    lost = Viewer("x", "X", "opd", None)
    assert not lost.sees(None)
    assert not lost.sees(OURS)


def test_every_answer_forbids_what_browsers_need_not_do(browser_of):
    browser = browser_of("siti")
    for path in ("/antrian", "/tidak-ada", "/static/jujur.css"):
        headers = browser.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_pages_hold_no_script_and_no_style_of_their_own(browser_of):
    siti = browser_of("siti")
    for path in ("/antrian", "/temuan", f"/temuan/{fid(1)}", "/temuan/massal", "/bantuan", "/sandi"):
        page = siti.open(path)
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page
        assert "http://" not in page.replace("http://127.0.0.1", "")
