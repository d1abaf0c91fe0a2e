"""Styles added to a workbook's own: old numbers stay, clones with our fill and those of our sheet come after them."""

from __future__ import annotations

import re

from review.workbook.package import NotEditableError, prefix_of

FILLS = {"blokir": "FFF6D5CD", "peringatan": "FFFBEBC9", "selesai": "FFDDEFE3"}
"""Colours of cells asked about, by severity, and of cells asked about before; no palette has them, so they are known
again when the workbook comes back."""
HEAD, ANSWER = "FF1F3A4D", "FFFFF9E3"
_MINIMAL = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="%s"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    b'</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


class Styles:
    """``styles.xml`` with room for ours; :meth:`xml` gives it back."""

    def __init__(self, xml: bytes, *, strict: bool = False) -> None:
        self._xml = xml or _MINIMAL % (STRICT_MAIN if strict else MAIN)
        self._p = prefix_of(self._xml, "styleSheet")
        self._added: dict[str, list[bytes]] = {"fonts": [], "fills": [], "borders": [], "cellXfs": []}
        self._kept = {name: self._children(name, child) for name, child in _SECTIONS.items()}
        if not self._kept["cellXfs"]:
            raise NotEditableError("no cell formats")
        self._clones: dict[tuple[int, str], int] = {}

    def clone(self, style: int, colour: str) -> int:
        """Number of the style that is ``style`` filled with ``FILLS[colour]``."""
        key = (style, colour)
        if key not in self._clones:
            xfs = [*self._kept["cellXfs"], *self._added["cellXfs"]]
            raw = xfs[style] if style < len(xfs) else xfs[0]
            fill = str(self._fill(FILLS[colour])).encode()
            self._clones[key] = self._add("cellXfs", _set(_set(raw, b"fillId", fill), b"applyFill", b"1"))
        return self._clones[key]

    def ours(self) -> frozenset[int]:
        """Numbers of the styles that have one of our fills from an earlier time."""
        known = [colour.encode() for colour in FILLS.values()]
        fills = {n for n, raw in enumerate(self._kept["fills"]) if any(rgb in raw.upper() for rgb in known)}
        xfs = enumerate(self._kept["cellXfs"])
        return frozenset(n for n, raw in xfs if int(_get(raw, b"fillId") or 0) in fills)

    def front(self) -> dict[str, int]:
        """The styles of the front sheet by name."""
        fonts = {name: self._add("fonts", self._named(raw)) for name, raw in _FONTS.items()}
        fills = {"none": 0, "head": self._fill(HEAD), "answer": self._fill(ANSWER)}
        fills |= {name: self._fill(rgb) for name, rgb in FILLS.items()}
        thin = self._add("borders", self._named(_THIN))
        made = {}
        for name, (font, fill, border, align, open_) in _FRONT.items():
            alignment = b'<alignment vertical="top" wrapText="1"' + (b' horizontal="center"' if align else b"") + b"/>"
            unlocked = b'<protection locked="0"/>' if open_ else b""
            made[name] = self._add(
                "cellXfs",
                self._named(
                    b'<xf numFmtId="49" fontId="%d" fillId="%d" borderId="%d" xfId="0" applyNumberFormat="1" '
                    b'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">%s%s</xf>'
                    % (fonts[font], fills[fill], thin if border else 0, alignment, unlocked)
                ),
            )
        return made

    def xml(self) -> bytes:
        """The part with everything added."""
        xml = self._xml
        for name, new in self._added.items():
            if new:
                start, opening, end = self._section(name, xml)
                count = len(self._kept[name]) + len(new)
                head = _set(opening, b"count", str(count).encode())
                xml = xml[:start] + head + xml[start + len(opening) : end] + b"".join(new) + xml[end:]
        return xml

    def _fill(self, rgb: str) -> int:
        raw = self._named(
            b'<fill><patternFill patternType="solid"><fgColor rgb="%s"/><bgColor indexed="64"/></patternFill></fill>'
            % rgb.encode()
        )
        if raw in self._added["fills"]:
            return len(self._kept["fills"]) + self._added["fills"].index(raw)
        return self._add("fills", raw)

    def _add(self, section: str, raw: bytes) -> int:
        self._added[section].append(raw)
        return len(self._kept[section]) + len(self._added[section]) - 1

    def _named(self, raw: bytes) -> bytes:
        return re.sub(rb"<(/?)(?=\w)", rb"<\1" + self._p, raw) if self._p else raw

    def _section(self, name: str, xml: bytes) -> tuple[int, bytes, int]:
        """Where a section begins, its start tag, and where its end tag begins."""
        found = re.search(rb"<" + self._p + name.encode() + rb"(?:\s[^>]*)?(?<!/)>", xml)
        end = xml.find(b"</" + self._p + name.encode() + b">", found.end()) if found else -1
        if found is None or end < 0:
            raise NotEditableError(f"no {name}")
        return found.start(), found[0], end

    def _children(self, section: str, child: bytes) -> list[bytes]:
        start, opening, end = self._section(section, self._xml)
        tag = self._p + child
        pattern = rb"<" + tag + rb"(?:\s[^>]*)?/>|<" + tag + rb"(?:\s[^>]*)?>.*?</" + tag + rb">"
        return [found[0] for found in re.finditer(pattern, self._xml[start + len(opening) : end], re.DOTALL)]


_SECTIONS = {"fonts": b"font", "fills": b"fill", "borders": b"border", "cellXfs": b"xf"}
_FONTS = {
    "text": b'<font><sz val="10"/><name val="Calibri"/><family val="2"/></font>',
    "bold": b'<font><b/><sz val="10"/><name val="Calibri"/><family val="2"/></font>',
    "white": b'<font><b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>',
    "title": b'<font><b/><sz val="16"/><color rgb="FF1F3A4D"/><name val="Calibri"/><family val="2"/></font>',
    "section": b'<font><b/><sz val="12"/><color rgb="FF1F3A4D"/><name val="Calibri"/><family val="2"/></font>',
    "note": b'<font><i/><sz val="10"/><color rgb="FF5B6675"/><name val="Calibri"/><family val="2"/></font>',
    "link": b'<font><u/><sz val="10"/><color rgb="FF1B5E8C"/><name val="Calibri"/><family val="2"/></font>',
}
_SIDE = b'<%s style="thin"><color rgb="FFB8C2CC"/></%s>'
_THIN = (
    b"<border>"
    + b"".join(_SIDE % (side, side) for side in (b"left", b"right", b"top", b"bottom"))
    + b"<diagonal/></border>"
)
_FRONT: dict[str, tuple[str, str, bool, bool, bool]] = {
    "text": ("text", "none", False, False, False),
    "bold": ("bold", "none", False, False, False),
    "title": ("title", "none", False, False, False),
    "section": ("section", "none", False, False, False),
    "note": ("note", "none", False, False, False),
    "head": ("white", "head", True, False, False),
    "cell": ("text", "none", True, False, False),
    "number": ("text", "none", True, True, False),
    "link": ("link", "none", True, False, False),
    "answer": ("text", "answer", True, False, True),
    "case": ("bold", "none", True, False, False),
    "blokir": ("bold", "blokir", True, True, False),
    "peringatan": ("bold", "peringatan", True, True, False),
}
"""Name -> font, fill, border, centred, unlocked."""


def _get(raw: bytes, name: bytes) -> bytes | None:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', raw.split(b">", 1)[0])
    return found[1] if found else None


def _set(raw: bytes, name: bytes, value: bytes) -> bytes:
    """``raw`` with an attribute of its start tag set."""
    head, mark, rest = raw.partition(b">")
    if _get(raw, name) is not None:
        return re.sub(rb"(\s" + name + rb'=")[^"]*"', rb"\g<1>" + value + b'"', head, count=1) + mark + rest
    closed = head.endswith(b"/")
    body = head[:-1] if closed else head
    return body + b" " + name + b'="' + value + b'"' + (b"/" if closed else b"") + mark + rest
