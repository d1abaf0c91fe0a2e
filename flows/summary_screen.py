"""The end of a night on a terminal: what came in, where every row went, what to clarify, and what to do next."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from checks.rule import THEMES
from checks.words import number, quantity
from schemas.text import Language, Text

SEVERITY_WORDS = {
    "blokir": Text("ditahan, perlu perbaikan", "held, needs correction"),
    "peringatan": Text("terbit, minta klarifikasi", "published, please clarify"),
    "info": Text("untuk diketahui", "for information"),
    "pantau": Text("dipantau agar dibantu", "watched, to help in time"),
}
ROW_WORDS = {
    "dibaca": (
        Text("Baris dibaca", "Rows read"),
        Text("setiap baris berakhir di satu tempat:", "each row ends in one place:"),
    ),
    "terbit": (Text("  terbit", "  published"), Text("data tervalidasi", "validated data")),
    "ditahan": (
        Text("  ditahan", "  held back"),
        Text("dikembalikan dengan lembar, baris dan sel", "returned with sheet, row and cell"),
    ),
    "disisihkan": (
        Text("  disisihkan", "  set aside"),
        Text("judul, subtotal, versi lama, pembanding", "headings, subtotals, old versions, references"),
    ),
}
SEVERITY_COLOURS = {"blokir": "red", "peringatan": "yellow", "info": "cyan", "pantau": "blue"}
THEME_WORDS = dict(THEMES.values())
SHOWN_AGENCIES = 8


def show(summary: dict[str, Any], console: Console, language: Language) -> None:
    """Print ``summary`` (see ``flows.telling.summarise``)."""
    words = _Words(language)
    console.print()
    console.print(_rows(summary, words))
    console.print(_findings(summary, words))
    console.print(_others(summary, words))
    console.print(_next(summary, words))


class _Words:
    """Short words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, indonesian: str, english: str) -> str:
        return indonesian if self.language == "id" else english

    def count(self, value: int) -> str:
        return number(value, self.language, 0)


def _table(title: str) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2), title_style="bold")
    table.add_column(no_wrap=False)
    table.add_column(justify="right")
    table.add_column(style="dim")
    return table


def _rows(summary: dict[str, Any], w: _Words) -> Table:
    files, rows = summary["berkas"], summary["baris"]
    table = _table(w("Yang masuk", "What came in"))
    table.add_row(
        w("Berkas diterima", "Files received"),
        w.count(files["diterima"]),
        w(
            f"{w.count(files['kiriman_baru'])} kiriman baru, {w.count(files['tak_terbaca'])} tak terbaca",
            f"{w.count(files['kiriman_baru'])} new arrivals, {w.count(files['tak_terbaca'])} unreadable",
        ),
    )
    table.add_row(
        w("Baris dibaca", "Rows read"),
        w.count(rows["dibaca"]),
        w("setiap baris berakhir di satu tempat:", "each row ends in one place:"),
    )
    table.add_row(w("  terbit", "  published"), w.count(rows["terbit"]), "")
    table.add_row(
        w("  ditahan", "  held back"),
        w.count(rows["ditahan"]),
        w("dikembalikan dengan lembar, baris dan sel", "returned with sheet, row and cell"),
    )
    table.add_row(
        w("  disisihkan", "  set aside"),
        w.count(rows["disisihkan"]),
        w("judul, subtotal, versi lama, pembanding", "headings, subtotals, old versions, references"),
    )
    for problem in files["sumber_bermasalah"]:
        table.add_row(w("Sumber bermasalah", "Source in trouble"), "!", problem)
    return table


def _findings(summary: dict[str, Any], w: _Words) -> Table:
    found = summary["temuan"]
    table = _table(
        w(
            f"Anomali untuk diklarifikasi: {w.count(found['jumlah'])}"
            f" ({w.count(found['baru'])} baru, {w.count(found['selesai'])} selesai)",
            f"Anomalies to clarify: {w.count(found['jumlah'])}"
            f" ({w.count(found['baru'])} new, {w.count(found['selesai'])} closed)",
        )
    )
    for severity, count in found["menurut_keparahan"].items():
        colour = SEVERITY_COLOURS[severity]
        table.add_row(f"[{colour}]{severity}[/{colour}]", w.count(count), SEVERITY_WORDS[severity].of(w.language))
    themes = [f"{THEME_WORDS[name].of(w.language)} {w.count(n)}" for name, n in found["menurut_tema"].items()]
    if themes:
        table.add_row(w("menurut tema", "by theme"), "", " · ".join(themes))
    else:
        table.add_row(w("tidak ada", "none"), "", "")
    return table


def _others(summary: dict[str, Any], w: _Words) -> Table:
    due, silpa = summary["kelengkapan"], summary["silpa"]
    table = _table(w("Kelengkapan dan yang perlu dibantu", "Completeness and where help is needed"))
    names = due["opd_belum_melapor"]
    listed = ", ".join(names[:SHOWN_AGENCIES])
    hidden = len(names) - SHOWN_AGENCIES
    if hidden > 0:
        listed += w(f" dan {hidden} lainnya", f" and {hidden} more")
    table.add_row(w("Laporan belum masuk", "Reports not in"), w.count(due["belum_masuk"]), listed)
    table.add_row(w("Laporan terlambat", "Reports late"), w.count(due["terlambat"]), "")
    table.add_row(
        w("Kekurangan yang dilaporkan jujur", "Honest shortfalls"),
        w.count(summary["kekurangan_jujur"]),
        w("bukan anomali: dicarikan solusi bersama", "not anomalies: to be solved together"),
    )
    table.add_row(
        w("Pantauan SILPA", "SILPA watch"),
        w.count(silpa["baris"]),
        quantity(silpa["perkiraan_idr"], "idr", w.language) + w(" diperkirakan tersisa", " expected to stay unspent"),
    )
    return table


def _next(summary: dict[str, Any], w: _Words) -> Panel:
    places = summary["tempat"]
    fresh = (
        w(f"Versi baru {summary['versi']} terbit.", f"New version {summary['versi']} published.")
        if summary["versi_baru"]
        else w(
            f"Tidak ada yang berubah: versi {summary['versi']} tetap berlaku, tidak ada temuan baru.",
            f"Nothing changed: version {summary['versi']} stays current, no new finding.",
        )
    )
    lines = [
        fresh,
        w("Ringkasan: ", "Summary:   ") + places["ringkasan"],
        w("Anomali:   ", "Anomalies: ") + places["anomali"],
        w("Data:      ", "Data:      ") + places["terbitan"],
        "",
        w(
            "Berikutnya: buka ringkasan; `jujur explain <id>` menjelaskan satu temuan;"
            " `jujur trace <berkas> <lembar> <baris>` menunjukkan nasib satu baris.",
            "Next: open the summary; `jujur explain <id>` explains a finding;"
            " `jujur trace <file> <sheet> <row>` shows where a row ended.",
        ),
    ]
    return Panel("\n".join(lines), border_style="green", expand=False)
