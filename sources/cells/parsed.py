"""What a cell was found to say: a value, or which of the ways of not having one."""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeVar

from schemas.text import Text

T = TypeVar("T")
State = Literal["isi", "kosong", "strip", "galat", "tak_terbaca", "ambigu"]


class Parsed(NamedTuple, Generic[T]):
    """What one cell says; a named tuple, as a night makes millions of them.

    ``value`` is set exactly when ``state`` is ``isi``.

    States: ``isi`` a value; ``kosong`` blank; ``strip`` a dash or "tidak ada"; ``galat`` a spreadsheet error;
    ``tak_terbaca`` not readable as what was asked; ``ambigu`` readable in the ways listed in ``candidates``.
    ``unit`` is the unit typed with the value. ``precision_idr`` is the step to which a rupiah amount was rounded by
    its writer (1 when exact). ``note`` says for people what was repaired or why nothing could be read.
    """

    value: T | None
    state: State
    note: Text | None = None
    unit: str | None = None
    precision_idr: int = 1
    candidates: tuple[T, ...] = ()


BLANK: Parsed[object] = Parsed(None, "kosong")
DASH: Parsed[object] = Parsed(None, "strip")
ERROR_NOTE = Text("Sel berisi galat rumus.", "The cell holds a formula error.")
