"""Bytes that look like a workbook and are none: damaged, empty, locked with a password, a photograph."""

from __future__ import annotations

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def unreadable_bytes(kind: str) -> bytes:
    """The bytes of a file of ``kind``; the same every time."""
    if kind == "berkas_kosong":
        return b""
    if kind == "berkas_terenkripsi":
        return _locked_workbook()
    if kind == "bukan_workbook":
        return (
            bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(range(256)) * 12 + bytes.fromhex("ffd9")
        )
    return b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes((i * 37) % 251 for i in range(4000))


def _locked_workbook() -> bytes:
    """A compound file with the streams of a password-protected workbook, as Office writes them ([MS-OFFCRYPTO])."""
    package = bytes((i * 91 + 7) % 256 for i in range(8 * SECTOR))
    chain = [FAT, END, *range(3, 10), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    directory = b"".join(
        (
            _entry("Root Entry", 5, END, 0, child=1),
            _entry("EncryptedPackage", 2, 2, len(package), left=2),
            _entry("EncryptionInfo", 2, END, 0),
            _entry("", 0, 0, 0),
        )
    )
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    return header + table + directory + package


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE, left: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0" if name else b""
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, left, FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
