"""Safe decoding of a payload into sheets: whatever the bytes, the answer is sheets or one clear problem."""

from __future__ import annotations

from sources.decoding.decode import decode
from sources.decoding.problems import FileProblem, Limits
from sources.decoding.sheet import CellValue, Decoded, ErrorCell, Sheet, nonblank_rows

__all__ = ["CellValue", "Decoded", "ErrorCell", "FileProblem", "Limits", "Sheet", "decode", "nonblank_rows"]
