"""Makes the pages of the release check readable without a network, and puts a page of our own in front of them."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from publishing.expectations import EXPECTATIONS
from publishing.gate_input import ExpectationsInput
from publishing.gate_report import GateReport
from publishing.templating import environment, stylesheet

_REMOTE = r"""(?:https?:)?//[^"']*"""
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>", re.S | re.I)
_REMOTE_TAG = re.compile(
    rf"""<(?:link|img|source|iframe)\b[^>]*?(?:src|href)\s*=\s*["']{_REMOTE}["'][^>]*>""", re.S | re.I
)
_REMOTE_ANCHOR = re.compile(rf"""(<a\b[^>]*?)\s(?:href|target)\s*=\s*["']{_REMOTE}["']""", re.S | re.I)
_REMOTE_STYLE = re.compile(r"""url\(\s*['"]?(?:https?:)?//[^)]*\)""", re.I)
_ICON = re.compile(r"<link\b[^>]*shortcut icon[^>]*>", re.S | re.I)
_ADVERT = re.compile(r"<footer\b.*?</footer>", re.S | re.I)
_HEAD_END = re.compile(r"</head>", re.I)


def make_offline(out_dir: Path, report: GateReport, given: ExpectationsInput) -> None:
    """Strip every remote asset below ``out_dir/rinci`` and write ``out_dir/index.html``."""
    details = out_dir / "rinci"
    shutil.rmtree(details / "static", ignore_errors=True)
    style = f"<style>{stylesheet('pemeriksaan.css')}</style></head>"
    for page in sorted(details.rglob("*.html")):
        page.write_text(strip_remote(page.read_text(encoding="utf-8"), style), encoding="utf-8")
    _write_index(out_dir, report, given)


def strip_remote(html: str, head_end: str = "</head>") -> str:
    """``html`` without scripts, remote styles, images, fonts and links; ``head_end`` replaces the end of its head."""
    for pattern in (_SCRIPT, _REMOTE_TAG, _ICON, _ADVERT):
        html = pattern.sub("", html)
    html = _REMOTE_ANCHOR.sub(r"\1", html)
    html = _REMOTE_STYLE.sub("none", html)
    return _HEAD_END.sub(lambda _: head_end, html, count=1)


def _write_index(out_dir: Path, report: GateReport, given: ExpectationsInput) -> None:
    pages = {
        page.parent.parent.parent.name: page for page in sorted((out_dir / "rinci" / "validations").rglob("*.html"))
    }
    links = {frame: Path(os.path.relpath(page, out_dir)).as_posix() for frame, page in pages.items()}
    html = (
        environment()
        .get_template("pemeriksaan.html")
        .render(
            report=report,
            given=given,
            expectations=EXPECTATIONS,
            failed={failure.expectation: failure for failure in report.failures},
            links=links,
            style=stylesheet("pemeriksaan.css"),
        )
    )
    (out_dir / "index.html").write_text(html, encoding="utf-8")
