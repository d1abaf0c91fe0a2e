"""The first sheet, *Hasil Pemeriksaan*, as the XML of a worksheet: printable, sortable, answerable."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from review.workbook import words
from review.workbook.contents import Question, Report
from review.workbook.fingerprint import Fingerprint, write_mark
from review.workbook.text import printable
from schemas.text import Text
from sources.returned import TITLE

WIDTHS = (2, 5, 15, 58, 17, 17, 22, 32, 22)
"""Characters of columns A..I; A is hidden and holds the marks."""
LAST = "I"
POINTS_A_LINE = 13.5
EXAMPLES = 3
MAX_LINKS = 65_000


@dataclass(frozen=True, slots=True)
class Front:
    """The sheet, and which rows hold the table (its heading first; None: nothing is asked)."""

    xml: bytes
    table: tuple[int, int] | None


@dataclass(slots=True)
class _Rows:
    """The sheet being written, from top to bottom."""

    styles: Mapping[str, int]
    xml: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    row: int = 0

    def add(self, cells: Mapping[str, tuple[str, str]], height: float) -> int:
        """One row of ``column -> (style, text)``; returns its number."""
        self.row += 1
        written = "".join(self._cell(col, *cells[col]) for col in sorted(cells))
        self.xml.append(f'<row r="{self.row}" ht="{height:g}" customHeight="1">{written}</row>')
        return self.row

    def line(self, style: str, text: str, mark: str = "", *, since: str = "B") -> int:
        """A text across the sheet from column ``since``."""
        width = sum(WIDTHS[ord(since) - 65 :])
        tall = {"title": 24.0, "section": 20.0}.get(style, 0.0)
        cells = {since: (style, text)} | ({"A": ("text", mark)} if mark else {})
        row = self.add(cells, max(tall, _height(text, width)))
        self.merged.append(f"{since}{row}:{LAST}{row}")
        return row

    def gap(self) -> None:
        """An empty row."""
        self.row += 1

    def link(self, col: str, sheet: str, place: str) -> None:
        """Lead from the cell of the current row to a place of the workbook."""
        if len(self.links) < MAX_LINKS:
            target = "'" + sheet.replace("'", "''") + "'!" + place
            self.links.append(f'<hyperlink ref="{col}{self.row}" location={quoteattr(target)}/>')

    def _cell(self, col: str, style: str, text: str) -> str:
        number = self.styles[style]
        if not text:
            return f'<c r="{col}{self.row}" s="{number}"/>'
        said = escape(printable(text))
        return f'<c r="{col}{self.row}" s="{number}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def front_sheet(report: Report, mark: str, key: bytes, styles: Mapping[str, int], *, strict: bool = False) -> Front:
    """The sheet for ``report``; ``mark`` tells the reader what it is, ``key`` seals the fingerprints."""
    rows = _Rows(styles)
    _write_head(rows, report, mark)
    choices: tuple[int, int] | None = None
    table: tuple[int, int] | None = None
    if report.asked:
        choices = _write_guide(rows, report)
        table = _write_questions(rows, report, key)
    else:
        rows.line("bold", words.THANKS.of(report.language))
    _write_told(rows, report)
    return Front(_worksheet(rows, report, choices, table, strict).encode(), table)


def _write_head(rows: _Rows, report: Report, mark: str) -> None:
    language = report.language
    rows.line("title", TITLE, mark)
    rows.line("bold", f"{report.agency} · {report.subject}")
    rows.line("note", words.CHECKED.of(language).format(name=report.name, day=f"{report.as_of:%d-%m-%Y}"))
    rows.line("note", words.MOTTO.of(language))
    rows.gap()
    for title, lines in ((words.GOOD, report.passed), (words.REMARKS, report.remarks)):
        if lines:
            rows.line("section", title.of(language))
            for text in lines:
                rows.line("text", text)
            rows.gap()


def _write_guide(rows: _Rows, report: Report) -> tuple[int, int]:
    """Summary and legend; returns the rows of the labels, which the list of responses is taken from."""
    language = report.language
    cases = list(report.cases())
    rows.line("section", words.ASKED.of(language).format(n=len(report.asked), cases=len(cases)))
    rows.line("text", words.HOW.of(language))
    rows.line("bold", words.SUMMARY.of(language))
    for case, questions in cases:
        examples = ", ".join(_place_words(each, report) for each in questions[:EXAMPLES])
        phrase = words.CASE if len(questions) > EXAMPLES else words.CASE_ALONE
        rows.line("text", "• " + phrase.of(language).format(n=len(questions), case=case, examples=examples))
    rows.line("bold", words.MEANING.of(language))
    labels = []
    for label, meaning in words.CHOICES.values():
        labels.append(
            rows.add(
                {"C": ("bold", label.of(language)), "D": ("text", meaning.of(language))},
                max(_height(label.of(language), WIDTHS[2]), _height(meaning.of(language), sum(WIDTHS[3:]))),
            )
        )
        rows.merged.append(f"D{rows.row}:{LAST}{rows.row}")
    rows.gap()
    return labels[0], labels[-1]


def _write_questions(rows: _Rows, report: Report, key: bytes) -> tuple[int, int]:
    headings = {chr(66 + n): ("head", text.of(report.language)) for n, text in enumerate(words.HEADINGS)}
    first = rows.add(headings, 18)
    number = 0
    for case, questions in report.cases():
        for k, question in enumerate(questions, 1):
            number += 1
            phrase = words.OF_CASE if question.title == case else words.BY_CASE
            named = phrase.of(report.language).format(title=question.title, case=case, k=k, n=len(questions))
            title = named if len(questions) > 1 else question.title
            _write_question(rows, report, question, number, title, key)
    return first, rows.row


def _write_question(rows: _Rows, report: Report, question: Question, number: int, title: str, key: bytes) -> None:
    settles = words.SETTLES.of(report.language).format(what=question.settles) if question.settles else ""
    text = "\n".join(filter(None, (f"{title}. {question.text}", settles, question.standing))).replace("Rp ", "Rp\u00a0")
    texts = {
        "A": ("text", write_mark(key, Fingerprint(question.finding_id, question.values, report.berkas))),
        "B": (question.severity if question.severity in rows.styles else "number", str(number)),
        "C": ("link" if question.lembar else "cell", _place_words(question, report)),
        "D": ("cell", text),
        "E": ("cell", question.observed),
        "F": ("cell", question.expected),
        "G": ("answer", ""),
        "H": ("answer", ""),
        "I": ("answer", ""),
    }
    rows.add(texts, max(_height(texts[col][1], WIDTHS[ord(col) - 65]) for col in "CDEF"))
    if question.lembar:
        rows.link("C", question.lembar, question.place)


def _write_told(rows: _Rows, report: Report) -> None:
    if not report.told:
        return
    rows.gap()
    rows.line("section", words.TOLD.of(report.language))
    for question in report.told:
        text = f"{question.title}. {question.text}"
        place = _place_words(question, report)
        rows.add(
            {"C": ("link" if question.lembar else "text", place), "D": ("text", text)},
            max(_height(place, WIDTHS[2]), _height(text, sum(WIDTHS[3:]))),
        )
        rows.merged.append(f"D{rows.row}:{LAST}{rows.row}")
        if question.lembar:
            rows.link("C", question.lembar, question.place)


def _place_words(question: Question, report: Report) -> str:
    if question.lembar is None:
        return words.WHOLE_FILE.of(report.language)
    if question.sel is not None:
        return f"{question.lembar} {question.sel}"
    phrase: Text = words.WHOLE_ROW if question.baris else words.WHOLE_SHEET
    return phrase.of(report.language).format(sheet=question.lembar, row=question.baris)


def _height(text: str, width: float) -> float:
    """Points a wrapped text needs; not every spreadsheet program fits rows by itself."""
    lines = sum(max(1, math.ceil(len(part) / (width * 1.1))) for part in text.split("\n"))
    return min(400.0, lines * POINTS_A_LINE + 2)


def _worksheet(
    rows: _Rows, report: Report, choices: tuple[int, int] | None, table: tuple[int, int] | None, strict: bool
) -> str:
    space = "purl.oclc.org/ooxml/spreadsheetml/main" if strict else "schemas.openxmlformats.org/spreadsheetml/2006/main"
    columns = f'<col min="1" max="1" width="{WIDTHS[0]}" hidden="1" customWidth="1"/>' + "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(WIDTHS[1:], 2)
    )
    parts = [
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://{space}">',
        '<sheetPr><tabColor rgb="FF1F3A4D"/><pageSetUpPr fitToPage="1"/></sheetPr>',
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>',
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows.xml)}</sheetData>',
    ]
    if table:
        parts.append(f'<autoFilter ref="A{table[0]}:{LAST}{table[1]}"/>')
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in rows.merged)
    parts.append(f'<mergeCells count="{len(rows.merged)}">{merged}</mergeCells>')
    if table and choices:
        parts.append(
            '<dataValidations count="1"><dataValidation type="list" errorStyle="warning" allowBlank="1" '
            f'showInputMessage="1" showErrorMessage="1" promptTitle={quoteattr(words.HEADINGS[5].of(report.language))} '
            f'prompt={quoteattr(words.CHOOSE.of(report.language))} sqref="G{table[0] + 1}:G{table[1]}">'
            f"<formula1>$C${choices[0]}:$C${choices[1]}</formula1></dataValidation></dataValidations>"
        )
    if rows.links:
        parts.append(f"<hyperlinks>{''.join(rows.links)}</hyperlinks>")
    parts.append(
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>&amp;L{escape(_footer(report.agency))}&amp;R"
        f"{escape(words.PAGE.of(report.language))}</oddFooter></headerFooter></worksheet>"
    )
    return "".join(parts)


def _footer(text: str) -> str:
    """``&`` begins a code in headers and footers."""
    return printable(text).replace("&", "&&")[:120]
