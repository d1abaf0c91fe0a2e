"""The application as a steward meets it: in a real browser, by keyboard, without scripts, on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from ledger.decisions import decisions_of
from review.app import create_app
from tests.review_app.conftest import fid, log_in, served

pytestmark = pytest.mark.servers


@pytest.fixture
def opened(chromium, settings, ledger) -> Iterator[Any]:
    """``opened("siti", **context)``: a page of someone logged in; what the page asked of elsewhere, or complained of,
    fails the test."""
    troubles: list[str] = []
    contexts = []
    with served(create_app(settings)) as address:

        def make(user: str, **options: Any) -> Page:
            context = chromium.new_context(base_url=address, locale="id-ID", **options)
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("request", lambda asked: troubles.append(asked.url) if not asked.url.startswith(address) else None)
            log_in(page, user)
            page.set_default_timeout(10_000)
            return page

        yield make
        for context in contexts:
            context.close()
    assert troubles == []


def test_ten_findings_are_decided_by_keyboard_alone(opened, ledger):
    page = opened("siti")
    page.goto("/temuan?urut=rupiah&status=semua")
    for number in range(10, 0, -1):
        page.wait_for_selector("[data-triage]")
        page.keyboard.press("j")
        page.wait_for_selector("li.current")
        for _ in range(10 - number):
            page.keyboard.press("j") if page.locator("li.current").get_attribute("data-id") != fid(number) else None
        page.keyboard.press("d")
        page.wait_for_selector(f"form[action='/temuan/{fid(number)}/putuskan']")
        page.wait_for_selector("[name=status]:focus")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("Sedang")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".note")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("u")
    page.wait_for_selector("[data-triage]")
    assert {len(decisions_of(ledger, fid(number))) for number in range(1, 11)} == {1}


def test_everything_works_without_scripts(opened, ledger):
    page = opened("siti", java_script_enabled=False)
    page.goto("/temuan")
    page.fill("[name=q]", "1.03.02.2.01.0007")
    page.click("form.filters > button")
    page.click("a.what")
    page.check("[name=status][value=ditinjau]")
    page.select_option("#putusan [name=alasan]", "sedang_diperiksa")
    page.click("#putusan button.primary")
    assert "Tercatat" in page.inner_text(".note")
    assert decisions_of(ledger, fid(7))[0].status == "ditinjau"


@pytest.mark.parametrize("width", [360, 3840])
def test_no_page_is_wider_than_its_screen(opened, width):
    page = opened("siti", viewport={"width": width, "height": 800})
    for path in ("/antrian", "/temuan", f"/temuan/{fid(1)}", "/temuan/massal", "/bantuan"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_language_is_switched_and_kept(opened):
    page = opened("siti")
    page.click("text=English")
    page.wait_for_selector("html[lang=en], button:has-text('Indonesia')")
    page.goto("/temuan")
    assert page.locator("h1").inner_text() == "Findings"
    assert re.search("Waiting for action", page.inner_text(".filters"))
