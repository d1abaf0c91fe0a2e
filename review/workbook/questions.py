"""From open findings to what each agency is asked: one report a file in force, one for what has not come at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from checks.cases import SEVERITY_ORDER
from checks.phrasing import period_words
from checks.queue import ASKING
from checks.registry import rules
from checks.rule import THEMES
from checks.words import number, quantity, sentence
from review.workbook.contents import Question, Report, Share
from review.workbook.words import STANDING
from schemas.text import Language, Text

WAITING = ("baru", "diklarifikasi_opd", "ditinjau", "diterima")
"""Standings in which the agency still has something to do or to know."""
RETURNED = ("berlaku", "tak_terbaca")
"""States of files that go back; what was replaced, or is reference data of ours, does not."""
ROWS = Text(
    "{read} baris dibaca: {published} terbit, {held} ditahan sampai ada kejelasan, {aside} judul, jumlah dan catatan.",
    "{read} rows read: {published} published, {held} held until clarified, {aside} headings, sums and notes.",
)
EXAMINED = Text(
    "Di seluruh laporan {agency}: {passed} dari {examined} hal yang dapat dinilai sesuai.",
    "In all reports of {agency}: {passed} of {examined} points that could be judged are in order.",
)
BY_THEME = Text("Rinciannya: {themes}.", "In detail: {themes}.")
NOT_CAME = Text("Laporan yang belum diterima", "Reports not received yet")
FORMS = {"e81": "E.81", "e81_ringkas": "E.81"}
NO_PERIOD = "tanpa-periode"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A report, whose it is, and the folder of its period."""

    kode_opd: str
    periode: str
    report: Report


@dataclass(frozen=True)
class Told:
    """What the night knows. ``findings``: ``ledger.findings.load_findings``; ``files``: ``schemas.outputs.Berkas``;
    ``documents``: ``schemas.dokumen.Dokumen``; ``coverage``: ``schemas.finding.Coverage``; ``names`` of agencies by
    code; ``notes`` for senders by hash of the file; ``shares`` of files of several agencies, by hash and agency."""

    findings: pl.DataFrame
    files: pl.DataFrame
    documents: pl.DataFrame
    coverage: pl.DataFrame
    names: Mapping[str, str]
    notes: Mapping[str, tuple[Text, ...]]
    shares: Mapping[str, Mapping[str, Share]]
    as_of: date
    language: Language

    @cached_property
    def primary(self) -> dict[str, str]:
        """The rule of the primary finding by case, as far as it is open and still a rule."""
        known = self.findings.filter(pl.col("aturan").is_in(list(rules())))
        return dict(known.select("finding_id", "aturan").iter_rows())


def reports(told: Told) -> list[Addressed]:
    """What goes back tonight, in the order of agencies and files; of a file of several agencies each gets its share.

    A file in which no agency is known goes to nobody.
    """
    by_file, of_agency = _by_place(told)
    passed = _passed(told)
    first = told.documents.unique("berkas", keep="first")
    first_name = dict(first.select("berkas", "nama_berkas").iter_rows())
    seals = dict(first.select("berkas", "segel").drop_nulls().iter_rows())
    found = []
    for row, share in _addressed(told):
        agency = told.names.get(row["kode_opd"], row["kode_opd"])
        theirs = (row["kode_opd"],) if share else (row["kode_opd"], None)
        questions = [each for each in by_file.get(row["berkas"], []) if each["kode_opd"] in theirs]
        report = Report(
            berkas=row["berkas"],
            name=first_name.get(row["berkas"], row["nama_berkas"]),
            agency=agency,
            subject=_subject(row, told.language),
            as_of=told.as_of,
            language=told.language,
            passed=(*(() if share else (_rows(row, told.language),)), *passed.get(row["kode_opd"], ())),
            asked=_questions(questions, told, asking=True),
            told=_questions(questions, told, asking=False),
            remarks=tuple(note.of(told.language) for note in told.notes.get(row["berkas"], ())),
            share=share,
            seal=seals.get(row["berkas"], ""),
        )
        found.append(Addressed(row["kode_opd"], row["periode"] or NO_PERIOD, report))
    return found + [_of_missing(kode, rows, told, passed) for kode, rows in sorted(of_agency.items())]


def _addressed(told: Told) -> list[tuple[dict[str, Any], Share]]:
    """The files that go back, each with its agency, and with what of it goes back where it holds several."""
    rows = told.files.filter(pl.col("keadaan").is_in(RETURNED)).to_dicts()
    whole: list[tuple[dict[str, Any], Share]] = [(row, ()) for row in rows if row["kode_opd"] is not None]
    parts = [
        (row | {"kode_opd": agency}, share)
        for row in rows
        if row["kode_opd"] is None
        for agency, share in told.shares.get(row["berkas"], {}).items()
    ]
    return sorted(whole + parts, key=lambda each: (each[0]["kode_opd"], each[0]["nama_berkas"], each[0]["berkas"]))


def _by_place(told: Told) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """Open findings by the file they speak of, and those that speak of no file by agency; the heaviest first."""
    weight = pl.col("kecurigaan") * pl.max_horizontal(pl.col("dampak_idr").fill_null(0), 1)
    severity = pl.col("keparahan").replace_strict(SEVERITY_ORDER, return_dtype=pl.Int8)
    ordered = told.findings.filter(pl.col("status").is_in(WAITING)).sort(
        severity.min().over("berkas", "kasus"), -weight.max().over("berkas", "kasus"), "kasus",
        pl.col("finding_id") != pl.col("kasus"), severity, -weight, "finding_id",
    )  # fmt: skip
    by_file: dict[str, list[dict[str, Any]]] = {}
    of_agency: dict[str, list[dict[str, Any]]] = {}
    for row in ordered.iter_rows(named=True):
        if row["berkas"] is not None:
            by_file.setdefault(row["berkas"], []).append(row)
        elif row["kode_opd"] is not None and _asks(row):
            of_agency.setdefault(row["kode_opd"], []).append(row)
    return by_file, of_agency


def _of_missing(kode: str, rows: list[dict[str, Any]], told: Told, passed: Mapping[str, tuple[str, ...]]) -> Addressed:
    report = Report(
        berkas="",
        name=NOT_CAME.of(told.language),
        agency=told.names.get(kode, kode),
        subject=NOT_CAME.of(told.language),
        as_of=told.as_of,
        language=told.language,
        passed=passed.get(kode, ()),
        asked=_questions(rows, told, asking=True),
    )
    return Addressed(kode, str(told.as_of.year), report)


def _questions(rows: list[dict[str, Any]], told: Told, *, asking: bool) -> tuple[Question, ...]:
    language = told.language
    return tuple(
        Question(
            finding_id=row["finding_id"],
            values=row["value_hash"],
            severity=row["keparahan"],
            case=rules()[told.primary.get(row["kasus"], row["aturan"])].title.of(language),
            title=rules()[row["aturan"]].title.of(language),
            text=sentence(rules()[row["aturan"]], row, language, told.names),
            observed=_figure(row, "teramati", language),
            expected=_figure(row, "harapan", language),
            settles=rules()[row["aturan"]].settles.of(language),
            standing=STANDING[row["status"]].of(language) if row["status"] in STANDING else "",
            lembar=row["lembar"],
            sel=row["sel"],
            baris=row["baris"],
        )
        for row in rows
        if _asks(row) == asking and row["aturan"] in rules()
    )


def _asks(row: dict[str, Any]) -> bool:
    """Whether an answer is asked for; a rule that only advises, for its false alarms, asks nobody."""
    return row["keparahan"] in ASKING and not row["penasihat"]


def _figure(row: dict[str, Any], name: str, language: Language) -> str:
    words, value = row[f"{name}_teks"], row[name]
    return str(words) if words is not None else "" if value is None else quantity(value, row["satuan"], language)


def _rows(row: dict[str, Any], language: Language) -> str:
    counts = {name: number(row[f"baris_{field}"], language, 0) for name, field in _COUNTED.items()}
    return ROWS.of(language).format(**counts)


_COUNTED = {"read": "dibaca", "published": "terbit", "held": "ditahan", "aside": "disisihkan"}


def _subject(row: dict[str, Any], language: Language) -> str:
    forms = [name for name in str(row["dataset"] or "").split(", ") if name]
    words = " dan ".join(dict.fromkeys(FORMS.get(name, name.upper().replace("_", " ")) for name in forms))
    periods = [period_words(each, language) for each in str(row["periode"] or "").split(" s.d. ") if each]
    return " · ".join(filter(None, (words, "–".join(periods))))


def _passed(told: Told) -> dict[str, tuple[str, ...]]:
    """What was examined of each agency and found in order, over all it sent."""
    language = told.language
    totals = (
        told.coverage.filter(pl.col("alasan").is_null())
        .group_by("kode_opd", pl.col("aturan").str.slice(0, 3).alias("tema"))
        .agg(pl.col("lolos").sum(), (pl.col("lolos") + pl.col("gagal")).sum().alias("dinilai"))
        .filter(pl.col("dinilai") > 0)
        .sort("kode_opd", "tema")
    )
    lines: dict[str, tuple[str, ...]] = {}
    for (kode,), themes in totals.group_by("kode_opd", maintain_order=True):
        parts = [
            f"{THEMES[tema][1].of(language)} {number(lolos, language, 0)}/{number(dinilai, language, 0)}"
            for tema, lolos, dinilai in themes.select("tema", "lolos", "dinilai").iter_rows()
        ]
        agency = told.names.get(str(kode), str(kode))
        counts = {name: number(int(themes[column].sum()), language, 0) for name, column in _SUMMED.items()}
        lines[str(kode)] = (
            EXAMINED.of(language).format(agency=agency, **counts),
            BY_THEME.of(language).format(themes="; ".join(parts)),
        )
    return lines


_SUMMED = {"passed": "lolos", "examined": "dinilai"}
