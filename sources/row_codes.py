"""Codes of the rows of a block: kept, carried down, looked up by name where none is written, and what is wrong."""

from __future__ import annotations

from dataclasses import replace

from sources.block_rows import BlockRows
from sources.cells import parse_account
from sources.cells.codes import CodeRead
from sources.convert import EXPECTED
from sources.hierarchy import carried_codes
from sources.nomenclature import BY_NAME


def read_codes(rows: BlockRows) -> None:
    """Fill ``kode`` and ``tingkat``, or ``kode_akun`` and ``tingkat_akun``."""
    account = next((t for t, (spec, _) in rows.fields.items() if spec.kind == "account"), None)
    reads = [kind.code for kind in rows.kinds]
    if account is not None and "kode" not in rows.fields:
        _keep(rows, "kode_akun", reads)
        rows.columns["tingkat_akun"] = [read.level or None for read in reads]
        return
    if "kode" in rows.fields and rows.fields["kode"][0].fill:
        reads = _filled(reads)
    if "kode" in rows.wanted:
        if rows.layout.roles == "indicator":
            reads = carried_codes(reads, rows.kinds)
        elif rows.layout.dataset == "rfk" and not any(read.code for read in reads):
            reads = _by_name(rows, reads)
        _keep(rows, "kode", reads)
        rows.columns["tingkat"] = [read.tingkat for read in reads]
    if account is not None:
        _keep(rows, "kode_akun", [parse_account(value) for value in rows.cells[account]])


def _filled(reads: list[CodeRead]) -> list[CodeRead]:
    filled, last = [], None
    for read in reads:
        last = read if read.code is not None else last
        filled.append(last or read)
    return filled


def _by_name(rows: BlockRows, reads: list[CodeRead]) -> list[CodeRead]:
    """A form without any code names its sub kegiatan: the one of that exact name the agency may run is meant."""
    words = rows.cells.get("uraian")
    if words is None or ("kode" in rows.fields and any(rows.cells["kode"])):
        return reads
    found = list(reads)
    for index, (read, text) in enumerate(zip(reads, words, strict=True)):
        if isinstance(text, str) and rows.kinds[index].peran == "rinci":
            found[index] = rows.place.names.find(rows.columns["kode_opd"][index], rows.place.identity.tahun, text)
            rows.kinds[index] = (
                replace(rows.kinds[index], code=found[index]) if found[index].code else rows.kinds[index]
            )
        else:
            found[index] = read
    return found


def _keep(rows: BlockRows, name: str, reads: list[CodeRead]) -> None:
    rows.columns[name] = [read.code for read in reads]
    rows.reads[name] = reads
    if name in rows.fields:
        rows.remember(name)
    elif name == "kode" and "uraian" in rows.fields:
        col = rows.fields["uraian"][1]
        for index, read in enumerate(reads):
            if read.code is not None and rows.kinds[index].code is read:
                rows.remember_words("kode", index, col, rows.cells["uraian"][index])


def report_codes(rows: BlockRows) -> None:
    """Say which leaves have no readable code, and which codes were mended."""
    for name, reads in rows.reads.items():
        spec = rows.fields[name][0] if name in rows.fields else None
        optional = not rows.layout.needs_code and not (spec is not None and spec.required)
        for index, read in enumerate(reads):
            if rows.columns["peran"][index] != "rinci":
                continue
            if read.code is None:
                _report_none(rows, name, index, read, optional)
            elif read.repaired and read.note is not None:
                target = "uraian" if read.note is BY_NAME else name
                rows.issue(index, target, "kode_diperbaiki", f"{read.code} ({read.note.id})", False)


def _report_none(rows: BlockRows, name: str, index: int, read: CodeRead, optional: bool) -> None:
    sent = rows.cells[name][index] if name in rows.fields else None
    if read.alternatives:
        among = ", ".join(read.alternatives)
        rows.issue(index, name, "nilai_tak_terbaca", f"kode; nama ini dapat berarti {among}", True)
    elif sent is not None or not optional:
        dashed = isinstance(sent, str) and sent.strip(" -–—") == ""
        if not (optional and dashed):
            rows.issue(index, name, "nilai_tak_terbaca", EXPECTED["account" if "akun" in name else "code"], True)
