"""Old binary workbooks (.xls)."""

from __future__ import annotations

from sources.decoding.calamine_cells import open_workbook, read_sheets
from sources.decoding.problems import Limits, encrypted
from sources.decoding.sheet import Sheet

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read_xls(data: bytes, limits: Limits) -> list[Sheet]:
    """Sheets of a BIFF workbook, with or without its compound-file wrapping. Raises DecodeError."""
    if ENCRYPTED_PACKAGE in data:
        raise encrypted()
    return read_sheets(open_workbook(data), limits)
