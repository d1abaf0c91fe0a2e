"""Evidence files on a finding: bytes kept by their hash beside the ledger, who gave them and when inside it.

A file is known by what it holds, never by what its sender calls it; what is not on the list is refused. It is to be
handed out as a download and never shown in place.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from sqlalchemy import Connection, func, insert, select

from ledger.audit import Actor, digest, record
from ledger.columns import storable
from ledger.database import Ledger
from ledger.models import AttachmentRow, FindingRow
from ledger.refusals import RefusedError
from schemas.text import Text
from sources.store import RawStore, TooLargeError

FOLDER = "lampiran"
"""Folder of a workspace under which the bytes lie."""

MAX_BYTES = 20 * 2**20
MAX_PER_FINDING = 20
SEALED = ("finding_id", "sha256", "name", "media_type", "ukuran_byte", "user", "role", "at")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_BY_START = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
_BY_MEMBER = {
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
}
_MACROS = ("xl/vbaProject.bin", "word/vbaProject.bin")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One evidence file; its bytes lie in the store under ``sha256``."""

    id: int
    finding_id: str
    sha256: str
    name: str
    media_type: str
    ukuran_byte: int
    user: str
    role: str
    at: datetime


def attach(
    ledger: Ledger, store: RawStore, finding_id: str, name: str, content: bytes, *, actor: Actor, at: datetime
) -> Attachment:
    """Keep ``content`` as evidence on a finding; the same file given twice is one attachment.

    Raises RefusedError for a finding not known, an empty or too large file, a kind that is not taken, or one too many.
    """
    if actor.role not in ("steward", "approver", "opd"):
        raise RefusedError(Text(id="Peran Anda tidak berwenang untuk ini.", en="Your role may not do this."))
    media_type = _kind_of(content)
    try:
        receipt, _ = store.put(content, name=name, origin=finding_id, received_at=at, size_limit=MAX_BYTES)
    except TooLargeError:
        raise _refused(f"Berkas lebih dari {MAX_BYTES >> 20} MB.", f"The file is over {MAX_BYTES >> 20} MB.") from None
    row = {
        "finding_id": finding_id,
        "sha256": receipt.sha256,
        "name": storable(receipt.name),
        "media_type": media_type,
        "ukuran_byte": receipt.size,
        "user": storable(actor.user),
        "role": actor.role,
        "at": at,
    }
    with ledger.write() as connection:
        return _known(connection, row) or _added(connection, row, actor)


def attachments_of(ledger: Ledger, finding_id: str) -> list[Attachment]:
    """Every evidence file on a finding, oldest first."""
    query = select(AttachmentRow.__table__).where(AttachmentRow.finding_id == finding_id).order_by(AttachmentRow.id)
    with ledger.read() as connection:
        return [_attachment(row) for row in connection.execute(query).mappings()]


def sealed(row: Mapping[Any, Any]) -> dict[str, Any]:
    """What the audit seals of an attachment."""
    return {name: row[name] for name in SEALED}


def _known(connection: Connection, row: Mapping[str, Any]) -> Attachment | None:
    same = (AttachmentRow.finding_id == row["finding_id"]) & (AttachmentRow.sha256 == row["sha256"])
    found = connection.execute(select(AttachmentRow.__table__).where(same)).mappings().first()
    return _attachment(found) if found is not None else None


def _added(connection: Connection, row: dict[str, Any], actor: Actor) -> Attachment:
    finding_id = row["finding_id"]
    if connection.scalar(select(FindingRow.finding_id).where(FindingRow.finding_id == finding_id)) is None:
        raise _refused("Temuan ini tidak dikenal.", "This finding is not known.")
    held = connection.scalar(select(func.count()).where(AttachmentRow.finding_id == finding_id)) or 0
    if held >= MAX_PER_FINDING:
        raise _refused(
            f"Temuan ini sudah memuat {MAX_PER_FINDING} lampiran.",
            f"This finding already holds {MAX_PER_FINDING} attachments.",
        )
    seal = {"digest": digest([sealed(row)])}
    mark = record(connection, at=row["at"], actor=actor, action="attached", subject=finding_id, detail=seal)
    added = connection.execute(insert(AttachmentRow).returning(AttachmentRow.id), {**row, "audit_id": mark.id})
    return Attachment(id=added.scalar_one(), **row)


def _attachment(row: Mapping[Any, Any]) -> Attachment:
    return Attachment(**{name: row[name] for name in Attachment.__dataclass_fields__})


def _kind_of(content: bytes) -> str:
    """The media type told by the bytes; RefusedError for any other than pictures, PDF, plain text, DOCX and XLSX."""
    if not content:
        raise _refused("Berkas kosong.", "The file is empty.")
    for start, media_type in _BY_START.items():
        if content.startswith(start):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_taken() from None
    if any(ord(char) < 32 and char not in "\t\r\n" for char in text):
        raise _not_taken()
    return "text/plain"


def _office_kind(content: bytes) -> str:
    try:
        members = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except zipfile.BadZipFile:
        raise _not_taken() from None
    if members.isdisjoint(_MACROS):
        for member, media_type in _BY_MEMBER.items():
            if member in members:
                return media_type
    raise _not_taken()


def _not_taken() -> RefusedError:
    return _refused(
        "Jenis berkas ini tidak diterima; kirim PDF, JPG, PNG, XLSX, DOCX tanpa makro, atau teks.",
        "This kind of file is not taken; send PDF, JPG, PNG, XLSX or DOCX without macros, or text.",
    )


def _refused(indonesian: str, english: str) -> RefusedError:
    return RefusedError(Text(id=indonesian, en=english))
