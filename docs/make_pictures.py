"""``make pictures``: the pictures of the README and the guides, made anew from a snapshot.

``python docs/make_pictures.py [HOME]`` (default ``data/work``) needs chromium, LibreOffice and poppler (pdftoppm).
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from application_pictures import photograph_application
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from flows.config import Settings, Tempat
from flows.standing import open_ledger
from flows.summary_screen import show
from ledger.findings import load_findings
from ledger.runs import recent_runs
from review.workbook.outbox import FOLDER

PICTURES = Path(__file__).resolve().parent / "gambar"
MOST_BYTES = 250_000
COLUMNS = 100


def main(arguments: list[str]) -> int:
    """Make them all; non-zero when a tool is missing or a picture is too large."""
    missing = [tool for tool in ("chromium", "soffice", "pdftoppm") if shutil.which(tool) is None]
    if missing:
        print(f"perlu dipasang / to be installed: {', '.join(missing)}")
        return 1
    home = Path(arguments[0] if arguments else "data/work").resolve()
    snapshot = home / "published" / "current"
    with tempfile.TemporaryDirectory() as work:
        photograph(snapshot / "ringkasan.html", PICTURES / "ringkasan.png", 1280, 1240, Path(work))
        photograph(
            narrow(snapshot / "ringkasan.html", Path(work)), PICTURES / "ringkasan-hp.png", 390, 1200, Path(work)
        )
        screen, height = terminal(home, Path(work))
        photograph(screen, PICTURES / "terminal.png", 1020, height, Path(work))
        photograph_sheet(snapshot / "anomali.xlsx", PICTURES / "anomali.png", 2, Path(work))
        photograph_sheet(returned_workbook(home), PICTURES / "lembar-kerja.png", 1, Path(work))
        photograph_application(home, PICTURES, Path(work))
    too_large = [path.name for path in PICTURES.glob("*.png") if path.stat().st_size > MOST_BYTES]
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.name}: {path.stat().st_size // 1000} kB")
    return 1 if too_large else 0


def photograph(page: Path, picture: Path, width: int, height: int, work: Path) -> None:
    """A picture of the top of ``page`` in a window of that size."""
    _run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
        "--hide-scrollbars", f"--user-data-dir={work / 'browser'}", f"--window-size={width},{height}",
        f"--screenshot={picture}", page.resolve().as_uri(),
    )  # fmt: skip


def narrow(page: Path, work: Path) -> Path:
    """A page that shows ``page`` as wide as a telephone; a browser window cannot be that narrow."""
    frame = work / "narrow.html"
    style = "border:0;width:390px;height:1200px"
    frame.write_text(f'<body style="margin:0"><iframe src="{page.resolve().as_uri()}" style="{style}"></iframe></body>')
    return frame


def terminal(home: Path, work: Path) -> tuple[Path, int]:
    """The last screen of the newest night that published, drawn as it stood on a terminal, and its height."""
    with open_ledger(Settings(tempat=Tempat(home=str(home)))) as ledger:
        summary = next(run.summary for run in recent_runs(ledger, 20) if run.published_version)
    console = Console(record=True, width=COLUMNS, force_terminal=True, file=io.StringIO())
    show(_without_place(summary, home), console, "id")
    picture = console.export_svg(title="jujur run", theme=DIMMED_MONOKAI)
    drawn = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)[0])
    page = work / "terminal.html"
    head = '<!DOCTYPE html><meta charset="utf-8"><style>svg{width:1020px;height:auto;display:block}</style>'
    page.write_text(f'{head}<body style="margin:0;background:#fff">{drawn}</body>', encoding="utf-8")
    return page, round(1020 * height / width)


def _without_place(summary: Any, home: Path) -> dict[str, Any]:
    told = json.loads(summary) if isinstance(summary, str) else dict(summary)
    told["tempat"] = {name: path.replace(str(home), "data/work") for name, path in told["tempat"].items()}
    return told


def photograph_sheet(workbook: Path, picture: Path, page: int, work: Path) -> None:
    """A page of a workbook as a spreadsheet program prints it."""
    _run("soffice", f"-env:UserInstallation={(work / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(work), str(workbook.resolve()))  # fmt: skip
    _run("pdftoppm", "-r", "110", "-png", "-singlefile", "-f", str(page), "-l", str(page),
         str(work / f"{workbook.stem}.pdf"), str(picture.with_suffix("")))  # fmt: skip


def returned_workbook(home: Path) -> Path:
    """The workbook that goes back with the first finding of the queue that stands in one."""
    with open_ledger(Settings(tempat=Tempat(home=str(home)))) as ledger:
        queue = load_findings(ledger, only_open=True).drop_nulls(["antrian_kecurigaan", "kode_opd", "periode"])
    places = queue.sort("antrian_kecurigaan").select("kode_opd", "periode", "dataset").iter_rows()
    found = (
        sorted((home / FOLDER / kode_opd / periode).glob(f"* {dataset.upper()} *.xlsx"))
        for kode_opd, periode, dataset in places
    )
    return next(books[0] for books in found if books)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
