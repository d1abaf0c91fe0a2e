"""What the parts of an .xlsx say of the whole workbook: where each sheet is, its formats, its links to others.

Bytes are searched, not parsed: nothing is ever expanded or fetched.
"""

from __future__ import annotations

import html
import posixpath
import re
from functools import cached_property

from sources.decoding.archive import Archive

_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?xf>)", re.DOTALL)
_ALIGNMENT = re.compile(rb"<(?:\w+:)?alignment\s([^>]*)>")
_LITERAL = re.compile(rb"&quot;.*?&quot;|\"[^\"]*\"|\\.|\[[^\]]*\]")
BUILT_IN_PERCENT = (b"9", b"10")


def attributes(raw: bytes) -> dict[bytes, bytes]:
    """Attributes of a start tag."""
    return {key: double or single for key, double, single in _ATTRIBUTE.findall(raw)}


def text_of(raw: bytes) -> str:
    """Character data with its references resolved."""
    return html.unescape(raw.decode("utf-8", errors="replace"))


class WorkbookXml:
    """The shared parts of one workbook; everything is found on first use."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.book = next(name for name in archive.members if name.endswith("workbook.xml"))
        self._folder = self.book.rpartition("/")[0]

    @cached_property
    def members(self) -> dict[str, str]:
        """Archive member by sheet name, in workbook order."""
        relations = self.archive.read(posixpath.join(self._folder, "_rels", f"{posixpath.basename(self.book)}.rels"))
        targets: dict[bytes, str] = {}
        for raw in _RELATION.findall(relations):
            found = attributes(raw)
            target = text_of(found.get(b"Target", b""))
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
            targets[found.get(b"Id", b"")] = posixpath.normpath(joined)
        members = {}
        for raw in _SHEET.findall(self.archive.read(self.book)):
            found = attributes(raw)
            relation = next((value for key, value in found.items() if key.endswith(b":id")), b"")
            members[text_of(found.get(b"name", b""))] = targets.get(relation, "")
        return members

    @cached_property
    def _formats(self) -> tuple[frozenset[bytes], dict[bytes, int]]:
        styles = self.archive.read(posixpath.join(self._folder, "styles.xml"))
        percent = set(BUILT_IN_PERCENT)
        for raw in _NUMBER_FORMAT.findall(styles):
            found = attributes(raw)
            if b"%" in _LITERAL.sub(b"", found.get(b"formatCode", b"")):
                percent.add(found.get(b"numFmtId", b""))
        percent_styles, indents = set(), {}
        block = _CELL_FORMATS.search(styles)
        for number, match in enumerate(_FORMAT.finditer(block.group() if block else b"")):
            style = str(number).encode()
            if attributes(match[1]).get(b"numFmtId") in percent:
                percent_styles.add(style)
            alignment = _ALIGNMENT.search(match[2] or b"")
            indent = attributes(alignment[1]).get(b"indent", b"0") if alignment else b"0"
            if indent.isdigit() and int(indent):
                indents[style] = int(indent)
        return frozenset(percent_styles), indents

    @property
    def percent_styles(self) -> frozenset[bytes]:
        """Style numbers whose number format shows a percentage."""
        return self._formats[0]

    @property
    def indent_styles(self) -> dict[bytes, int]:
        """Indent level by style number."""
        return self._formats[1]

    @property
    def external_links(self) -> int:
        """Number of other workbooks referred to."""
        names = (name for name in self.archive.members if "externalLinks/" in name and "_rels" not in name)
        return sum(name.endswith(".xml") for name in names)
