"""The sentence of a finding, rendered on reading in the reader's language from the rule's message and its numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import orjson
import polars as pl

from checks.phrasing import UNITS, fill, period_words, words_of
from checks.rule import Check
from schemas.text import Language, Text

NOTHING = Text("(tidak ada)", "(none)")
NO_AGENCY = Text("OPD yang belum dikenali", "an agency not yet recognised")
AND_OTHERS = Text(" dan lainnya", " and others")


def number(value: float, language: Language, decimals: int = 2) -> str:
    """``value`` with the thousands and decimal marks of the language, without needless decimals."""
    if not math.isfinite(value):
        return str(value)
    text = f"{value:,.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "id" else text


def quantity(value: float | None, unit: str | None, language: Language) -> str:
    """``value`` in ``unit`` as people write it: ``Rp 1.234.567``, ``95,32%``."""
    if value is None:
        return NOTHING.of(language)
    if unit == "idr":
        return ("-" if value < 0 else "") + "Rp " + number(abs(value), language, 0)
    suffix = UNITS[unit].of(language) if unit in UNITS else ""
    return number(value, language) + suffix


def _parameter(name: str, value: object, language: Language) -> str:
    if value is None:
        return NOTHING.of(language)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return words_of(name, str(value), language)
    for suffix, unit in (("_idr", "idr"), ("_pct", "pct")):
        if name.endswith(suffix):
            return quantity(value, unit, language)
    if name == "tahun":
        return str(value)
    return number(value, language)


def sentence(rule: Check, finding: dict[str, object], language: Language, names: Mapping[str, str]) -> str:
    """The message of ``rule`` for one row of ``schemas.finding.Finding`` given as a dict.

    ``names`` gives agencies their names; a code without one is shown as the code.
    """
    unit = str(finding["satuan"])
    parts: dict[str, object] = {
        **orjson.loads(str(finding["subjek"])),
        **orjson.loads(str(finding["parameter"])),
    }
    words = {name: _parameter(name, value, language) for name, value in parts.items()}
    units = {name: "pct" for name in parts if name.endswith("_pct")}
    for name, column in (("observed", "teramati"), ("expected", "harapan"), ("difference", "selisih")):
        text = finding.get(f"{column}_teks")
        value = finding[column]
        if text is None:
            words[name], units[name] = quantity(_as_float(value), unit, language), unit
        else:
            words[name] = words_of(name, str(text), language)
    words.update(
        {
            name: f"{names[value]} ({value})"
            for name, value in parts.items()
            if isinstance(value, str) and value in names
        }
    )
    if "sel_contoh" in words and (_as_float(finding["teramati"]) or 0) > len(words["sel_contoh"].split(", ")):
        words["sel_contoh"] += AND_OTHERS.of(language)
    agency = str(finding["kode_opd"] or NO_AGENCY.of(language))
    words["kode_opd"] = names.get(agency, agency)
    words["periode"] = period_words(str(finding["periode"]), language)
    return fill(rule.message.of(language), words, units, language)


def _as_float(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


def render(findings: pl.DataFrame, rules: dict[str, Check], names: Mapping[str, str]) -> pl.DataFrame:
    """[finding_id, judul, judul_en, pesan, pesan_en] for every finding."""
    rows = [
        (
            row["finding_id"],
            rules[row["aturan"]].title.id,
            rules[row["aturan"]].title.en,
            sentence(rules[row["aturan"]], row, "id", names),
            sentence(rules[row["aturan"]], row, "en", names),
        )
        for row in findings.iter_rows(named=True)
    ]
    columns = ("finding_id", "judul", "judul_en", "pesan", "pesan_en")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
