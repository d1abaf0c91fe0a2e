"""The immediate shape check: what the reader has to say of a file, told to its sender before the night.

The same reader and the same gate as at night; nothing is judged for honesty, nothing is kept.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl

from schemas.gate import gate
from schemas.tables import FACT_TABLES
from schemas.text import Text
from sources.read_file import ReadDefaults, read_file
from sources.reading import Reading
from sources.receipt import Receipt
from sources.references import References, load_references
from sources.returned import LAYOUT, OWN_ROW
from sources.store import safe_name

PLACES = 5
"""Cells named of each kind of problem; the rest is counted."""
KIND_TEXT: dict[str, Text] = {
    "tata_letak_tak_dikenal": Text("Susunan kolom lembar ini tidak dikenali", "The columns of this sheet are unknown"),
    "opd_tak_dikenal": Text("Nama atau kode OPD tidak dikenali", "The agency is not recognised"),
    "periode_tak_terbaca": Text("Bulan atau triwulan laporan tidak terbaca", "The period of the report cannot be read"),
    "nilai_tak_terbaca": Text("Isi sel tidak terbaca sebagai angka atau tanggal", "A cell is no number or date"),
    "format_ambigu": Text("Angka dapat dibaca lebih dari satu cara", "A number can be read in more than one way"),
    "galat_rumus": Text("Sel berisi galat rumus", "A cell holds a formula error"),
    "rumus_tanpa_nilai": Text("Rumus tersimpan tanpa hasil", "A formula was saved without its result"),
    "kolom_hilang": Text("Kolom yang diperlukan tidak ada", "A needed column is missing"),
    "data_pribadi": Text("Ada data pribadi; dibuang saat dibaca", "There is personal data; it is dropped on reading"),
    "bentuk": Text("Isi di luar batas formulir", "A value is outside what the form allows"),
}
"""Kinds of ``kendala`` a sender can mend; what the reader mended by itself is not told."""
READ = Text("{n} baris data terbaca: {forms}.", "{n} rows of data were read: {forms}.")
ANSWERS = Text("Lembar tanggapan Anda dikenali.", "Your sheet of responses was recognised.")
PROBLEM = Text("{what}: {n} kali{where}.{expected}", "{what}: {n} times{where}.{expected}")
EXPECTED = Text(" Diharapkan: {what}.", " Expected: {what}.")


UNREADABLE = Text(
    "Berkas ini tidak dapat dibuka oleh pembaca kami. Simpan ulang sebagai .xlsx, lalu kirim lagi.",
    "Our reader cannot open this file. Save it as .xlsx again, then send it once more.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be told at once. ``holding`` problems keep rows from being published, ``other`` ones do not."""

    read: tuple[Text, ...]
    holding: tuple[Text, ...]
    other: tuple[Text, ...]

    @property
    def is_fine(self) -> bool:
        """Whether the night will be able to read all of it."""
        return not self.holding


def check_shapes_apart(files: Sequence[tuple[bytes, str]], reference_dir: Path, defaults: ReadDefaults) -> list[Shape]:
    """As ``check_shape`` for each (content, name), in a process apart: bytes that end a decoder end it alone."""
    shapes: list[Shape] = []
    while len(shapes) < len(files):
        with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as process:
            try:
                for content, name in files[len(shapes) :]:
                    shapes.append(process.submit(_check_apart, content, name, reference_dir, defaults).result())
            except BrokenProcessPool:
                shapes.append(Shape((), (UNREADABLE,), ()))
    return shapes


def _check_apart(content: bytes, name: str, reference_dir: Path, defaults: ReadDefaults) -> Shape:
    return check_shape(content, name, _references(reference_dir), defaults)


@cache
def _references(reference_dir: Path) -> References:
    return load_references(reference_dir)


def check_shape(content: bytes, name: str, references: References, defaults: ReadDefaults) -> Shape:
    """Read ``content``, called ``name`` by its sender. Whatever is in it, the answer is words."""
    receipt = Receipt(
        sha256=hashlib.sha256(content).hexdigest(),
        name=safe_name(name),
        origin=safe_name(name),
        size=len(content),
        received_at=datetime.now(UTC),
    )
    with tempfile.TemporaryDirectory(prefix="jujur-") as folder:
        path = Path(folder) / "kiriman"
        path.write_bytes(content)
        reading = read_file(path, receipt, references, defaults)
    issues = pl.concat([reading.kendala, *_refused_by_gate(reading)])
    return Shape(tuple(_what_was_read(reading)), _told(issues, holding=True), _told(issues, holding=False))


def _refused_by_gate(reading: Reading) -> Iterator[pl.DataFrame]:
    names = reading.dokumen.select("berkas", "nama_berkas")
    for dataset, rows in reading.facts.items():
        yield gate(dataset, FACT_TABLES[dataset], rows, names).kendala


def _what_was_read(reading: Reading) -> Iterator[Text]:
    counts = {name: rows.height for name, rows in sorted(reading.facts.items())}
    if counts:
        forms = ", ".join(f"{name.upper().replace('_', ' ')} {n}" for name, n in counts.items())
        n = sum(counts.values())
        yield Text(READ.id.format(n=n, forms=forms), READ.en.format(n=n, forms=forms))
    if (reading.dokumen["tata_letak"] == LAYOUT).any() or (reading.jejak["alasan"] == OWN_ROW).any():
        yield ANSWERS


def _told(issues: pl.DataFrame, *, holding: bool) -> tuple[Text, ...]:
    """One sentence a kind, the most frequent first."""
    chosen = issues.filter(pl.col("menahan") == holding)
    if not holding:
        chosen = chosen.filter(pl.col("jenis").is_in(list(KIND_TEXT)))
    place = pl.concat_str("lembar", pl.coalesce("sel", pl.col("baris").cast(pl.String)), separator=" ")
    kinds = (
        chosen.group_by("jenis", maintain_order=True)
        .agg(
            pl.len().alias("n"), place.drop_nulls().unique(maintain_order=True).head(PLACES), pl.col("harapan").first()
        )
        .sort("n", descending=True, maintain_order=True)
    )
    return tuple(_sentence(*row) for row in kinds.iter_rows())


def _sentence(kind: str, n: int, places: list[str], expected: str | None) -> Text:
    what = KIND_TEXT.get(kind)
    if what is None:
        return Text(expected or kind, expected or kind)
    where = f" ({', '.join(places)})" if places else ""
    wanted = Text(*(text.format(what=expected) if expected else " " for text in (EXPECTED.id, EXPECTED.en)))
    return Text(
        PROBLEM.id.format(what=what.id, n=n, where=where, expected=wanted.id).strip(),
        PROBLEM.en.format(what=what.en, n=n, where=where, expected=wanted.en).strip(),
    )
