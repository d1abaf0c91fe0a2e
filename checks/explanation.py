"""A finding in full: the numbers that disagree and their sources, what is usual, what was ruled out, what settles it.

Built on reading, from a finding and its rule. It states what was compared and never why someone might have done it.
"""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from checks.blame import causes, opposing_trust, trust
from checks.phrasing import CODES, MONTHS, period_words, words_of
from checks.registry import rules
from checks.rule import Check
from checks.words import number, quantity
from schemas.text import Language, Text

ABOUT_THE_REPORT = ("bentuk", "kelengkapan", "kode")
"""Themes whose figures speak of the report itself, not of what it counts."""

LANGUAGES: tuple[Language, Language] = ("id", "en")
_HELD_UP = ("menunggu_", "umpan_", "waktu_salinan")
"""Reasons for not judging that would also explain a figure; that the rule judged rules them out."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two numbers that disagree: the figure as written, where it comes from, and as of when."""

    figure: Text
    source: Text
    day: Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a steward or an agency reads of one finding below its question (``checks.words.sentence``).

    ``usual`` says how rows of the same kind fare, ``ruled_out`` names the innocent explanations that were tested and
    do not apply, ``open`` those only people can know. ``settles`` is the document that would answer. ``case`` tells
    why it stands in its case; None when alone. ``others`` names the agencies or files it was compared with.
    """

    title: Text
    found: Side
    compared: Side
    usual: Text
    limits: tuple[Text, ...]
    ruled_out: tuple[Text, ...]
    open: tuple[Text, ...]
    settles: Text
    suspicion: Text
    impact: Text
    case: Text | None
    advisory: Text | None
    others: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """How a rule's units fared tonight, over the whole regency."""

    passed: int
    failed: int


def explain(finding: Mapping[str, Any], judged: Judged | None = None, members: int = 1) -> Explanation:
    """Explain one row of ``schemas.finding.Finding`` with its ``schemas.finding.Placement``.

    ``judged`` tells how the rule's units fared, ``members`` is the size of the case.
    """
    rule = rules()[finding["aturan"]]
    parameters = orjson.loads(finding["parameter"])
    return Explanation(
        title=rule.title,
        found=Side(_figure(finding, "teramati"), _place(finding), _day(finding["periode"], until=_counts(rule))),
        compared=_compared(rule, finding),
        usual=_usual(rule, finding, parameters, judged),
        limits=tuple(_limit(row) for row in orjson.loads(finding["ambang"])),
        ruled_out=ruled_out(rule),
        open=_still_open(rule),
        settles=rule.settles,
        suspicion=_both(lambda language: number(finding["kecurigaan"], language)),
        impact=_impact(finding["dampak_idr"]),
        case=_case(finding, members) if members > 1 else None,
        advisory=ADVISORY if finding.get("penasihat") else None,
        others=next((str(parameters[name]) for name in OF_OTHERS if parameters.get(name, "-") != "-"), None),
    )


OF_OTHERS = ("opd_lain", "sama_dengan")
"""Parameters that name other agencies, or their files; no sentence an agency reads has them."""


ADVISORY = Text(
    "Aturan ini sedang di bawah batas ketepatannya menurut putusan petugas: temuannya hanya saran dan tidak masuk"
    " antrian.",
    "By the stewards' verdicts this rule is below its precision floor: its findings only advise and stand in no queue.",
)


def told(explanation: Explanation, language: Language, *, of_all: bool = False) -> list[tuple[str, str]]:
    """The explanation as (heading, sentence) pairs in the order people need them, ready for a screen or a cell.

    ``of_all``: for people who may see all agencies; an agency is never told the name of another.
    """
    found, compared = explanation.found, explanation.compared
    ruled = "; ".join(text.of(language) for text in explanation.ruled_out)
    still = "; ".join(text.of(language) for text in explanation.open)
    lines: list[tuple[Text, str]] = [
        (Text("Tertulis", "Reported"), _said(found, language)),
        (Text("Pembanding", "Compared with"), _said(compared, language)),
        (Text("Sama dengan", "Same as"), (explanation.others or "") if of_all else ""),
        (Text("Yang lazim", "What is usual"), explanation.usual.of(language)),
        (Text("Batas yang dipakai", "Limits used"), "; ".join(text.of(language) for text in explanation.limits)),
        (Text("Sudah diuji, tidak berlaku", "Tested, does not apply"), ruled),
        (Text("Masih mungkin", "Still possible"), still),
        (Text("Yang menyelesaikan", "What settles it"), explanation.settles.of(language)),
        (Text("Bobot kejanggalan", "Weight of oddity"), explanation.suspicion.of(language) + _scale(language)),
        (Text("Rupiah yang terkait", "Rupiah concerned"), explanation.impact.of(language)),
        (Text("Kasus", "Case"), explanation.case.of(language) if explanation.case else ""),
        (Text("Catatan", "Note"), explanation.advisory.of(language) if explanation.advisory else ""),
    ]
    return [(heading.of(language), words) for heading, words in lines if words]


def _said(side: Side, language: Language) -> str:
    return f"{side.figure.of(language)} – {side.source.of(language)}, {side.day.of(language)}"


def _scale(language: Language) -> str:
    return Text(" dari 1; bukan penilaian atas orang", " of 1; no judgement of anyone").of(language)


@cache
def ruled_out(rule: Check) -> tuple[Text, ...]:
    """Innocent explanations the rule tests on every row: where it fails, none of them applies."""
    verdicts = rule.judge(*(pl.lit(0) for _ in rule.thresholds))
    waiting = [reason for reason in verdicts.unknown if reason.startswith(_HELD_UP)]
    words = _words("tersingkir")
    return tuple(words.get(code, _spelled(code)) for code in (*verdicts.excused, *waiting))


@cache
def _words(section: str) -> dict[str, Text]:
    read = _read()[section]
    return {name: Text(row["id"], row["en"]) for name, row in read.items()}


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "explanation.toml").read_text(encoding="utf-8"))


def _spelled(code: str) -> Text:
    words = code.replace("_", " ")
    return Text(words, words)


def _both(words: Any) -> Text:
    return Text(*(words(language) or "-" for language in LANGUAGES))


def _figure(finding: Mapping[str, Any], column: str) -> Text:
    written = finding.get(f"{column}_teks")
    if written is not None:
        return _both(lambda language: words_of(column, str(written), language))
    return _both(lambda language: quantity(finding[column], finding["satuan"], language))


def _place(finding: Mapping[str, Any]) -> Text:
    """The form, its sheet and its cell."""
    key = orjson.loads(finding["subjek"])
    form = str(key.get("formulir") or key.get("tabel") or key.get("dataset") or finding["dataset"])
    words = CODES.get(form, Text("berkas yang disampaikan", "the file as sent"))
    where = [part for part in (finding["lembar"], finding["sel"] or finding["baris"]) if part is not None]
    place = f" ({', '.join(map(str, where))})" if where else ""
    return Text(f"{words.id}{place}", f"{words.en}{place}")


def _counts(rule: Check) -> bool:
    """Whether the rule's figures run up to the end of the period; others only belong to it."""
    return rule.theme not in ABOUT_THE_REPORT


def _still_open(rule: Check) -> tuple[Text, ...]:
    """Legitimate explanations that no test of the rule has answered."""
    answered = _read()["tercakup"].get(rule.id, ())
    return tuple(text for number, text in enumerate(rule.explanations, 1) if number not in answered)


def _impact(rupiah: int | None) -> Text:
    if rupiah is None:
        return Text("tidak dapat dihitung dalam rupiah", "cannot be counted in rupiah")
    return _both(lambda language: quantity(rupiah, "idr", language))


def _compared(rule: Check, finding: Mapping[str, Any]) -> Side:
    row = _read()["acuan"].get(rule.id) or _read()["acuan"][rule.theme]
    source = Text(row["id"], row["en"])
    return Side(_figure(finding, "harapan"), source, _day(finding["periode"], until=bool(row.get("sampai"))))


def _day(period: str, *, until: bool) -> Text:
    """The period; as its last day where figures run up to it."""
    year, _, inner = period.partition("-")
    month = int(inner[2:]) * 3 if inner.startswith("TW") else int(inner) if inner.isdigit() else 12
    if not year.isdigit():
        return Text("periode tidak disebut", "period not stated")
    if not until:
        return _both(lambda language: period_words(period, language))
    day = monthrange(int(year), month)[1]
    return Text(f"per {day} {MONTHS['id'][month - 1]} {year}", f"as of {day} {MONTHS['en'][month - 1]} {year}")


_USUAL_BOUNDS = (("sejenis_batas_pct", "pct"), ("sejenis_batas_poin", "poin"))


def _usual(rule: Check, finding: Mapping[str, Any], parameters: Mapping[str, Any], judged: Judged | None) -> Text:
    """How honest rows of this kind look: their quantile where peers were measured, else how many pass the rule."""
    share, peers = parameters.get("sejenis_bagian"), parameters.get("sejenis_n")
    bound, unit = next(
        ((parameters[name], unit) for name, unit in _USUAL_BOUNDS if parameters.get(name) is not None), (None, None)
    )
    if bound is not None and share is not None and peers is not None:
        at_most = [quantity(float(bound), unit, language) for language in LANGUAGES]
        of_ten = [number(float(share) * 10, language, 1) for language in LANGUAGES]
        return Text(
            f"{of_ten[0]} dari 10 pekerjaan sejenis paling banyak {at_most[0]} di titik ini"
            f" (dari {number(peers, 'id', 0)} baris sejenis)",
            f"{of_ten[1]} of 10 lines of this kind are at {at_most[1]} or less at this point"
            f" (of {number(peers, 'en', 0)} such lines)",
        )
    if judged is None or judged.passed + judged.failed == 0:
        return Text(
            f"aturan ini membandingkan dengan {_compared(rule, finding).source.id}; {rule.why.id}",
            f"this rule compares with {_compared(rule, finding).source.en}; {rule.why.en}",
        )
    total = judged.passed + judged.failed
    shares = [number(judged.passed / total * 100, language) for language in LANGUAGES]
    return Text(
        f"{number(judged.passed, 'id', 0)} dari {number(total, 'id', 0)} yang dinilai aturan ini malam itu sesuai"
        f" ({shares[0]} %)",
        f"{number(judged.passed, 'en', 0)} of {number(total, 'en', 0)} judged by this rule that night agree"
        f" ({shares[1]} %)",
    )


def _limit(row: Mapping[str, Any]) -> Text:
    """One threshold with the day it came into force and its basis."""
    name, _, unit = str(row["nama"]).rpartition("_")
    known = unit in ("pct", "poin", "idr", "hari")
    plain = name if known else str(row["nama"])
    words = _words("ambang").get(plain, _spelled(plain))

    def written(language: Language) -> str:
        value = row["nilai"]
        figure = quantity(value, unit if known else None, language) if isinstance(value, (int, float)) else str(value)
        since = words_of("sejak", str(row["sejak"]), language)
        return f"{words.of(language)} {figure} ({Text('sejak', 'since').of(language)} {since}; {row['dasar']})"

    return _both(written)


def _case(finding: Mapping[str, Any], members: int) -> Text:
    """Why the finding stands where it does, and which field is blamed once all of the case is seen."""
    kind = CASE_WORDS[str(finding["sebab_kasus"])]
    others = members - 1
    lead = finding["kasus"] == finding["finding_id"]
    role = (
        Text(f"temuan utama, menjelaskan {others} lainnya", f"the primary finding, explaining {others} more")
        if lead
        else Text(f"dijelaskan oleh temuan {finding['kasus']}", f"explained by finding {finding['kasus']}")
    )
    column = finding.get("kolom_kasus")
    if column is None or finding["sebab_kasus"] not in ("sebab_akibat", "baris_sama", "satuan"):
        return Text(f"{kind.id}; {role.id}", f"{kind.en}; {role.en}")
    word = CODES.get(column, _spelled(column))
    edit = causes().edits.get(str(finding["aturan"]), frozenset())
    against = opposing_trust(edit, column)
    firmer = against > trust(column)
    why = Text(
        "paling sedikit yang harus keliru agar semuanya terjelaskan"
        + (", dan pembandingnya lebih tepercaya" if firmer else ""),
        "the least that must be wrong to explain them all"
        + (", and what it is held against is better trusted" if firmer else ""),
    )
    return Text(
        f"{kind.id}; {role.id}; yang perlu dilihat dahulu: {word.id} ({why.id})",
        f"{kind.en}; {role.en}; to look at first: {word.en} ({why.en})",
    )


CASE_WORDS: Mapping[str, Text] = {
    "sendiri": Text("berdiri sendiri", "stands alone"),
    "sebab_akibat": Text("satu penyebab dan akibatnya", "one cause and what follows from it"),
    "baris_sama": Text("satu isian pada baris yang sama", "one field of the same line"),
    "templat": Text("satu kesalahan formulir di banyak baris", "one fault of the form in many rows"),
    "induk": Text("penjumlahan pada lembar yang sama", "sums over the same sheet"),
    "salinan": Text("angka yang sama persis di beberapa laporan", "the same figure in several reports"),
    "satuan": Text("kekeliruan digit atau satuan", "a slip of a digit or a unit"),
    "berkas": Text("satu berkas yang keliru", "one wrong file"),
    "opd": Text("jumlah OPD dan baris yang menjelaskannya", "an agency's total and the line that explains it"),
    "berulang": Text("pertanyaan yang sama dari periode ke periode", "the same question period after period"),
}
"""What holds a case together, as words (``schemas.finding.CAUSES``)."""
