"""Office Open XML workbooks: cells by calamine, errors put back, layers by searching the sheets' XML on demand."""

from __future__ import annotations

from sources.decoding.archive import Archive
from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.extent import extent
from sources.decoding.problems import Limits
from sources.decoding.sheet import Sheet
from sources.decoding.sheet_xml import SheetXml
from sources.decoding.sparse import Places, compacted, spread
from sources.decoding.workbook_xml import WorkbookXml


def read_xlsx(data: bytes, archive: Archive, limits: Limits) -> list[Sheet]:
    """Sheets of an .xlsx/.xlsm file, errors as ErrorCell, layers attached. Raises DecodeError."""
    workbook = WorkbookXml(archive)
    far = [member for member in workbook.members.values() if _reaches_too_far(archive, member, limits)]
    places: dict[str, Places] = {}
    if far:
        data, places = compacted(archive, far, limits)
    sheets = read_sheets(open_workbook(data), limits)
    for sheet in sheets:
        member = workbook.members.get(sheet.name, "")
        if member in places:
            spread(sheet, places[member])
        sheet.layers = SheetXml(workbook, member)
        sheet.layers.restore_errors(sheet.rows)
    return sheets


def _reaches_too_far(archive: Archive, member: str, limits: Limits) -> bool:
    if member not in archive.members:
        return False
    rows, cols = extent(archive.read(member), limits.cells)
    return rows * cols > limits.cells
