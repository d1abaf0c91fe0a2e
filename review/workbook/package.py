"""An .xlsx as the package it is: parts are changed by their bytes, everything else goes back as it came.

Libraries that load and save a workbook lose what they do not know (drawings, shapes, controls). So nothing is parsed
into a model here: text is put in at known places, and a part that is not touched keeps its bytes.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from sources.decoding.archive import Archive
from sources.decoding.problems import Limits
from sources.decoding.workbook_xml import attributes, text_of

TYPES = "[Content_Types].xml"
STRICT = b"purl.oclc.org/ooxml"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_FAST = 1
"""Deflate level of changed and unchanged parts alike: nights are short, and these files are small."""


class NotEditableError(Exception):
    """The package is not built in a way we can add to without risk."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part; ``target`` is the member it leads to (or the URL, where it leads outside)."""

    id: str
    kind: str
    target: str
    outside: bool


class Package:
    """The parts of one workbook, and what is changed of them."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data, Limits())
        self._infos = list(self._archive.members.values())
        self._changed: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self.book = self._find_book()
        self.strict = STRICT in self.read(self.book)[:4096]

    def _find_book(self) -> str:
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self._archive.members:
                return relation.target
        raise NotEditableError("no workbook part")

    def __contains__(self, part: str) -> bool:
        return part in self._changed or (part in self._archive.members and part not in self._dropped)

    def read(self, part: str) -> bytes:
        """The bytes of a part as they stand now; empty where there is none."""
        if part in self._changed:
            return self._changed[part]
        data = b"" if part in self._dropped else self._archive.read(part)
        if data[:200].lower().find(b'encoding="utf-16') >= 0:
            raise NotEditableError(f"{part} is UTF-16")
        return data

    def write(self, part: str, data: bytes) -> None:
        """Give a part new bytes, or add it."""
        self._dropped.discard(part)
        self._changed[part] = data

    def drop(self, part: str) -> None:
        """Leave a part out, and what says of which type it is."""
        self._changed.pop(part, None)
        self._dropped.add(part)
        said = re.compile(
            rb'<(?:\w+:)?Override\s[^>]*PartName="/' + re.escape(part.encode()) + rb'"[^>]*/>', re.IGNORECASE
        )
        types = self.read(TYPES)
        if (kept := said.sub(b"", types)) != types:
            self.write(TYPES, kept)

    def free_name(self, pattern: str) -> str:
        """The first of ``pattern`` (with ``{}`` for a number) that no part bears."""
        number = 1
        taken = {name.lower() for name in (*self._archive.members, *self._changed)}
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part (of the package itself for ``""``)."""
        found = []
        for raw in _RELATION.findall(self.read(rels_of(part))):
            named = attributes(raw)
            outside = named.get(b"TargetMode") == b"External"
            target = text_of(named.get(b"Target", b""))
            kind = text_of(named.get(b"Type", b"")).rpartition("/")[2]
            member = target if outside else resolved(part, target)
            found.append(Relation(text_of(named.get(b"Id", b"")), kind, member, outside))
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship from ``part`` to the part ``target``; returns its id."""
        name = rels_of(part)
        before = self.read(name)
        taken = {relation.id for relation in self.relations(part)}
        number = 1
        while f"rIdJujur{number}" in taken:
            number += 1
        base = "http://purl.oclc.org/ooxml" if self.strict else "http://schemas.openxmlformats.org"
        kind_url = f"{base}/officeDocument/relationships/{kind}" if self.strict else (
            f"{base}/officeDocument/2006/relationships/{kind}"
        )  # fmt: skip
        line = f'Relationship Id="rIdJujur{number}" Type="{kind_url}" Target={quoteattr("/" + target)}/>'
        self.write(name, with_child(before or _no_relations(), "Relationships", line))
        return f"rIdJujur{number}"

    def drop_relations(self, part: str, kinds: tuple[str, ...]) -> list[str]:
        """Take relationships of some kinds away; returns the parts they led to."""
        name = rels_of(part)
        gone = [relation for relation in self.relations(part) if relation.kind in kinds]
        ids = {relation.id.encode() for relation in gone}
        if gone:
            kept = _RELATION.sub(
                lambda found: b"" if attributes(found[0]).get(b"Id") in ids else found[0], self.read(name)
            )
            self.write(name, kept)
        return [relation.target for relation in gone if not relation.outside]

    def declare(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        if f'"/{part}"'.encode() not in self.read(TYPES):
            line = f'Override PartName="/{escape(part)}" ContentType="{content_type}"/>'
            self.write(TYPES, with_child(self.read(TYPES), "Types", line))

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say what parts with a suffix are."""
        if not re.search(rb'Extension="' + suffix.encode() + rb'"', self.read(TYPES), re.IGNORECASE):
            line = f'Default Extension="{suffix}" ContentType="{content_type}"/>'
            self.write(TYPES, with_child(self.read(TYPES), "Types", line, first=True))

    def save(self) -> bytes:
        """The whole package; members keep their order and dates, new ones come last."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as target:
            for info in self._infos:
                if info.filename not in self._dropped and not info.is_dir():
                    kept = zipfile.ZipInfo(info.filename, info.date_time)
                    kept.compress_type = zipfile.ZIP_DEFLATED
                    data = self._changed.get(info.filename)
                    target.writestr(
                        kept, self._archive.raw(info.filename) if data is None else data, compresslevel=_FAST
                    )
            known = self._archive.members
            for name, data in self._changed.items():
                if name not in known:
                    added = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                    added.compress_type = zipfile.ZIP_DEFLATED
                    target.writestr(added, data, compresslevel=_FAST)
        return out.getvalue()


def rels_of(part: str) -> str:
    """The member that holds the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """The member a relationship of ``part`` leads to."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(part.rpartition("/")[0], target))


def with_child(xml: bytes, parent: str, child: str, *, first: bool = False) -> bytes:
    """``xml`` with ``child`` (its text after ``<`` and the prefix) as last, or first, element in ``parent``."""
    opening = re.search(rb"<((?:\w+:)?)" + parent.encode() + rb"(\s[^>]*?)?(/?)>", xml)
    if opening is None:
        raise NotEditableError(f"no {parent}")
    prefix, start = opening[1], opening.start()
    line = b"<" + prefix + child.encode()
    if opening[3]:
        whole = xml[start : opening.end() - 2] + b">" + line + b"</" + prefix + parent.encode() + b">"
        return xml[:start] + whole + xml[opening.end() :]
    at = opening.end() if first else xml.rfind(b"</" + prefix + parent.encode())
    if at < 0:
        raise NotEditableError(f"{parent} does not end")
    return xml[:at] + line + xml[at:]


def _no_relations() -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )


def prefix_of(xml: bytes, root: str) -> bytes:
    """The namespace prefix (with its colon) of a part's root element; raises NotEditableError if it is another."""
    found = re.search(rb"<((?:\w+:)?)" + root.encode() + rb"[\s/>]", xml[:8192])
    if found is None:
        raise NotEditableError(f"no {root}")
    return found[1]
