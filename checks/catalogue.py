"""The catalogue: one page a rule in each language, from the rule itself, its examples run.

``python -m checks.catalogue`` writes docs/rules/{id,en}; ``--check`` says whether they are current.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import polars as pl

from checks.examples import parse, run
from checks.findings import findings_of
from checks.frame import Frame
from checks.history import versions_of
from checks.listing import WORDS, index
from checks.reasons import reason_words
from checks.registry import frames, rules
from checks.rule import Check
from checks.runner import FAIL, bind, state
from checks.states import NO_REASON
from checks.thresholds import Threshold, all_thresholds
from checks.words import number, quantity, sentence
from schemas.text import Language, Text

DOCS = Path(__file__).resolve().parent.parent / "docs" / "rules"
LANGUAGES: tuple[Language, ...] = ("id", "en")

HEADINGS = {
    "facts": Text("Sekilas", "At a glance"),
    "condition": Text("Syarat", "Condition"),
    "formula": Text("Rumus (kode yang dijalankan)", "Formula (the code that is run)"),
    "message": Text("Kalimat yang dibaca orang", "The sentence people read"),
    "worked": Text("Contoh dengan angka", "Worked example"),
    "why": Text("Mengapa", "Why"),
    "examples": Text("Contoh (dijalankan oleh pengujian)", "Examples (run by the tests)"),
    "cannot_tell": Text("Yang tidak dapat dikatakan aturan ini", "What it cannot tell"),
    "unknown": Text("Kapan tidak dapat dinilai", "When it cannot judge"),
    "explanations": Text("Penjelasan yang sah", "Legitimate explanations"),
    "settles": Text("Dokumen yang menjawabnya", "What would settle it"),
    "thresholds": Text("Ambang", "Thresholds"),
    "precision": Text("Ketepatan", "Precision"),
    "versions": Text("Riwayat versi", "Versions"),
    "related": Text("Aturan terkait", "Related rules"),
}
UNKNOWN = Text(
    "Tidak dapat dinilai bukan lolos; banyaknya dihitung bersama sebabnya:",
    "Unknown is never a pass; it is counted with its reason:",
)
PRECISION = Text(
    "Berapa bagian temuan aturan ini yang oleh petugas dinyatakan memang perlu diperbaiki berbeda di tiap kabupaten dan"
    " berubah dengan putusannya. Lihat halaman Aturan pada aplikasi (bersama selangnya), kolom `presisi` pada tabel"
    " `cakupan` di terbitan, atau perintah `jujur usulan`.",
    "The share of this rule's findings that stewards found right to ask differs by regency and moves with their"
    " verdicts. See the Rules page of the application (with its interval), the column `presisi` of the table"
    " `cakupan` in a release, or the command `jujur usulan`.",
)
NOTHING_KNOWN = Text(
    "Belum ada yang kami ketahui. Bila ada, tulis pada jawaban temuan agar dapat dimasukkan ke aturan ini.",
    "None known to us yet. If there is one, write it in the answer to the finding, so that the rule can learn of it.",
)
HONOURED = Text("Dikenali dari data dan tidak menjadi temuan:", "Recognised from the data, and then no finding:")
TO_BE_ASKED = Text("Mungkin sah, ditanyakan kepada OPD:", "May be legitimate, to be asked of the agency:")
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
EXAMPLE_AGENCY = "1.03.0.00.0.00.01.0000"
EXAMPLE_NAME = Text("Dinas Contoh", "the Example Office")
EXAMPLE_VALUES: dict[str, object] = {
    "kode_opd": EXAMPLE_AGENCY,
    "kode": "1.03.02.2.01.0001",
    "kode_indikator": "IK-07",
    "kunci": "IK-07",
    "kode_akun": "5.1.02",
    "nomor": "027/114/2025",
    "formulir": "rfk",
    "ukuran": "realisasi_idr",
    "lembar": "RFK",
    "nama_berkas": "RFK Oktober 2025.xlsx",
    "satuan": "orang",
    "target_k": 15.0,
    "versi_ke": 2,
    "bulan_tersisa": 3,
    "per_bulan_idr": 150,
    "perkiraan_atas_idr": 180,
    "wajar_fisik_pct": 62.0,
    "asal_baris": "bulan_lalu",
    "lalu_realisasi_idr": 100,
}
"""What a worked example says where the drawn examples need no value; the verdict is that of the examples alone."""


def page(rule: Check, language: Language) -> str:
    """The page of one rule in Markdown."""
    parts = [f"# {rule.id} {rule.title.of(language)}", ""]
    parts += _section(
        "facts", language, [f"- {label.of(language)}: {fact(rule, name, language)}" for name, label in FACTS]
    )
    parts += _section(
        "condition", language, [f"{condition(rule, language)} {_examined_by(frames()[rule.frame], language)}"]
    )
    parts += _section("formula", language, ["```python", formula(rule), "```"])
    parts += _section("message", language, [f"> {_message(rule, language)}"])
    parts += _section("worked", language, [f"> {worked(rule, frames()[rule.frame], language)}"])
    parts += _section("why", language, [rule.why.of(language)])
    parts += _section("examples", language, _examples(rule, language))
    verdicts = bind(rule, parse(rule, frames()[rule.frame]).rows)
    reasons = _reasons((*verdicts.unknown, NO_REASON), language)
    parts += _section("cannot_tell", language, [rule.cannot_tell.of(language)])
    parts += _section("unknown", language, [UNKNOWN.of(language), "", *reasons])
    parts += _section("explanations", language, _explanations(rule, _reasons(verdicts.excused, language), language))
    parts += _section("settles", language, [rule.settles.of(language)])
    parts += _section("thresholds", language, _thresholds(rule, language))
    parts += _section("precision", language, [PRECISION.of(language)])
    parts += _section("versions", language, _versions(rule, language))
    related = [
        f"- [{other} {rules()[other].title.of(language)}]({other}.md)" if other in rules() else f"- {other}"
        for other in rule.related
    ]
    parts += _section("related", language, related or [NONE.of(language)])
    return "\n".join(parts).rstrip() + "\n"


def _section(name: str, language: Language, lines: list[str]) -> list[str]:
    return [f"## {HEADINGS[name].of(language)}", "", *lines, ""]


def fact(rule: Check, name: str, language: Language) -> str:
    """One of ``FACTS`` in words."""
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


def condition(rule: Check, language: Language) -> str:
    """When something is a finding, with the limits in force now."""
    limits = {name: _limit(all_thresholds()[(rule.id, name)][-1], language) for name in rule.thresholds}
    return rule.condition.of(language).format(**limits)


def _examined_by(frame: Frame, language: Language) -> str:
    unit = ", ".join(f"`{name}`" for name in frame.key)
    return Text(
        f"Diperiksa satu per satu menurut {unit} dan periodenya.", f"Examined one by one by {unit} and period."
    ).of(language)


def _limit(row: Threshold, language: Language) -> str:
    """The newest value of a threshold as people write it; words around it say its unit."""
    if not isinstance(row.value, (int, float)):
        return str(row.value)
    return quantity(row.value, "idr", language) if row.name.endswith("_idr") else number(row.value, language, 4)


def formula(rule: Check) -> str:
    """The judging function without decorator and docstring."""
    source = textwrap.dedent(inspect.getsource(rule.judge))
    (function,) = ast.parse(source).body
    if not isinstance(function, ast.FunctionDef):
        raise TypeError(f"{rule.id} is not judged by a function")
    lines = source.splitlines()
    head = lines[function.lineno - 1 : function.body[0].lineno - 1]
    first = function.body[1 if ast.get_docstring(function) is not None else 0]
    return "\n".join([*head, *lines[first.lineno - 1 :]])


def worked(rule: Check, frame: Frame, language: Language) -> str:
    """The sentence of the first failing example, with its names and numbers."""
    examples = parse(rule, frame)
    verdicts = bind(rule, examples.rows)
    positions = (examples.rows.select(state(verdicts).alias("s"))["s"] == FAIL).arg_true().to_numpy()[:1]
    rows = examples.rows.with_columns(
        pl.lit(value, dtype=frame.columns[name]).alias(name)
        for name, value in EXAMPLE_VALUES.items()
        if name in frame.columns and name not in examples.drawn
    )
    (finding,) = findings_of(frame, rows, [(rule, verdicts, positions)]).iter_rows(named=True)
    return sentence(rule, finding, language, {str(finding["kode_opd"]): EXAMPLE_NAME.of(language)})


def _versions(rule: Check, language: Language) -> list[str]:
    since = Text("sejak", "from").of(language)
    return [f"- {v.number}, {since} {v.start.isoformat()}: {v.change.of(language)}" for v in versions_of(rule)]


def _reasons(codes: Iterable[str], language: Language) -> list[str]:
    return [f"- {reason_words(code, language)}" for code in codes]


def _explanations(rule: Check, honoured: list[str], language: Language) -> list[str]:
    asked = [f"- {text.of(language)}" for text in rule.explanations]
    lines = [HONOURED.of(language), "", *honoured] if honoured else []
    if asked:
        lines += ([""] if lines else []) + [TO_BE_ASKED.of(language), "", *asked]
    return lines or [NOTHING_KNOWN.of(language)]


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
        f"- `{row.name}` = {row.value}, {since} {row.start.isoformat()}: {row.basis}{_calibration(row, language)}"
        for name in rule.thresholds
        for row in all_thresholds()[(rule.id, name)]
    ]
    return lines or [NONE.of(language)]


def _calibration(row: Threshold, language: Language) -> str:
    if row.calibrated_on is None:
        return ""
    told = Text("dikalibrasi pada", "calibrated on").of(language)
    share = Text("yang ditandai", "flagged").of(language)
    return f"; {told} {row.calibrated_on}; {share}: {row.expected_flags}"


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
