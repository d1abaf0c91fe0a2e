"""Old binary workbooks (.xls): cells by calamine, errors put back, layers from the records."""

from __future__ import annotations

import struct

from sources.decoding.biff import SheetRecords, read_records
from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.compound import CompoundFile
from sources.decoding.problems import Limits, damaged, encrypted, too_large, unsupported
from sources.decoding.sheet import Sheet, place_errors
from sources.decoding.sniff import OLE

ENCRYPTED_PACKAGE = "EncryptedPackage"
WHOLE_SHEET = 65_537 * 257
"""No sheet of an old workbook has more cells; the decoder would set memory aside for whatever is announced."""
OTHER_DOCUMENTS = {"WordDocument": "DOC", "PowerPoint Document": "PPT"}


def read_xls(data: bytes, limits: Limits) -> list[Sheet]:
    """Sheets of a binary workbook, with or without its compound-file wrapping. Raises DecodeError."""
    stream = _stream(data) if data.startswith(OLE) else data
    records = read_records(stream)
    for found in records:
        if found.rows * found.cols > limits.cells:
            raise too_large(f"lembar sampai baris {found.rows:,}", f"a sheet reaching row {found.rows:,}")
        if found.claimed > WHOLE_SHEET:
            raise damaged()
    sheets = read_sheets(open_workbook(data), limits)
    if len(records) == len(sheets):
        for sheet, found in zip(sheets, records, strict=True):
            _attach(sheet, found)
    return sheets


def _stream(data: bytes) -> bytes:
    try:
        compound = CompoundFile(data)
        if ENCRYPTED_PACKAGE in compound.entries:
            raise encrypted()
        for entry, name in OTHER_DOCUMENTS.items():
            if entry in compound.entries:
                raise unsupported(name)
        stream = compound.stream("Workbook", "Book", "WORKBOOK", "BOOK")
    except (struct.error, ValueError) as error:
        raise damaged() from error
    if not stream:
        raise unsupported("OLE")
    return stream


def _attach(sheet: Sheet, found: SheetRecords) -> None:
    sheet.layers = found
    place_errors(sheet.rows, found.errors)
