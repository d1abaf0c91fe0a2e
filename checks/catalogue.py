"""The catalogue: one page a rule in each language, from the rule itself, its examples run.

``python -m checks.catalogue`` writes docs/rules/{id,en}; ``--check`` says whether they are current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from checks.examples import parse, run
from checks.registry import frames, rules
from checks.rule import THEMES, Check
from checks.runner import bind
from checks.states import NO_REASON
from checks.thresholds import all_thresholds
from schemas.text import Language, Text

DOCS = Path(__file__).resolve().parent.parent / "docs" / "rules"
LANGUAGES: tuple[Language, ...] = ("id", "en")

HEADINGS = {
    "facts": Text("Sekilas", "At a glance"),
    "why": Text("Mengapa", "Why"),
    "message": Text("Kalimat yang dibaca orang", "The sentence people read"),
    "examples": Text("Contoh (dijalankan oleh pengujian)", "Examples (run by the tests)"),
    "explanations": Text("Penjelasan yang sah", "Legitimate explanations"),
    "settles": Text("Dokumen yang menjawabnya", "What would settle it"),
    "thresholds": Text("Ambang", "Thresholds"),
    "related": Text("Aturan terkait", "Related rules"),
    "unknown": Text("Yang tidak dapat dinilai", "What it cannot judge"),
}
UNKNOWN = Text(
    "Tidak dapat dinilai bukan lolos; banyaknya dihitung bersama sebabnya:",
    "Unknown is never a pass; it is counted with its reason:",
)
HONOURED = Text("Dikenali dari data dan tidak menjadi temuan:", "Recognised from the data, and then no finding:")
TO_BE_ASKED = Text("Mungkin sah, ditanyakan kepada OPD:", "May be legitimate, to be asked of the agency:")
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
PLACEHOLDERS = {
    "observed": Text("yang ditemukan", "found"),
    "expected": Text("acuan", "expected"),
    "difference": Text("selisih", "difference"),
    "kode_opd": Text("nama OPD", "agency"),
}
FACTS = (
    ("severity", Text("Keparahan", "Severity")),
    ("kind", Text("Jenis", "Kind")),
    ("frame", Text("Tabel siap nilai", "Prepared frame")),
    ("column", Text("Kolom", "Column")),
    ("unit", Text("Satuan", "Unit")),
    ("basis", Text("Dasar", "Basis")),
    ("version", Text("Versi", "Version")),
)
VERDICT_WORDS = {
    "pass": Text("lolos", "pass"),
    "fail": Text("anomali untuk diklarifikasi", "anomaly to clarify"),
    "unknown": Text("tidak dapat dinilai", "unknown"),
    "excused": Text("dikecualikan", "excused"),
    "not examined": Text("tidak diperiksa", "not examined"),
}
NONE = Text("(tidak ada)", "(none)")


def page(rule: Check, language: Language) -> str:
    """The page of one rule in Markdown."""
    parts = [f"# {rule.id} {rule.title.of(language)}", ""]
    parts += _section(
        "facts", language, [f"- {label.of(language)}: {_fact(rule, name, language)}" for name, label in FACTS]
    )
    parts += _section("message", language, [f"> {_message(rule, language)}"])
    parts += _section("why", language, [rule.why.of(language)])
    parts += _section("examples", language, _examples(rule, language))
    verdicts = bind(rule, parse(rule, frames()[rule.frame]).rows)
    reasons = _reasons((*verdicts.unknown, NO_REASON))
    parts += _section("unknown", language, [UNKNOWN.of(language), "", *reasons])
    parts += _section("explanations", language, _explanations(rule, _reasons(verdicts.excused), language))
    parts += _section("settles", language, [rule.settles.of(language)])
    parts += _section("thresholds", language, _thresholds(rule, language))
    related = [
        f"- [{other} {rules()[other].title.of(language)}]({other}.md)" if other in rules() else f"- {other}"
        for other in rule.related
    ]
    parts += _section("related", language, related or [NONE.of(language)])
    return "\n".join(parts).rstrip() + "\n"


def _section(name: str, language: Language, lines: list[str]) -> list[str]:
    return [f"## {HEADINGS[name].of(language)}", "", *lines, ""]


def _fact(rule: Check, name: str, language: Language) -> str:
    value = getattr(rule, name)
    if name == "basis":
        unconfirmed = Text("belum dikonfirmasi", "not yet confirmed").of(language)
        return str(value).replace("[K]", f"({unconfirmed})").replace(" [S]", "")
    if name in ("severity", "kind", "unit"):
        return WORDS[str(value)].of(language)
    return NONE.of(language) if value is None else f"`{value}`"


def _message(rule: Check, language: Language) -> str:
    """The sentence with words in pointed brackets where a finding puts its figures."""
    written = ""
    for literal, name, *_ in Formatter().parse(rule.message.of(language)):
        written += literal
        if name is not None:
            word = PLACEHOLDERS[name].of(language) if name in PLACEHOLDERS else name.replace("_", " ")
            written += f"‹{word}›"
    return written


def _reasons(codes: Iterable[str]) -> list[str]:
    return [f"- {code.replace('_', ' ')}" for code in codes]


def _explanations(rule: Check, honoured: list[str], language: Language) -> list[str]:
    asked = [f"- {text.of(language)}" for text in rule.explanations]
    lines = [HONOURED.of(language), "", *honoured] if honoured else []
    if asked:
        lines += ([""] if lines else []) + [TO_BE_ASKED.of(language), "", *asked]
    return lines or [NONE.of(language)]


def _examples(rule: Check, language: Language) -> list[str]:
    examples = parse(rule, frames()[rule.frame])
    header = [*examples.drawn, Text("putusan", "verdict").of(language)]
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    for row, verdict in zip(
        examples.rows.select(examples.drawn).iter_rows(), run(rule, frames()[rule.frame]), strict=True
    ):
        cells = ["" if value is None else _cell(value, language) for value in row]
        lines.append("| " + " | ".join([*cells, VERDICT_WORDS[verdict].of(language)]) + " |")
    return lines


def _cell(value: object, language: Language) -> str:
    if isinstance(value, bool):
        return (Text("ya", "yes") if value else Text("tidak", "no")).of(language)
    return str(value).replace("|", "/")


def _thresholds(rule: Check, language: Language) -> list[str]:
    since = Text("sejak", "from").of(language)
    lines = [
        f"- `{row.name}` = {row.value}, {since} {row.start.isoformat()}: {row.basis}"
        for name in rule.thresholds
        for row in all_thresholds()[(rule.id, name)]
    ]
    return lines or [NONE.of(language)]


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


def pages() -> dict[Path, str]:
    """Every file of the catalogue with its content."""
    found = {}
    for language in LANGUAGES:
        found[DOCS / language / "README.md"] = index(language)
        for rule in rules().values():
            found[DOCS / language / f"{rule.id}.md"] = page(rule, language)
    return found


def main(arguments: list[str]) -> int:
    """Write the catalogue, or with ``--check`` compare it."""
    wanted = pages()
    present = set(DOCS.rglob("*.md"))
    if arguments == ["--check"]:
        stale = [path for path, text in wanted.items() if path not in present or path.read_text("utf-8") != text]
        stale += sorted(present - wanted.keys())
        for path in stale:
            print(f"not current: {path.name} ({path.parent.name}); run make catalogue")
        return 1 if stale else 0
    for path in present - wanted.keys():
        path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(wanted)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
