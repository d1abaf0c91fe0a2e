"""From a payload as it came to the workbook that goes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from review.workbook.book import SheetPart, add_first_sheet, calm, name_table, sheets_of, show_sheet
from review.workbook.cells import Restyle, recolour, restyle
from review.workbook.contents import Question, Report, Share
from review.workbook.from_cells import workbook_of
from review.workbook.front_sheet import front_sheet
from review.workbook.notes import add_notes
from review.workbook.package import NotEditableError, Package
from review.workbook.styles import Styles
from review.workbook.words import COLOURLESS, EMPTIED, NO_MACROS, NOTE, REBUILT, SHARED, SHEET, UNREADABLE
from schemas.text import Text
from sources.decoding import Decoded, Sheet
from sources.decoding.sheet import Position
from sources.returned import content_digest, sheet_mark, split

STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came in, as far as it could be opened: our own sheets of an earlier time apart, the seal over theirs."""

    data: bytes
    ours: tuple[str, ...]
    theirs: tuple[Sheet, ...]
    seal: str = ""


def return_workbook(data: bytes, decoded: Decoded, report: Report, key: bytes) -> bytes:
    """The bytes to send back: ``data`` with our sheet, colours and notes.

    ``decoded`` is what :func:`sources.decoding.decode` made of it. Where it is no .xlsx, or one that nothing can be
    added to, a new workbook is made from its cells; where it could not be opened, one with our sheet alone.
    """
    ours, theirs = split(decoded.sheets)
    if report.share:
        return _rebuilt(_Sent(data, (), _shared(theirs, report.share)), report, key, SHARED)
    sent = _Sent(data, tuple(sheet.name for sheet in ours), tuple(theirs))
    if decoded.kind == "xlsx" and decoded.problem is None:
        try:
            return _edited(sent, report, key)
        except NotEditableError:
            pass
    return _rebuilt(sent, report, key, REBUILT)


def return_sealed(data: bytes, report: Report, key: bytes) -> bytes:
    """:func:`return_workbook` for a whole .xlsx without a sheet of ours that was sealed when it was read.

    Its cells are not looked at again. Raises NotEditableError where it cannot do without.
    """
    return _edited(_Sent(data, (), (), report.seal), report, key)


def _shared(sheets: Sequence[Sheet], share: Share) -> tuple[Sheet, ...]:
    """The sheets with the rows of others blank."""
    rows = dict(share)
    return tuple(
        replace(sheet, rows=[cells if n in kept else [] for n, cells in enumerate(sheet.rows, 1)])
        for sheet in sheets
        if (kept := frozenset(rows.get(sheet.name, ())))
    )


def front_only(report: Report, key: bytes) -> bytes:
    """A workbook with our sheet alone, for what was never sent."""
    return _edited(_Sent(workbook_of(())[0], (SHEET,), ()), report, key)


def _rebuilt(sent: _Sent, report: Report, key: bytes, why: Text) -> bytes:
    if not sent.theirs:
        return front_only(replace(report, remarks=(*report.remarks, UNREADABLE.of(report.language))), key)
    data, names = workbook_of(sent.theirs)

    def moved(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        return tuple(replace(each, lembar=names.get(each.lembar or "")) for each in questions)

    renamed = tuple(replace(sheet, name=names[sheet.name]) for sheet in sent.theirs)
    told = replace(
        report,
        asked=moved(report.asked),
        told=moved(report.told),
        remarks=(*report.remarks, why.of(report.language)),
    )
    return _edited(_Sent(data, (), renamed), told, key)


def _edited(sent: _Sent, report: Report, key: bytes) -> bytes:
    package = Package(sent.data)
    language = report.language
    if calm(package):
        report = replace(report, remarks=(*report.remarks, NO_MACROS.of(language)))
    styles_part = next((r.target for r in package.relations(package.book) if r.kind == "styles"), None)
    styles = Styles(package.read(styles_part) if styles_part else b"", strict=package.strict)
    sheets = sheets_of(package)
    front = next((sheet for sheet in sheets if sheet.name in sent.ours), None)
    parts = {sheet.name: sheet.part for sheet in sheets if sheet.part in package and sheet.name not in sent.ours}
    marked = [_mark_cells(package, part, _of_sheet(report, name), report, styles) for name, part in parts.items()]
    if not all(marked):
        report = replace(report, remarks=(*report.remarks, COLOURLESS.of(language)))
    for copy in sheets:
        if copy.name in sent.ours and front is not None and copy.part != front.part:
            _fill(package, copy, replace(report, asked=(), told=(), passed=(EMPTIED.of(language),)), "", key, styles)
    front = front or add_first_sheet(package)
    mark = sheet_mark(report.berkas, sent.seal or content_digest(sent.theirs), report.name)
    name_table(package, front, _fill(package, front, report, mark, key, styles))
    show_sheet(package, front)
    _keep_styles(package, styles_part, styles)
    return package.save()


def _fill(
    package: Package, sheet: SheetPart, report: Report, mark: str, key: bytes, styles: Styles
) -> tuple[int, int] | None:
    """Write our sheet into its part; returns the rows of its table."""
    package.drop(f"{sheet.part.rpartition('/')[0]}/_rels/{sheet.part.rpartition('/')[2]}.rels")
    front = front_sheet(report, mark, key, styles.front(), strict=package.strict)
    package.write(sheet.part, front.xml)
    return front.table


def _keep_styles(package: Package, part: str | None, styles: Styles) -> None:
    if part is None:
        part = "xl/styles.xml" if "xl/styles.xml" not in package else package.free_name("xl/stylesJujur{}.xml")
        package.declare(part, STYLES_TYPE)
        package.relate(package.book, "styles", part)
    package.write(part, styles.xml())


def _of_sheet(report: Report, name: str) -> list[Question]:
    return [question for question in report.asked if question.lembar == name]


def _mark_cells(package: Package, part: str, asked: Sequence[Question], report: Report, styles: Styles) -> bool:
    """Colour and note the cells of one sheet; False where it cannot be done without risk to the sheet."""
    kept = package.read(part)
    by_cell: dict[Position, list[Question]] = {}
    for question in asked:
        if question.where is not None:
            by_cell.setdefault(question.where, []).append(question)
    try:
        xml = recolour(kept, styles.ours(), _clone(styles, "selesai"))
        wanted = {where: _clone(styles, _heaviest(questions)) for where, questions in by_cell.items()}
        xml = restyle(xml, wanted)
        if xml != kept:
            package.write(part, xml)
        add_notes(package, part, {where: _note(questions, report) for where, questions in by_cell.items()})
    except NotEditableError:
        package.write(part, kept)
        return False
    return True


def _clone(styles: Styles, colour: str) -> Restyle:
    change: Callable[[int], int] = lambda style: styles.clone(style, colour)  # noqa: E731
    return change


def _heaviest(questions: Sequence[Question]) -> str:
    return "blokir" if any(question.severity == "blokir" for question in questions) else "peringatan"


def _note(questions: Sequence[Question], report: Report) -> str:
    text = "\n\n".join(dict.fromkeys(question.text for question in questions))
    return NOTE.of(report.language).format(text=text, front=SHEET)
