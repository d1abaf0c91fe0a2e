"""Notes on cells, added beside the agency's own: the comments part and the drawing that shows them.

A cell that has a note of the agency's keeps it; threaded comments are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from review.workbook.package import NotEditableError, Package, prefix_of, with_child
from review.workbook.text import printable
from sources.decoding.sheet import Position
from sources.decoding.sheet_xml import name_of
from sources.decoding.workbook_xml import attributes

AUTHOR = "Jujur"
ANSWERED = "Pertanyaan di sel ini sudah selesai. Terima kasih. / The question about this cell is settled. Thank you."
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
AFTER_DRAWING = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent", "webPublishItems",
     "tableParts", "extLst")
)  # fmt: skip
"""What may only come after ``legacyDrawing`` in a sheet."""
_TAG = re.compile(rb"<(/?)((?:\w+:)?)([\w.-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
BLOCK = 1_024
"""Shapes are numbered in blocks of so many; a drawing lists the blocks it uses."""
_SHAPE_NUMBER = re.compile(rb'id="_x0000_s(\d+)"')
_BLOCKS = re.compile(rb'(<o:idmap\s[^>]*?data=")([\d, ]*)(")')


def add_notes(package: Package, sheet: str, texts: Mapping[Position, str]) -> None:
    """Put ``texts`` on the cells of the sheet part ``sheet``; earlier notes of ours say that they are settled."""
    comments = next((r.target for r in package.relations(sheet) if r.kind == "comments" and not r.outside), None)
    wanted = {name_of(where): text for where, text in texts.items()}
    if comments is not None:
        wanted = _renewed(package, comments, wanted)
    places = {name_of(where): where for where in texts}
    fresh = {places[name]: text for name, text in wanted.items()}
    if not fresh:
        return
    drawing = _drawing_of(package, sheet)
    vml = package.read(drawing)
    if b"</xml>" not in vml:
        raise NotEditableError("a drawing of notes that we cannot add to")
    if comments is None:
        comments = _new_comments(package, sheet)
    _append_comments(package, comments, {name_of(where): text for where, text in fresh.items()})
    vml, numbers = _numbered(vml, len(fresh))
    shapes = "".join(_shape(where, number) for where, number in zip(fresh, numbers, strict=True))
    kind = "" if b'id="_x0000_t202"' in vml else _SHAPE_TYPE.replace("<v:shapetype", f"<v:shapetype{_SPACES}", 1)
    at = vml.rfind(b"</xml>")
    package.write(drawing, vml[:at] + (kind + shapes).encode() + vml[at:])


def _numbered(vml: bytes, count: int) -> tuple[bytes, list[int]]:
    """Numbers for new shapes in blocks nobody uses yet, and the drawing that lists these blocks."""
    listed = _BLOCKS.search(vml)
    used = [int(found[1]) // BLOCK for found in _SHAPE_NUMBER.finditer(vml)]
    used += [int(block) for block in (listed[2].split(b",") if listed else []) if block.strip()]
    first = max(used, default=0) + 1
    numbers = [(first + n // (BLOCK - 1)) * BLOCK + 1 + n % (BLOCK - 1) for n in range(count)]
    if listed is None:
        return vml, numbers
    blocks = b",".join(str(block).encode() for block in sorted({*used, *(number // BLOCK for number in numbers)}))
    return vml[: listed.start(2)] + blocks + vml[listed.end(2) :], numbers


def _renewed(package: Package, comments: str, wanted: dict[str, str]) -> dict[str, str]:
    """``wanted`` without the cells that have a note already; notes of ours get the new text, or say it is settled."""
    xml = package.read(comments)
    p = prefix_of(xml, "comments")
    authors = [found[1] for found in re.finditer(rb"<" + p + rb"author(?:\s[^>]*)?>(.*?)</" + p + rb"author>", xml)]
    ours = {str(number).encode() for number, name in enumerate(authors) if name == AUTHOR.encode()}
    left = dict(wanted)

    def renew(found: re.Match[bytes]) -> bytes:
        named = attributes(found[1])
        text = left.pop(named.get(b"ref", b"").decode(), None)
        if named.get(b"authorId") not in ours:
            return found[0]
        return b"<" + p + b"comment" + found[1] + b">" + _body(text or ANSWERED, p) + b"</" + p + b"comment>"

    comment = re.compile(rb"<" + p + rb"comment(\s[^>]*)>(.*?)</" + p + rb"comment>", re.DOTALL)
    package.write(comments, comment.sub(renew, xml))
    return left


def _new_comments(package: Package, sheet: str) -> str:
    part = package.free_name("xl/commentsJujur{}.xml")
    space = (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
        if package.strict
        else "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    body = f'<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>'
    package.write(part, (head + body).encode())
    package.declare(part, COMMENTS_TYPE)
    package.relate(sheet, "comments", part)
    return part


def _append_comments(package: Package, part: str, texts: Mapping[str, str]) -> None:
    xml = package.read(part)
    p = prefix_of(xml, "comments")
    authors = len(re.findall(rb"<" + p + rb"author[\s>/]", xml))
    xml = with_child(xml, "authors", f"author>{AUTHOR}</{p.decode()}author>")
    for ref, text in texts.items():
        inner = _body(text, p).decode()
        line = f'comment ref="{ref}" authorId="{authors}">{inner}</{p.decode()}comment>'
        xml = with_child(xml, "commentList", line)
    package.write(part, xml)


def _body(text: str, p: bytes) -> bytes:
    q = p.decode()
    said = escape(printable(text))
    return (
        f'<{q}text><{q}r><{q}rPr><{q}sz val="9"/><{q}rFont val="Tahoma"/></{q}rPr>'
        f'<{q}t xml:space="preserve">{said}</{q}t></{q}r></{q}text>'
    ).encode()


def _drawing_of(package: Package, sheet: str) -> str:
    """The drawing that shows the notes of a sheet, made where there is none."""
    xml = package.read(sheet)
    found = re.search(rb"<(?:\w+:)?legacyDrawing\s([^>]*)/?>", xml)
    if found:
        wanted = next((value for key, value in attributes(found[1]).items() if key.endswith(b":id")), b"").decode()
        target = next((r.target for r in package.relations(sheet) if r.id == wanted), None)
        if target is None or target not in package:
            raise NotEditableError("a drawing of notes that is not there")
        return target
    part = package.free_name("xl/drawings/vmlDrawingJujur{}.vml")
    package.write(part, _VML.encode())
    package.declare_suffix("vml", VML_TYPE)
    number = package.relate(sheet, "vmlDrawing", part)
    package.write(sheet, _with_legacy_drawing(xml, number, strict=package.strict))
    return part


def _with_legacy_drawing(xml: bytes, number: str, *, strict: bool) -> bytes:
    p = prefix_of(xml, "worksheet")
    space = (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
        if strict
        else "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    )
    line = b"<" + p + f'legacyDrawing xmlns:r="{space}" r:id="{number}"/>'.encode()
    at = _place(xml, p)
    return xml[:at] + line + xml[at:]


def _place(xml: bytes, p: bytes) -> int:
    """Where ``legacyDrawing`` belongs: before the first top-level element that must follow it."""
    end = xml.rfind(b"</" + p + b"sheetData>")
    if end >= 0:
        at = end + len(b"</" + p + b"sheetData>")
    else:
        empty = re.search(rb"<" + p + rb"sheetData\s*/>", xml)
        if empty is None:
            raise NotEditableError("no sheetData")
        at = empty.end()
    depth = 0
    for tag in _TAG.finditer(xml, at):
        if tag[1]:
            if depth == 0:
                return tag.start()
            depth -= 1
            continue
        if depth == 0 and tag[3].decode() in AFTER_DRAWING:
            return tag.start()
        depth += not tag[5]
    raise NotEditableError("the sheet does not end")


def _shape(where: Position, number: int) -> str:
    row, col = where
    anchor = f"{col + 1}, 15, {max(row - 1, 0)}, 10, {col + 6}, 15, {max(row - 1, 0) + 9}, 4"
    return (
        f'<v:shape{_SPACES} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;margin-left:80pt;margin-top:5pt;width:300pt;height:130pt;z-index:1;'
        'visibility:hidden" fillcolor="#fffbe6" o:insetmode="auto"><v:fill color2="#fffbe6"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column></x:ClientData></v:shape>"
    )
