"""The workbook part: our sheet first (or in the place it had), names and views moved along, nothing fetched or run."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from review.workbook.package import NotEditableError, Package, prefix_of, with_child
from review.workbook.words import SHEET
from sources.decoding.workbook_xml import attributes, text_of

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_KINDS = ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet")
_MACRO_BOOK = re.compile(rb"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml")
_AFTER_NAMES = (
    b"calcPr|oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr|"
    b"webPublishObjects|extLst"
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as listed in the workbook: its name, and the part that holds it."""

    name: str
    part: str


def sheets_of(package: Package) -> list[SheetPart]:
    """The sheets in order."""
    targets = {relation.id: relation.target for relation in package.relations(package.book)}
    found = []
    for match in _listed(package.read(package.book)):
        named = attributes(match[1])
        relation = next((value for key, value in named.items() if key.endswith(b":id")), b"").decode()
        found.append(SheetPart(text_of(named.get(b"name", b"")), targets.get(relation, "")))
    return found


def add_first_sheet(package: Package) -> SheetPart:
    """List a new sheet before all others; its part is still to be written."""
    xml = package.read(package.book)
    p = prefix_of(xml, "workbook")
    part = package.free_name("xl/worksheets/sheetJujur{}.xml")
    name = _free_sheet_name({sheet.name.casefold() for sheet in sheets_of(package)})
    numbers = [int(attributes(match[1]).get(b"sheetId", b"0") or 0) for match in _listed(xml)]
    package.declare(part, SHEET_TYPE)
    relation = package.relate(package.book, "worksheet", part)
    space = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if package.strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    line = f'sheet xmlns:r="{space}" name={quoteattr(name)} sheetId="{max(numbers, default=0) + 1}" r:id="{relation}"/>'
    xml = with_child(xml, "sheets", line, first=True)
    local = re.compile(rb"(<" + p + rb'definedName\s[^>]*?localSheetId=")(\d+)(")')
    xml = local.sub(lambda found: found[1] + str(int(found[2]) + 1).encode() + found[3], xml)
    package.write(package.book, xml)
    return SheetPart(name, part)


def show_sheet(package: Package, shown: SheetPart) -> None:
    """Open the workbook on one sheet; two sheets selected at once would both be typed into."""
    sheets = sheets_of(package)
    index = str([sheet.part for sheet in sheets].index(shown.part)).encode()
    xml = package.read(package.book)

    def view(found: re.Match[bytes]) -> bytes:
        kept = re.sub(rb'\s(?:activeTab|firstSheet)="[^"]*"', b"", found[2])
        return found[1] + kept + b' activeTab="' + index + b'"' + found[3]

    p = prefix_of(xml, "workbook")
    package.write(package.book, re.sub(rb"(<" + p + rb"workbookView)((?:\s[^>]*?)?)(/?>)", view, xml))
    for sheet in sheets:
        if sheet.part != shown.part and sheet.part in package:
            _deselect(package, sheet.part)


def name_table(package: Package, sheet: SheetPart, table: tuple[int, int] | None) -> None:
    """The names Excel keeps beside a sheet: the heading repeated in print, and the area of its filter."""
    names = _without_names_of(package, sheet)
    if table is None:
        return
    xml = package.read(package.book)
    p = prefix_of(xml, "workbook").decode()
    index = [each.part for each in sheets_of(package)].index(sheet.part)
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    first, last = table
    lines = (
        f'definedName name="_xlnm._FilterDatabase" localSheetId="{index}" hidden="1">'
        f"{quoted}!$A${first}:$I${last}</{p}definedName>",
        f'definedName name="_xlnm.Print_Titles" localSheetId="{index}">{quoted}!${first}:${first}</{p}definedName>',
    )
    if not names:
        xml = _with_names(xml, p.encode())
    for line in reversed(lines):
        xml = with_child(xml, "definedNames", line, first=True)
    package.write(package.book, xml)


def calm(package: Package) -> bool:
    """Leave out macros, and ask for no update of links to other workbooks; True if there were macros."""
    gone = package.drop_relations(package.book, MACRO_KINDS)
    for part in gone:
        package.drop(part)
        folder, _, name = part.rpartition("/")
        package.drop(f"{folder}/_rels/{name}.rels")
    types = package.read("[Content_Types].xml")
    plain = _MACRO_BOOK.sub(BOOK_TYPE, types)
    if plain != types:
        package.write("[Content_Types].xml", plain)
    xml = package.read(package.book)
    if b"externalReference" in xml:
        p = prefix_of(xml, "workbook")
        kept = re.sub(rb"(<" + p + rb'workbookPr(?:\s[^>]*?)?)\supdateLinks="[^"]*"', rb"\1", xml)
        package.write(package.book, re.sub(rb"(<" + p + rb"workbookPr)(?=[\s/>])", rb'\1 updateLinks="never"', kept))
    return bool(gone) or plain != types


def _listed(xml: bytes) -> list[re.Match[bytes]]:
    return list(re.finditer(rb"<(?:\w+:)?sheet\s([^>]*)>", xml))


def _free_sheet_name(taken: set[str]) -> str:
    name, number = SHEET, 2
    while name.casefold() in taken:
        name, number = f"{SHEET} {number}", number + 1
    return name


def _deselect(package: Package, part: str) -> None:
    xml = package.read(part)
    start = xml.find(b"sheetViews")
    end = xml.find(b"sheetData", start) if start >= 0 else -1
    head = xml[start:end] if start >= 0 else b""
    if b"tabSelected" in head:
        quiet = re.sub(rb'tabSelected="[^"]*"', b'tabSelected="0"', head)
        if quiet != head:
            package.write(part, xml[:start] + quiet + xml[end:])


def _without_names_of(package: Package, sheet: SheetPart) -> bool:
    """Take the names of our sheet away (from an earlier time); whether there is a list of names at all."""
    xml = package.read(package.book)
    index = str([each.part for each in sheets_of(package)].index(sheet.part)).encode()
    p = prefix_of(xml, "workbook")
    name = rb"<" + p + rb'definedName\s[^>]*?localSheetId="' + index + rb'"[^>]*>.*?</' + p + rb"definedName>"
    kept = re.sub(name, b"", xml, flags=re.DOTALL)
    if kept != xml:
        package.write(package.book, kept)
    return re.search(rb"<" + p + rb"definedNames[\s>/]", kept) is not None


def _with_names(xml: bytes, p: bytes) -> bytes:
    """``xml`` with an empty list of names in its place; what is empty is filled at once."""
    end = xml.rfind(b"</" + p + b"sheets>")
    after = re.compile(rb"<" + p + rb"(?:" + _AFTER_NAMES + rb")[\s/>]|</" + p + rb"workbook>").search(xml, end)
    if end < 0 or after is None:
        raise NotEditableError("no place for names")
    return xml[: after.start()] + b"<" + p + b"definedNames></" + p + b"definedNames>" + xml[after.start() :]
