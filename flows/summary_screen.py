"""The end of a night on a terminal: what came in, where every row went, what to clarify, and what to do next."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from checks.queue import ASKING
from checks.rule import THEMES
from checks.words import number, quantity
from schemas.text import Language, Text

SEVERITY_WORDS = {
    "blokir": (Text("Menahan baris", "Holding rows"), Text("perlu perbaikan", "needs correction")),
    "peringatan": (Text("Minta klarifikasi", "Asking"), Text("terbit dengan catatan", "published with a question")),
    "info": (Text("Untuk diketahui", "For information"), Text("tidak menahan apa pun", "holds nothing")),
    "pantau": (Text("Dipantau", "Watched"), Text("agar dibantu tepat waktu", "to help in time")),
}
SEVERITY_COLOURS = {"blokir": "red", "peringatan": "yellow", "info": "cyan", "pantau": "blue"}
THEME_WORDS = dict(THEMES.values())
SHOWN_AGENCIES = 5
NAMES_WIDTH = 22
FIGURES_WIDTH = 7


def show(summary: dict[str, Any], console: Console, language: Language) -> None:
    """Print ``summary`` (see ``flows.telling.summarise``)."""
    words = _Words(language)
    for table in (_rows(summary, words), _findings(summary, words), _others(summary, words)):
        console.print()
        console.print(table)
    console.print()
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
    table.add_column(no_wrap=True, min_width=NAMES_WIDTH)
    table.add_column(no_wrap=True, justify="right", min_width=FIGURES_WIDTH)
    table.add_column(style="dim", ratio=1)
    table.expand = True
    return table


def _rows(summary: dict[str, Any], w: _Words) -> Table:
    files, rows = summary["berkas"], summary["baris"]
    table = _table(w("Yang masuk", "What came in"))
    table.add_row(
        w("Berkas diterima", "Files received"),
        w.count(files["diterima"]),
        w(
            f"{w.count(files['kiriman_baru'])} kiriman baru, {w.count(files['rangkap'])} rangkap,"
            f" {w.count(files['tak_terbaca'])} tak terbaca",
            f"{w.count(files['kiriman_baru'])} new arrivals, {w.count(files['rangkap'])} repeated,"
            f" {w.count(files['tak_terbaca'])} unreadable",
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
        table.add_row(w("Sumber bermasalah", "Source in trouble"), "!", escape(problem))
    return table


def _findings(summary: dict[str, Any], w: _Words) -> Table:
    found = summary["temuan"]
    asking = sum(found["menurut_keparahan"].get(severity, 0) for severity in ASKING)
    table = _table(
        w(
            f"{w.count(asking)} anomali untuk diklarifikasi"
            f" (dari {w.count(found['jumlah'])} temuan: {w.count(found['baru'])} baru,"
            f" {w.count(found['selesai'])} selesai)",
            f"{w.count(asking)} anomalies to clarify"
            f" (of {w.count(found['jumlah'])} findings: {w.count(found['baru'])} new,"
            f" {w.count(found['selesai'])} closed)",
        )
    )
    for severity, (name, note) in SEVERITY_WORDS.items():
        if count := found["menurut_keparahan"].get(severity, 0):
            colour = SEVERITY_COLOURS[severity]
            table.add_row(f"[{colour}]{name.of(w.language)}[/{colour}]", w.count(count), note.of(w.language))
    queue = summary["antrian"]
    suspicion, rupiah, beyond, waiting = (
        w.count(queue[name]) for name in ("menurut_kecurigaan", "menurut_rupiah", "di_luar_antrian", "kasus_menunggu")
    )
    table.add_row(
        w("Antrian malam ini", "Tonight's queues"),
        w.count(queue["kapasitas"]),
        w(
            f"{suspicion} menurut kecurigaan, {rupiah} menurut rupiah, dari {waiting} kasus; {beyond} lagi terdaftar",
            f"{suspicion} by suspicion, {rupiah} by rupiah, of {waiting} cases; {beyond} more are listed",
        ),
    )
    if queue["aturan_penasihat"]:
        advising = ", ".join(queue["aturan_penasihat"])
        table.add_row(w("Hanya memberi saran", "Only advising"), "", advising)
    by_theme = sorted(found["menurut_tema"].items(), key=lambda theme: (-theme[1], theme[0]))
    themes = [f"{THEME_WORDS[name].of(w.language)} {w.count(n)}" for name, n in by_theme]
    if themes:
        table.add_row(w("Menurut tema", "By theme"), "", " · ".join(themes))
    else:
        table.add_row(w("tidak ada", "none"), "", "")
    return table


def _others(summary: dict[str, Any], w: _Words) -> Table:
    due, silpa = summary["kelengkapan"], summary["silpa"]
    table = _table(w("Kelengkapan dan yang perlu dibantu", "Completeness and where help is needed"))
    names = due["opd_belum_melapor"]
    listed = "; ".join(escape(name) for name in names[:SHOWN_AGENCIES])
    hidden = len(names) - SHOWN_AGENCIES
    if hidden > 0:
        listed += w(f"; dan {hidden} OPD lainnya", f"; and {hidden} more agencies")
    table.add_row(w("Laporan belum masuk", "Reports not in"), w.count(due["belum_masuk"]), listed)
    table.add_row(w("Laporan terlambat", "Reports late"), w.count(due["terlambat"]), "")
    table.add_row(
        w("Kekurangan jujur", "Honest shortfalls"),
        w.count(summary["kekurangan_jujur"]),
        w(
            "dilaporkan apa adanya, bukan anomali: dicarikan solusi bersama",
            "told as they are, not anomalies: to be solved together",
        ),
    )
    table.add_row(
        w("Pantauan SILPA", "SILPA watch"),
        w.count(silpa["baris"]),
        quantity(silpa["perkiraan_idr"], "idr", w.language)
        + w(" diperkirakan tersisa di seluruh kabupaten", " expected to stay unspent in the whole regency"),
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
    judged_before = w(
        "Kiriman, aturan, ambang dan tanggal sama seperti pada penilaian terakhir; penilaian itu dipakai lagi.",
        "Submissions, rules, limits and date are as when last judged; that judgement was taken again.",
    )
    lines = [
        fresh,
        *([] if summary["dinilai_malam_ini"] else [judged_before]),
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
