"""The compound file (OLE) old Office documents are wrapped in: finding one stream by name."""

from __future__ import annotations

import struct

FREE = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
ENTRY = 128
MINI_CUTOFF = 4096


class CompoundFile:
    """Directory and streams of a compound file. Bad chains end early; nothing is read twice in a loop."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        sector_shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if not 7 <= sector_shift <= 16 or not 4 <= mini_shift <= 12:
            raise ValueError("sector size")
        self._size, self._mini_size = 1 << sector_shift, 1 << mini_shift
        directory, mini_fat, table_start = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        self._fat = self._table(self._fat_sectors(table_start))
        entries = self._chain(directory)
        self.entries: dict[str, tuple[int, int]] = {}
        self._root = (0, 0)
        for start in range(0, len(entries) - ENTRY + 1, ENTRY):
            self._add(entries[start : start + ENTRY])
        mini_sectors = self._chain(mini_fat)
        self._mini_fat = struct.unpack(f"<{len(mini_sectors) // 4}I", mini_sectors)
        self._mini = self._chain(self._root[0])

    def _add(self, entry: bytes) -> None:
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
        if kind == 5:
            self._root = (start, size)
        elif kind == 2:
            self.entries[name] = (start, size)

    def _fat_sectors(self, table_start: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, seen = table_start, set[int]()
        while following < FREE and following not in seen:
            seen.add(following)
            block = self._sector(following)
            if len(block) < self._size:
                break
            numbers = struct.unpack(f"<{self._size // 4}I", block)
            sectors += numbers[:-1]
            following = numbers[-1]
        return [sector for sector in sectors if sector < FREE]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        blocks = b"".join(self._sector(sector) for sector in sectors)
        return struct.unpack(f"<{len(blocks) // 4}I", blocks[: len(blocks) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        blocks, seen = [], set()
        while start < len(self._fat) and start not in seen:
            seen.add(start)
            blocks.append(self._sector(start))
            start = self._fat[start]
        return b"".join(blocks)

    def stream(self, *names: str) -> bytes:
        """The first of the named streams that exists; empty bytes if none does."""
        for name in names:
            if name in self.entries:
                start, size = self.entries[name]
                return self._small(start, size) if size < MINI_CUTOFF else self._chain(start)[:size]
        return b""

    def _small(self, start: int, size: int) -> bytes:
        blocks, seen = [], set()
        while start < len(self._mini_fat) and start not in seen:
            seen.add(start)
            blocks.append(self._mini[start * self._mini_size : (start + 1) * self._mini_size])
            start = self._mini_fat[start]
        return b"".join(blocks)[:size]
