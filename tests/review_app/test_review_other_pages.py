"""Pages beside the findings: what they say of a published night, and that an agency sees only its own."""

from __future__ import annotations

import pytest

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
