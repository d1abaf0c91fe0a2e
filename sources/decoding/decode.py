"""From a path to sheets: kind by content, safety first, then the decoder for that kind."""

from __future__ import annotations

from pathlib import Path, PurePath

from sources.decoding.archive import Archive, as_utf8, refuse_dtd
from sources.decoding.delimited import read_delimited
from sources.decoding.gzipped import GZIP, unzipped_text
from sources.decoding.markup import read_html
from sources.decoding.ods import read_ods
from sources.decoding.problems import (
    DecodeError,
    Limits,
    damaged,
    empty_file,
    not_a_workbook,
    too_large,
    unsupported,
)
from sources.decoding.records import read_json, read_parquet
from sources.decoding.sheet import Decoded, Sheet
from sources.decoding.sniff import sniff
from sources.decoding.xls import read_xls
from sources.decoding.xlsx import read_xlsx

DEFAULT = Limits()


def decode(path: Path, name: str, limits: Limits = DEFAULT) -> Decoded:
    """The sheets of the payload at ``path``, called ``name`` by its sender.

    Never raises for what is in the file: bad bytes give a ``problem``. Raises OSError if the path cannot be read.
    """
    try:
        size = path.stat().st_size
        if size == 0:
            raise empty_file()
        if size > limits.file_bytes:
            raise too_large(f"{size:,} bita", f"{size:,} bytes")
        return _decode_bytes(path.read_bytes(), name, limits)
    except DecodeError as refused:
        return Decoded("", [], refused.problem)


def _decode_bytes(data: bytes, name: str, limits: Limits) -> Decoded:
    if data.startswith(GZIP):
        data, name = unzipped_text(data, limits), name.removesuffix(".gz")
    kind = sniff(data, name)
    try:
        kind, sheets = _sheets(kind, data, name, limits)
        if not any(sheet.rows for sheet in sheets):
            raise empty_file()
    except DecodeError as refused:
        return Decoded(_KIND_NAMES.get(kind, kind), [], refused.problem)
    except (MemoryError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        return Decoded(_KIND_NAMES.get(kind, kind), [], damaged(type(error).__name__).problem)
    return Decoded(kind, sheets)


_KIND_NAMES = {"zip": "xlsx", "ole": "xls", "biff": "xls", "text": "csv"}


def _sheets(kind: str, data: bytes, name: str, limits: Limits) -> tuple[str, list[Sheet]]:
    title = PurePath(name).stem or "data"
    match kind:
        case "zip":
            return _sheets_of_zip(data, limits)
        case "ole" | "biff":
            return "xls", read_xls(data, limits)
        case "parquet":
            return "parquet", read_parquet(data, title, limits)
        case "html":
            return "html", read_html(data, title, limits)
        case "json":
            return "json", read_json(data, title, limits)
        case "xml":
            refuse_dtd(as_utf8(data))
            raise unsupported("XML")
        case _:
            return "csv", read_delimited(data, title, limits)


def _sheets_of_zip(data: bytes, limits: Limits) -> tuple[str, list[Sheet]]:
    archive = Archive(data, limits)
    if "xl/workbook.bin" in archive.members:
        raise unsupported("XLSB")
    if "content.xml" in archive.members:
        return "ods", read_ods(data, archive, limits)
    if any(member.endswith("workbook.xml") for member in archive.members):
        return "xlsx", read_xlsx(data, archive, limits)
    for folder, kind in (("word/", "DOCX"), ("ppt/", "PPTX")):
        if any(member.startswith(folder) for member in archive.members):
            raise unsupported(kind)
    raise unsupported("ZIP") if archive.members else not_a_workbook()
