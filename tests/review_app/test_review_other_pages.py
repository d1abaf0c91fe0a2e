"""Pages beside the findings: what they say of a published night, and that an agency sees only its own."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.review_app.published_night import publish_night


@pytest.fixture
def night(settings):
    publish_night(settings.home)


def test_completeness_tells_who_reported_what_when(night, browser_of):
    page = browser_of("siti").open("/kelengkapan?laporan=rfk")
    assert "12 Nov +2" in page
    assert "belum masuk" in page
    only_missing = browser_of("siti").open("/kelengkapan?laporan=rfk&keadaan=belum_masuk")
    assert "Dinas Bina Marga" in only_missing
    assert "Dinas Pendidikan" not in only_missing


def test_unspent_money_stands_with_its_interval_and_what_holds_it_back(night, browser_of):
    page = browser_of("siti").open("/silpa").replace("\xa0", " ")
    assert "Rp 1 miliar – Rp 3 miliar" in page
    assert "belum ada kontrak" in page
    assert "seluruh kabupaten" in page
    assert "Dinas Pendidikan" in browser_of("siti").open("/silpa?tingkat=opd")
    assert "Jalan" not in browser_of("siti").open("/silpa?tingkat=kegiatan")


def test_an_agency_is_shown_with_what_passed_what_it_told_and_how_reliable_it_is(night, browser_of):
    page = browser_of("siti").open("/opd/1.03.0.00.0.00.01.0000")
    for said in ("Hujan", "Lembur", "berjalan", "91,5", "<svg", "Dinas Bina Marga"):
        assert said in page
    assert "Dinas Pendidikan" in browser_of("siti").open("/opd")


def test_another_agency_does_not_exist_for_an_agency(night, browser_of):
    browser_of("joko").open("/opd/1.01.0.00.0.00.01.0000", 404)


@pytest.mark.parametrize(
    "path", ["/opd", "/kelengkapan", "/silpa", "/silpa?tingkat=opd", "/silpa?opd=1.01.0.00.0.00.01.0000"]
)
def test_an_agency_sees_only_its_own(night, browser_of, path):
    page = browser_of("joko").open(path)
    assert "Dinas Bina Marga" in page
    assert "Dinas Pendidikan" not in page


@pytest.mark.parametrize("path", ["/opd", "/kelengkapan", "/silpa"])
def test_before_the_first_night_a_page_says_so(browser_of, path):
    assert 'class="empty"' in browser_of("siti").open(path)


def test_a_rule_is_told_with_condition_example_thresholds_coverage_and_precision(night, browser_of):
    siti = browser_of("siti")
    assert "ANG-001" in siti.open("/aturan")
    page = siti.open("/aturan/ANG-001")
    for said in ("0,9", "0,7–0,97", "anomali untuk diklarifikasi", "versi pertama", "<b>200</b>"):
        assert said in page
    assert "<b>100</b>" in browser_of("joko").open("/aturan/ANG-001")
    siti.open("/aturan/ANG-999", 404)


def test_history_shows_the_audit_and_finds_a_chain_that_was_tampered_with(browser_of, ledger):
    siti = browser_of("siti")
    assert "malam selesai" in siti.open("/riwayat")
    assert "Rantai utuh" in siti.open("/riwayat?periksa=1")
    with ledger.write() as connection:
        for name in connection.scalars(text("select name from sqlite_master where type='trigger'")).all():
            connection.execute(text(f"drop trigger {name}"))
        connection.execute(text("update audit set actor = 'orang lain' where id = 2"))
    assert "Rantai terputus pada catatan 2" in siti.open("/riwayat?periksa=1")


def test_the_admin_opens_closes_and_reopens_an_account(browser_of):
    ada, new = browser_of("ada"), browser_of()
    page = ada.open("/pengguna")
    told = ada.send("/pengguna", page, pengguna="tono", nama="Tono", peran="steward", opd="").text
    password = re.search(r"<code>([^<]+)</code>", told)
    assert password
    new.log_in("tono", password[1])
    assert "/sandi" in str(new.client.get("/antrian").url)
    ada.send("/pengguna/tono/tutup", page)
    assert "/masuk" in str(new.client.get("/antrian").url)
    assert "ditutup" in ada.open("/pengguna")
    ada.send("/pengguna/tono/buka", page)
    assert "ditutup" not in ada.open("/pengguna")
    assert ada.send("/pengguna/ada/tutup", page).status_code == 422
    assert ada.send("/pengguna", page, pengguna="x1", nama="X", peran="opd", opd="9.99").status_code == 422
