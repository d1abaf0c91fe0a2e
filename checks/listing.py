"""The list of all rules by theme: what can be told of them without preparing or judging anything."""

from __future__ import annotations

from checks.registry import rules
from checks.rule import THEMES
from schemas.text import Language, Text

WORDS: dict[str, Text] = {
    "blokir": Text("menahan baris", "holds the row"),
    "peringatan": Text("minta klarifikasi; baris tetap terbit", "asks for clarification; the row is published"),
    "info": Text("untuk diketahui", "for information"),
    "pantau": Text("dipantau agar dibantu tepat waktu", "watched, so that help comes in time"),
    "format": Text("bentuk isian", "form of what is filled in"),
    "tidak_konsisten": Text("dua keterangan tidak cocok", "two statements disagree"),
    "tidak_wajar": Text("tidak lazim, perlu penjelasan", "unusual, needs an explanation"),
    "bukti_belum_ada": Text("bukti belum ada", "evidence is missing"),
    "pantauan": Text("pantauan risiko", "watch on a risk"),
    "idr": Text("rupiah", "rupiah"),
    "pct": Text("persen", "percent"),
    "poin": Text("poin persen", "percentage points"),
    "hari": Text("hari", "days"),
    "baris": Text("banyaknya baris", "number of rows"),
    "kali": Text("banyaknya", "count"),
    "nilai": Text("nilai dalam satuannya", "value in its own unit"),
    "teks": Text("teks", "text"),
}


def index(language: Language) -> str:
    """The list of all rules by theme."""
    title = Text("Katalog aturan", "Catalogue of rules").of(language)
    lines = [f"# {title}", ""]
    for prefix, (_, theme) in THEMES.items():
        of_theme = [rule for rule in rules().values() if rule.id.startswith(prefix)]
        if of_theme:
            lines += [f"## {theme.of(language)}", ""]
            lines += [
                f"- [{rule.id}]({rule.id}.md) {rule.title.of(language)} ({WORDS[rule.severity].of(language)})"
                for rule in of_theme
            ]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
