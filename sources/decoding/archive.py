"""Opening the zip a workbook is, without letting it swell, hide or point outside itself."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib

from sources.decoding.problems import DecodeError, Limits, damaged, dtd_refused, encrypted, zip_bomb

MAX_DEFLATE = 1032
"""No deflate stream yields more bytes than this per byte of its own."""
BOMB_FLOOR = 10_000_000
"""Below this size a high ratio is only an empty form."""
ENCRYPTED_FLAG = 0x1


class Archive:
    """A zip whose directory has been found harmless; members are read whole and checked for DTDs."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged() from error
        self._limits = limits
        self.members = {info.filename: info for info in self._zip.infolist()}
        self._read: dict[str, bytes] = {}
        self._check(len(data))

    def _check(self, size: int) -> None:
        infos = self._zip.infolist()
        if len(infos) > self._limits.members:
            raise zip_bomb(f"{len(infos)} bagian", f"{len(infos)} parts")
        packed = unpacked = 0
        for info in infos:
            _check_name(info.filename)
            if info.flag_bits & ENCRYPTED_FLAG:
                raise encrypted()
            packed += info.compress_size
            unpacked += info.file_size
            if info.file_size > BOMB_FLOOR and info.file_size > self._limits.ratio * max(info.compress_size, 1):
                raise zip_bomb(*_ratio_words(info))
        if packed > size:
            raise zip_bomb("bagian-bagiannya saling menindih", "its parts overlap")
        if unpacked > self._limits.unpacked_bytes:
            raise zip_bomb(f"{unpacked:,} bita setelah dibuka", f"{unpacked:,} bytes once opened")
        if packed * MAX_DEFLATE > self._limits.unpacked_bytes:
            self._measure(infos)

    def _measure(self, infos: list[zipfile.ZipInfo]) -> None:
        """Unpack every part in pieces and count, since a directory may lie about sizes."""
        left = self._limits.unpacked_bytes
        for info in infos:
            try:
                with self._zip.open(info) as stream:
                    while piece := stream.read(1 << 20):
                        left -= len(piece)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
                raise damaged() from error
            if left < 0:
                raise zip_bomb("membengkak saat dibuka", "it swells when opened")

    def read(self, member: str) -> bytes:
        """The bytes of a member; kept for the next reader. Raises DecodeError for damage or a DTD."""
        known = self._read.get(member)
        if known is not None:
            return known
        try:
            data = self._zip.read(member)
        except KeyError:
            return b""
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise damaged(member) from error
        data = as_utf8(data)
        refuse_dtd(data)
        self._read[member] = data
        return data

    def raw(self, member: str) -> bytes:
        """The bytes of a member exactly as packed, unexamined: to be passed on, never to be read."""
        return self._zip.read(member)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(parts[0]) == 2 and parts[0][1] == ":"):
        raise zip_bomb("nama bagian menunjuk ke luar berkas", "a part's name points outside the file")


def _ratio_words(info: zipfile.ZipInfo) -> tuple[str, str]:
    times = info.file_size // max(info.compress_size, 1)
    return f"satu bagian membengkak {times} kali lipat", f"one part swells {times} times"


def as_utf8(xml: bytes) -> bytes:
    """XML bytes as UTF-8 where a byte order mark says they are UTF-16, so that nothing hides from a byte search."""
    if xml.startswith(codecs.BOM_UTF16_LE):
        return xml.decode("utf-16-le", errors="replace").encode()
    if xml.startswith(codecs.BOM_UTF16_BE):
        return xml.decode("utf-16-be", errors="replace").encode()
    return xml


def refuse_dtd(xml: bytes) -> None:
    """Raise ``dtd_ditolak`` if a document type or entity is declared."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise dtd_refused()


__all__ = ["Archive", "DecodeError", "as_utf8", "refuse_dtd"]
