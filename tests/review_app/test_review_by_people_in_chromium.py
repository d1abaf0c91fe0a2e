"""What several people do with one workspace, each in a browser of their own; and what they take along on paper."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from ledger.database import Ledger
from ledger.decisions import decisions_of
from ledger.findings import load_findings
from review.app import create_app
from tests.needed import say_absent
from tests.review_app.conftest import THEIRS, fid, filled, log_in, served, workspace

pytestmark = pytest.mark.servers
OF_THEIRS = (2, 4, 6, 8, 10)
Opener = Callable[[str], Page]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, hashed: dict[str, str]) -> Iterator[Ledger]:
    """One ledger for all: each test has findings of its own."""
    with filled(workspace(tmp_path_factory.mktemp("kerja")), hashed) as opened:
        yield opened


@pytest.fixture(scope="module")
def page_of(chromium: Chromium, book: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opener]:
    """``page_of("siti")``: the page of someone logged in, in a browser window of their own, kept between tests."""
    home = next(tmp_path_factory.getbasetemp().glob("kerja*"))
    pages: dict[str, Page] = {}
    with served(create_app(workspace(home))) as address:

        def make(user: str) -> Page:
            if user not in pages:
                page = chromium.new_context(base_url=address, locale="id-ID").new_page()
                page.set_default_timeout(10_000)
                log_in(page, user)
                pages[user] = page
            return pages[user]

        yield make
        for page in pages.values():
            page.context.close()


def statuses(book: Ledger, numbers: tuple[int, ...]) -> set[str]:
    return set(load_findings(book, [fid(number) for number in numbers])["status"])


def test_many_are_decided_over_a_filter_after_a_preview_and_taken_back(page_of: Opener, book: Ledger) -> None:
    page = page_of("siti")
    page.goto("/temuan")
    page.select_option("[name=opd]", THEIRS)
    page.wait_for_url(f"**opd={THEIRS}**")
    page.click("text=Putuskan semua dalam saringan ini")
    page.wait_for_selector("h1:has-text('5 temuan akan diputuskan')")
    assert page.locator(".case li").count() == 5
    assert statuses(book, OF_THEIRS) == {"baru"}
    page.check("[name=status][value=diterima]")
    page.select_option("[name=alasan]", "salah_ketik")
    page.click("aside button.primary")
    page.wait_for_selector("h1:has-text('5 temuan diputuskan')")
    assert statuses(book, OF_THEIRS) == {"diterima"}
    assert statuses(book, (1, 3, 5, 7, 9)) == {"baru"}
    page.click("button:has-text('Batalkan 5')")
    page.wait_for_selector("text=Tidak ada lagi yang dapat dibatalkan")
    assert statuses(book, OF_THEIRS) == {"baru"}


def test_a_waiver_is_proposed_by_one_and_approved_by_another(page_of: Opener, book: Ledger) -> None:
    siti, dewi = page_of("siti"), page_of("dewi")
    siti.goto(f"/temuan/{fid(1)}")
    siti.click("text=Usulkan pengabaian")
    siti.fill("#pengabaian [name=sampai]", (datetime.now(UTC) + timedelta(days=30)).date().isoformat())
    siti.select_option("#pengabaian [name=alasan]", "menunggu_perubahan")
    siti.click("#pengabaian button:has-text('Usulkan')")
    siti.wait_for_selector("text=Menunggu persetujuan Inspektorat")
    assert siti.locator("button:has-text('Setujui')").count() == 0
    assert statuses(book, (1,)) == {"baru"}
    dewi.goto(f"/temuan/{fid(1)}")
    dewi.click("button:has-text('Setujui')")
    dewi.wait_for_selector(".lead .status:has-text('Diabaikan sampai')")
    assert [(each.kind, each.user) for each in decisions_of(book, fid(1))] == [
        ("usul_pengabaian", "siti"),
        ("setuju_pengabaian", "dewi"),
    ]


def test_an_agency_answers_with_its_evidence_and_sees_nothing_of_another(
    page_of: Opener, book: Ledger, tmp_path: Path
) -> None:
    joko, siti = page_of("joko"), page_of("siti")
    joko.goto("/temuan")
    assert set(joko.locator("li.finding .where b").all_inner_texts()) == {"Dinas Bina Marga"}
    joko.goto(f"/temuan/{fid(2)}")
    assert joko.locator("header.lead").count() == 0
    joko.goto(f"/temuan/{fid(3)}")
    joko.select_option("#putusan [name=alasan]", "jawaban_diterima")
    joko.fill("#putusan [name=keterangan]", "DPPA terlampir")
    joko.click("#putusan button.primary")
    joko.wait_for_selector(".lead .status:has-text('Diklarifikasi OPD')")
    proof = tmp_path / "dppa.txt"
    proof.write_text("DPPA nomor 12", encoding="utf-8")
    joko.click("#bukti summary")
    joko.set_input_files("[name=bukti]", proof)
    joko.click("#bukti button")
    joko.wait_for_selector("#bukti a:has-text('dppa.txt')")
    siti.goto(f"/temuan/{fid(3)}")
    assert "DPPA terlampir" in siti.inner_text(".story")
    with siti.expect_download() as saved:
        siti.click("#bukti a:has-text('dppa.txt')")
    assert Path(saved.value.path()).read_text(encoding="utf-8") == "DPPA nomor 12"


def test_the_second_of_two_stewards_is_shown_what_the_first_decided(page_of: Opener, book: Ledger) -> None:
    siti, budi = page_of("siti"), page_of("budi")
    for page in (siti, budi):
        page.goto(f"/temuan/{fid(5)}")
    siti.check("[name=status][value=dijelaskan]")
    siti.select_option("#putusan [name=alasan]", "blud")
    siti.click("#putusan button.primary")
    siti.wait_for_selector(".note")
    budi.check("[name=status][value=diterima]")
    budi.select_option("#putusan [name=alasan]", "salah_ketik")
    budi.fill("#putusan [name=keterangan]", "lihat DPA")
    budi.click("#putusan button.primary")
    budi.wait_for_selector(".problem:has-text('siti')")
    assert "Dijelaskan" in budi.inner_text(".lead .status")
    assert budi.input_value("#putusan [name=keterangan]") == "lihat DPA"
    assert [each.user for each in decisions_of(book, fid(5))] == ["siti"]


def test_a_file_too_large_is_said_before_it_is_sent_and_after(page_of: Opener, tmp_path: Path) -> None:
    large = tmp_path / "besar.xlsx"
    large.write_bytes(bytes((25 << 20) + 1))
    joko = page_of("joko")
    joko.goto("/unggah")
    joko.set_input_files("[name=berkas]", large)
    assert "lebih besar dari 25 MB" in joko.eval_on_selector("[name=berkas]", "box => box.validationMessage")
    joko.eval_on_selector("form[data-busy]", "form => { form.noValidate = true }")
    joko.click("main button.primary")
    joko.wait_for_selector("h1:has-text('lebih besar dari 25 MB')")


@pytest.mark.parametrize(("path", "wanted"), [(f"/temuan/{fid(7)}", fid(7)), ("/antrian", "Dinas Pendidikan")])
def test_paper_shows_what_the_page_says_and_not_the_screen_around_it(
    page_of: Opener, tmp_path: Path, path: str, wanted: str
) -> None:
    reader = shutil.which("pdftotext") or say_absent("pdftotext", "poppler-utils")
    page = page_of("siti")
    page.goto(path)
    page.pdf(path=tmp_path / "cetak.pdf", prefer_css_page_size=True)
    told = subprocess.run([reader, tmp_path / "cetak.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert wanted in told
    assert "Temuan bukan tuduhan" in told
    assert not [word for word in ("Kelengkapan", "English", "Keluar", "Putuskan", "Tekan ?", "http") if word in told]
