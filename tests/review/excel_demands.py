"""What Microsoft Excel demands of a package before it opens it without offering to repair it: ECMA-376 in checks.

The order of elements is that of the schemas (part 1, sml.xsd); limits are those of Excel's specification.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

SHEET_ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
]  # fmt: skip
BOOK_ORDER = [
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
]  # fmt: skip
STYLE_ORDER = [
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
]  # fmt: skip
MANY = {"conditionalFormatting"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_BAD_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|^.{32,}$|^$")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def complaints(path: Path) -> list[str]:
    """What is wrong with the package, in words for whoever mends it; nothing where Excel has no cause to repair."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if not name.endswith("/")}
    trees = {name: ET.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    book = next(name for name in parts if name.endswith("workbook.xml"))
    found = [f"{name} is there twice" for name, n in Counter(map(str.lower, names)).items() if n > 1]
    found += [*_types(parts, trees), *_relations(parts, trees)]
    found += [f"{book}: {text}" for text in (*_order(trees[book], BOOK_ORDER), *_book(trees[book]))]
    for name, tree in trees.items():
        found += [f"{name}: {text}" for text in _of_part(tree, trees.get(_rels(name)))]
    return found


def _of_part(tree: ET.Element, relations: ET.Element | None) -> Iterator[str]:
    kind = _local(tree)
    if kind == "worksheet":
        yield from (*_order(tree, SHEET_ORDER), *_sheet(tree))
        yield from _references(tree, {each.get("Id") for each in relations} if relations is not None else set())
    elif kind == "styleSheet":
        yield from (*_order(tree, STYLE_ORDER), *_styles(tree))
    elif kind == "comments":
        yield from _comments(tree)
    elif kind == "xml":
        yield from _drawing(tree)


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _rels(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _children(tree: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in tree.iter() if _local(each) == name]


def _order(tree: ET.Element, order: list[str]) -> Iterator[str]:
    space = tree.tag.rpartition("}")[0]
    seen = [_local(child) for child in tree if child.tag.rpartition("}")[0] == space]
    yield from (f"unknown element {name}" for name in seen if name not in order)
    ranks = [order.index(name) for name in seen if name in order]
    if ranks != sorted(ranks):
        yield f"elements out of order: {seen}"
    yield from (f"{name} stands {n} times" for name, n in Counter(seen).items() if n > 1 and name not in MANY)


def _types(parts: dict[str, bytes], trees: dict[str, ET.Element]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    overrides = [each.get("PartName", "") for each in types if _local(each) == "Override"]
    defaults = [each.get("Extension", "").lower() for each in types if _local(each) == "Default"]
    yield from (f"type of {name} twice" for name, n in Counter(map(str.lower, overrides)).items() if n > 1)
    yield from (f"type of .{name} twice" for name, n in Counter(defaults).items() if n > 1)
    there = {f"/{name}".lower() for name in parts}
    yield from (f"type of {name}, which is not there" for name in overrides if name.lower() not in there)
    known = {name.lower() for name in overrides}
    for name in parts:
        typed = f"/{name}".lower() in known or name.rpartition(".")[2].lower() in defaults
        if name != "[Content_Types].xml" and not typed:
            yield f"{name} has no type"


def _relations(parts: dict[str, bytes], trees: dict[str, ET.Element]) -> Iterator[str]:
    there = {name.lower() for name in parts}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        source = posixpath.dirname(posixpath.dirname(name))
        ids = Counter(each.get("Id") for each in tree)
        yield from (f"{name}: id {id_} twice" for id_, n in ids.items() if n > 1)
        for each in tree:
            target = each.get("Target", "")
            if each.get("TargetMode") == "External" or target.startswith("#"):
                continue
            member = target.lstrip("/") if target.startswith("/") else posixpath.join(source, target)
            if posixpath.normpath(member).lower() not in there:
                yield f"{name}: {target} is not there"


def _book(tree: ET.Element) -> Iterator[str]:
    sheets = _children(tree, "sheet")
    names = [each.get("name", "") for each in sheets]
    yield from (f"sheet name {name!r}" for name in names if _BAD_NAME.search(name))
    yield from (f"sheet {name} twice" for name, n in Counter(map(str.casefold, names)).items() if n > 1)
    yield from (f"sheetId {id_} twice" for id_, n in Counter(each.get("sheetId") for each in sheets).items() if n > 1)
    defined = Counter(
        (each.get("name", "").casefold(), each.get("localSheetId")) for each in _children(tree, "definedName")
    )
    yield from (f"name {name} twice" for name, n in defined.items() if n > 1)
    yield from (f"name of sheet {i}" for _, i in defined if i is not None and int(i) >= len(sheets))
    for view in _children(tree, "workbookView"):
        active = int(view.get("activeTab", "0"))
        if active >= len(sheets) or sheets[active].get("state", "visible") != "visible":
            yield f"active sheet {active} cannot be shown"


def _references(tree: ET.Element, ids: set[str | None]) -> Iterator[str]:
    for each in tree.iter():
        for key, value in each.attrib.items():
            if key.startswith((RELATION, STRICT_RELATION)) and value not in ids:
                yield f"{_local(each)} points at {value}, which is no relationship"


def _sheet(tree: ET.Element) -> Iterator[str]:
    yield from _rows(tree)
    merged = [_box(each.get("ref", "")) for each in _children(tree, "mergeCell")]
    if len(merged) < 2_000:
        for n, one in enumerate(merged):
            yield from (f"merged {one} and {two} overlap" for two in merged[n + 1 :] if _overlap(one, two))
    for name in ("mergeCells", "dataValidations"):
        for each in _children(tree, name):
            if each.get("count") not in (None, str(len(each))):
                yield f"{name} says {each.get('count')}, holds {len(each)}"
    for each in _children(tree, "dataValidation"):
        if len(each.get("promptTitle", "")) > 32 or len(each.get("prompt", "")) > 255:
            yield "prompt too long"
    for each in _children(tree, "oddFooter"):
        if len(each.text or "") > 255:
            yield "footer too long"
    if len(_children(tree, "hyperlink")) > 65_530:
        yield "too many links"


def _rows(tree: ET.Element) -> Iterator[str]:
    last = 0
    for row in _children(tree, "row"):
        number = int(row.get("r", str(last + 1)))
        if number <= last:
            yield f"row {number} after {last}"
        last = number
        if float(row.get("ht", "0")) > 409.5:
            yield f"row {number} is too tall"
        columns = [_column(cell.get("r")) for cell in row if _local(cell) == "c" and cell.get("r")]
        if columns != sorted(set(columns)):
            yield f"cells of row {number} out of order"
    for cell in _children(tree, "t"):
        if len(cell.text or "") > 32_767:
            yield "a text too long"


def _column(cell: str | None) -> int:
    match = _CELL.fullmatch(cell or "")
    value = 0
    for letter in match[1] if match else "":
        value = value * 26 + ord(letter) - 64
    return value


def _box(area: str) -> tuple[int, int, int, int]:
    first, _, last = area.replace("$", "").partition(":")
    corners = [(int(match[2]), _column(match[0])) for match in map(_CELL.fullmatch, (first, last or first)) if match]
    return corners[0][0], corners[0][1], corners[1][0], corners[1][1]


def _overlap(one: tuple[int, int, int, int], two: tuple[int, int, int, int]) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def _styles(tree: ET.Element) -> Iterator[str]:
    sizes = {}
    for section in tree:
        sizes[_local(section)] = len(section)
        if section.get("count") not in (None, str(len(section))):
            yield f"{_local(section)} says {section.get('count')}, holds {len(section)}"
    for section in tree:
        if _local(section) in ("cellXfs", "cellStyleXfs"):
            for xf in section:
                for key, of in (
                    ("fontId", "fonts"),
                    ("fillId", "fills"),
                    ("borderId", "borders"),
                    ("xfId", "cellStyleXfs"),
                ):
                    if int(xf.get(key, "0")) >= max(1, sizes.get(of, 0)):
                        yield f"{key} {xf.get(key)} of {sizes.get(of)}"
    if sizes.get("cellXfs", 0) > 65_490:
        yield "too many formats"


def _comments(tree: ET.Element) -> Iterator[str]:
    authors = len(_children(tree, "author"))
    notes = _children(tree, "comment")
    yield from (f"two notes on {ref}" for ref, n in Counter(each.get("ref") for each in notes).items() if n > 1)
    yield from (f"author {each.get('authorId')}" for each in notes if int(each.get("authorId", "0")) >= authors)


def _drawing(tree: ET.Element) -> Iterator[str]:
    ids = Counter(each.get("id") for each in _children(tree, "shape"))
    yield from (f"shape {id_} twice" for id_, n in ids.items() if n > 1)
    kinds = Counter(each.get("id") for each in _children(tree, "shapetype"))
    yield from (f"shape type {id_} twice" for id_, n in kinds.items() if n > 1)
    maps = [each.get("data", "") for each in _children(tree, "idmap")]
    blocks = {int(block) for text in maps for block in text.split(",") if block.strip().isdigit()}
    for id_ in ids:
        number = re.fullmatch(r"_x0000_s(\d+)", id_ or "")
        if number and blocks and int(number[1]) // 1024 not in blocks and int(number[1]) >= 1024:
            yield f"shape {id_} lies outside the blocks {sorted(blocks)}"
