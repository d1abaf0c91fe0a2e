"""Office Open XML workbooks: cells by calamine, errors put back, layers by searching the sheets' XML on demand."""

from __future__ import annotations

from sources.decoding.archive import Archive
from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.problems import Limits
from sources.decoding.sheet import Sheet
from sources.decoding.sheet_xml import SheetXml, WorkbookXml


def read_xlsx(data: bytes, archive: Archive, limits: Limits) -> list[Sheet]:
    """Sheets of an .xlsx/.xlsm file, errors as ErrorCell, layers attached. Raises DecodeError."""
    workbook = WorkbookXml(archive)
    workbook.check(limits)
    sheets = read_sheets(open_workbook(data), limits)
    for sheet in sheets:
        layers = SheetXml(workbook, workbook.member_of(sheet.name))
        layers.restore_errors(sheet.rows)
        sheet.layers = layers
    return sheets
