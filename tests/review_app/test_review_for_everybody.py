"""Every page in a real browser: no barrier that axe-core finds in light or dark, none wider than a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.app import create_app
from tests.review_app.conftest import OURS, fid, log_in, served
from tests.review_app.published_night import publish_night

pytestmark = pytest.mark.servers
AXE = Path(__file__).parent / "axe" / "axe-core-4.14.1.min.js"
"""axe-core 4.14.1 by Deque Systems, MPL-2.0 (axe/LICENSE.txt), unchanged."""

TELEPHONE = {"width": 360, "height": 800}
PAGES = {
    "siti": (
        "/antrian", "/temuan", f"/temuan/{fid(1)}", "/temuan/massal", "/opd", f"/opd/{OURS}", "/kelengkapan", "/silpa",
        "/aturan", "/aturan/ANG-001", "/riwayat", "/bantuan", "/sandi", "/tidak-ada",
    ),
    "ada": ("/pengguna",),
    "joko": ("/unggah",),
}  # fmt: skip
FOUND = """rules => axe.run(document, rules ? {runOnly: rules} : {}).then(said => said.passes.length === 0
  ? ['axe judged nothing']
  : said.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html.slice(0, 160)).join(' | ')))"""


def test_no_page_has_a_barrier_or_is_wider_than_a_telephone(chromium, settings, ledger):
    publish_night(settings.home)
    troubles: dict[str, object] = {}
    with served(create_app(settings)) as address:
        for user, paths in PAGES.items():
            page = chromium.new_context(base_url=address, locale="id-ID", viewport=TELEPHONE).new_page()
            page.on("request", lambda asked: troubles.update({asked.url: 1}) if address not in asked.url else None)
            log_in(page, user)
            for path in paths:
                page.emulate_media(color_scheme="light")
                page.goto(path)
                page.evaluate(AXE.read_text("utf-8"))
                found = page.evaluate(FOUND, None)
                page.emulate_media(color_scheme="dark")
                found += page.evaluate(FOUND, ["color-contrast"])
                if page.evaluate("document.documentElement.scrollWidth") > TELEPHONE["width"]:
                    found.append("wider than the screen")
                if found:
                    troubles[path] = found
    assert troubles == {}
