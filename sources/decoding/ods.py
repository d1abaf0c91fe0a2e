"""OpenDocument spreadsheets."""

from __future__ import annotations

from sources.decoding.archive import Archive
from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.problems import Limits
from sources.decoding.sheet import Sheet


def read_ods(data: bytes, archive: Archive, limits: Limits) -> list[Sheet]:
    """Sheets of an .ods file. Raises DecodeError."""
    archive.read("content.xml")
    return read_sheets(open_workbook(data), limits)
