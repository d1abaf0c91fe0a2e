"""Reading what an agency answered in the workbook that came back, however it was sorted, copied or half filled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ledger.answers import Answer
from review.workbook.fingerprint import Fingerprint, read_mark
from review.workbook.text import printable
from review.workbook.words import CHOICES, HEADINGS
from schemas.text import Text
from sources.cells.dates import parse_date
from sources.decoding import Sheet, decode
from sources.decoding.sheet import CellValue, is_blank
from sources.personal_text import scrub
from sources.returned import MARK, QUESTION_MARK, SHEET_MARK, is_ours, marks

DEFAULT_TIME = timedelta(days=14)
LONGEST_TIME = timedelta(days=366)
"""As a waiver: see ``ledger.waivers``."""
_COLUMNS = {"tanggapan": 5, "penjelasan": 6, "bukti": 7}
"""Field -> place of its heading in ``HEADINGS``."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]{3,9})[-/. ]+\d{4}")

FORGED = Text(
    "{n} baris pada lembar pemeriksaan bertanda yang bukan dari kami; jawabannya tidak dicatat.",
    "{n} rows of the checking sheet bear a mark that is not ours; their answers were not recorded.",
)
OF_ANOTHER = Text(
    "{n} baris berasal dari lembar pemeriksaan berkas lain; jawabannya tidak dicatat di sini.",
    "{n} rows come from the checking sheet of another file; their answers were not recorded here.",
)
UNMARKED = Text(
    "Kolom tanda (A) hilang dari lembar pemeriksaan; jawaban tidak dapat dikaitkan. Gunakan berkas yang kami kirim.",
    "The column of marks (A) is gone from the checking sheet; answers cannot be attached. Use the file we sent.",
)
TWO_ANSWERS = Text(
    "Satu pertanyaan dijawab dua kali dengan isi berbeda ({place}); keduanya tidak dicatat.",
    "One question has two different answers ({place}); neither was recorded.",
)
NO_REASON = Text(
    "Tanggapan “benar” memerlukan isi kolom Penjelasan ({place}).",
    "The response “right” needs something under Explanation ({place}).",
)
UNCLEAR = Text(
    "Tanggapan “{said}” tidak ada pada daftar ({place}); tulisannya dicatat sebagai keterangan.",
    "The response “{said}” is not on the list ({place}); it was kept as a remark.",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers of one file, which file they are about (``of``: its hash, empty if not told), and what its sender
    must be told."""

    of: str
    answers: tuple[Answer, ...]
    notes: tuple[Text, ...]


@dataclass(slots=True)
class _Found:
    """Answers by finding while the sheets are read, and what is wrong with them."""

    answers: dict[str, set[Answer]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)
    forged: int = 0
    foreign: int = 0


def read_reply(path: Path, name: str, key: bytes, as_of: date) -> Reply | None:
    """The answers in the payload at ``path``; None if it holds no sheet of ours. Raises OSError if it cannot be read.

    ``as_of`` is the night: time asked for without a date is counted from it.
    """
    ours = [sheet for sheet in decode(path, name).sheets if is_ours(sheet)]
    if not ours:
        return None
    of = next((text.removeprefix(SHEET_MARK).split(":", 1)[0] for text in marks(ours, SHEET_MARK)), "")
    found = _Found()
    for sheet in ours:
        _read_sheet(sheet, of, key, as_of, found)
    if not any(True for _ in marks(ours, MARK)):
        found.notes.append(UNMARKED)
    for phrase, n in ((FORGED, found.forged), (OF_ANOTHER, found.foreign)):
        if n:
            found.notes.append(_filled(phrase, n=n))
    answers: list[Answer] = []
    for finding_id, given in found.answers.items():
        if len(given) == 1:
            answers += given
        else:
            found.notes.append(_filled(TWO_ANSWERS, place=found.places[finding_id]))
    return Reply(of, tuple(answers), tuple(found.notes))


def _read_sheet(sheet: Sheet, of: str, key: bytes, as_of: date, found: _Found) -> None:
    columns = _columns(sheet.rows)
    for number, cells in enumerate(sheet.rows, 1):
        at = next((c for c, v in enumerate(cells) if isinstance(v, str) and v.startswith(QUESTION_MARK)), None)
        if at is None:
            continue
        question = read_mark(key, str(cells[at]))
        if question is None:
            found.forged += 1
        elif of and question.berkas != of[:16]:
            found.foreign += 1
        else:
            said = {
                name: _text(cells, columns[name] if columns else at + place + 1) for name, place in _COLUMNS.items()
            }
            _take(question, said, f"{sheet.name}, {number}", as_of, found)


def _take(question: Fingerprint, said: dict[str, str], place: str, as_of: date, found: _Found) -> None:
    if not any(said.values()):
        return
    choice = _choice(said["tanggapan"])
    if choice == "benar" and not said["penjelasan"]:
        found.notes.append(_filled(NO_REASON, place=place))
        return
    if said["tanggapan"] and choice is None:
        found.notes.append(_filled(UNCLEAR, said=said["tanggapan"][:40], place=place))
    label = CHOICES[choice][0].id if choice else said["tanggapan"]
    proof = f"Bukti: {said['bukti']}" if said["bukti"] else ""
    text = scrub(". ".join(filter(None, (label, said["penjelasan"].rstrip("."), proof))))
    until = _until(said["penjelasan"], as_of) if choice == "waktu" else None
    answer = Answer(question.finding_id, question.values, text, until, is_remark=choice is None)
    found.answers.setdefault(question.finding_id, set()).add(answer)
    found.places[question.finding_id] = place


def _columns(rows: Sequence[Sequence[CellValue]]) -> dict[str, int] | None:
    """Where the headings of the answers stand; None if the heading row is gone."""
    for cells in rows:
        texts = {str(value).strip().casefold(): col for col, value in enumerate(cells) if isinstance(value, str)}
        found = {name: _heading(texts, HEADINGS[place]) for name, place in _COLUMNS.items()}
        if all(col is not None for col in found.values()):
            return {name: col for name, col in found.items() if col is not None}
    return None


def _heading(texts: dict[str, int], heading: Text) -> int | None:
    return next((texts[word.casefold()] for word in (heading.id, heading.en) if word.casefold() in texts), None)


def _choice(said: str) -> str | None:
    """Which of the responses a text means, also where it was typed by hand."""
    words = said.casefold()
    if any(part in words.split() for part in ("tidak", "bukan", "not")):
        return None
    if any(part in words for part in ("perbaik", "correct", "betulkan")):
        return "diperbaiki"
    if any(part in words for part in ("waktu", "time")):
        return "waktu"
    return "benar" if any(part in words for part in ("benar", "sesuai", "right")) else None


def _until(text: str, as_of: date) -> date:
    days = (parse_date(found[0]).value for found in _DATE.finditer(text))
    named = next((day for day in days if day is not None and as_of < day <= as_of + LONGEST_TIME), None)
    return named or as_of + DEFAULT_TIME


def _text(cells: Sequence[CellValue], col: int) -> str:
    value = cells[col] if 0 <= col < len(cells) else None
    return "" if value is None or is_blank(value) else printable(str(value).strip())


def _filled(phrase: Text, **parts: object) -> Text:
    return Text(phrase.id.format(**parts), phrase.en.format(**parts))
