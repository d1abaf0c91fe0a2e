"""Layouts: what a form looks like, as data. One TOML each; a new variant needs a file, not code.

Besides those shipped in ``sources/layouts`` any folder may add its own (``ReadDefaults.layout_dirs``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from schemas.dokumen import DATASETS
from schemas.tables import FACT_TABLES, REFERENCE_TABLES, polars_schema
from schemas.text import PersonError, Text
from sources.wording import MONTHS, Vocabulary, tokens

SHIPPED = Path(__file__).parent / "layouts"

KINDS = frozenset(
    {
        "code", "account", "text", "label", "money", "percent", "quantity", "number", "count", "date", "choice", "opd",
        "month", "year", "quarter", "flag", "list", "ignore", "drop",
    }
)  # fmt: skip
"""What a column holds. ``ignore``: known, not kept. ``drop``: personal data, never kept."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Tokens that must all occur in the path of a header."""

    tokens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Field:
    """One column a layout can have. ``slot`` is 1..12 for one month of a fan-out list, else 0.

    ``required``: without it the layout is not recognised. ``expected``: its absence is reported. ``key``: a key figure,
    unreadable means the row is held. ``span``: may stretch over several columns. ``fill``: blank repeats the row above.
    ``unit_into``: field that takes the unit typed beside a quantity.
    """

    name: str
    kind: str
    patterns: tuple[Pattern, ...]
    without: frozenset[str]
    required: bool = False
    expected: bool = True
    key: bool = False
    span: bool = False
    fill: bool = False
    free: bool = False
    slot: int = 0
    unit_into: str = ""
    choices: tuple[tuple[frozenset[str], str], ...] = ()

    @property
    def target(self) -> str:
        """Name for people and for ``asal``: the field, with its month where it is one of a list."""
        return f"{self.name}[{self.slot}]" if self.slot else self.name


@dataclass(frozen=True, slots=True)
class Heading:
    """A field stated once above the table, for all its rows: behind a ``label``, or as words that mean a choice.

    ``choices`` are tried in order, each of its words must occur in one cell that has none of ``without``.
    """

    name: str
    kind: str
    label: re.Pattern[str]
    choices: tuple[tuple[frozenset[str], str], ...]
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Footer:
    """A row below the table that speaks of the whole sheet. ``fields`` take its values from left to right.

    ``texts`` take what follows the label. Rows matching a footer without fields are only recognised.
    """

    starts: tuple[frozenset[str], ...]
    fields: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A form. ``roles`` says how leaves are told from sums: ``code``, ``indicator``, ``indent``, ``rows`` (all leaves),
    ``total`` (none is a leaf), ``none`` (nothing is kept)."""

    name: str
    dataset: str
    fields: tuple[Field, ...]
    titles: tuple[frozenset[str], ...]
    footers: tuple[Footer, ...]
    headings: tuple[Heading, ...]
    constants: tuple[tuple[str, Any], ...]
    roles: str
    fan_out: bool
    footer_dataset: str
    levels: tuple[tuple[str, int], ...]
    needs_code: bool
    period: str

    def constant(self, name: str) -> Any:
        """The value every row of this layout has in a field, or None."""
        return dict(self.constants).get(name)


class Layouts:
    """All layouts in force, and the vocabulary of their headers."""

    def __init__(self, layouts: Iterable[Layout]) -> None:
        self.all = tuple(layouts)
        words: set[str] = set()
        for layout in self.all:
            for field in layout.fields:
                for pattern in field.patterns:
                    words |= pattern.tokens
        self.vocabulary = Vocabulary(frozenset(words))
        self.recognised: dict[Any, Any] = {}


def load_layouts(extra_dirs: tuple[Path, ...] = ()) -> Layouts:
    """The shipped layouts and those in ``extra_dirs``; one of the same name replaces a shipped one.

    Raises PersonError, naming file and entry, when a layout is not well formed.
    """
    return _load(tuple(str(folder) for folder in extra_dirs))


@lru_cache(maxsize=8)
def _load(extra_dirs: tuple[str, ...]) -> Layouts:
    found: dict[str, Layout] = {}
    for folder in (SHIPPED, *map(Path, extra_dirs)):
        if not folder.is_dir():
            raise _wrong(folder, "folder tata letak tidak ada", "the layout folder does not exist")
        for path in sorted(folder.glob("*.toml")):
            layout = read_layout(path)
            found[layout.name] = layout
    return Layouts(found[name] for name in sorted(found))


def read_layout(path: Path) -> Layout:
    """One layout from its TOML. Raises PersonError when it is not well formed."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"bukan TOML yang sah: {error}", f"not valid TOML: {error}") from error
    try:
        return _layout(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _wrong(
            path, f"isi tidak lengkap atau keliru: {error}", f"incomplete or wrong content: {error}"
        ) from error


def _wrong(path: Path, indonesian: str, english: str) -> PersonError:
    return PersonError(
        Text(f"Tata letak tidak dapat dipakai: {indonesian}", f"Layout cannot be used: {english}"),
        Text(
            "Perbaiki berkas TOML itu menurut contoh di sources/layouts.",
            "Correct the TOML after those in sources/layouts.",
        ),
        where=str(path),
    )


_LAYOUT_KEYS = {
    "name", "dataset", "titles", "constants", "roles", "fan_out", "footer_dataset", "fields", "footers", "levels",
    "needs_code", "period", "headings",
}  # fmt: skip
_FIELD_KEYS = {
    "name", "kind", "headers", "without", "required", "expected", "key", "span", "fill", "free", "unit_into", "choices",
}  # fmt: skip
_PERIODS = ("month", "quarter", "year", "none")
_ROLES = ("code", "indicator", "indent", "rows", "total", "none")


def _layout(raw: dict[str, Any]) -> Layout:
    _only(raw, _LAYOUT_KEYS)
    dataset = raw["dataset"]
    if dataset not in DATASETS:
        raise ValueError(f"dataset {dataset!r} tidak dikenal")
    columns = columns_of(dataset)
    fields = [field for entry in raw["fields"] for field in _fields(entry, columns)]
    footers = tuple(_footer(entry) for entry in raw.get("footers", ()))
    layout = Layout(
        name=raw["name"],
        dataset=dataset,
        fields=tuple(fields),
        titles=tuple(frozenset(tokens(title)) for title in raw.get("titles", ())),
        footers=footers,
        headings=tuple(_heading(entry, columns) for entry in raw.get("headings", ())),
        constants=tuple(raw.get("constants", {}).items()),
        roles=raw.get("roles", "code"),
        fan_out=raw.get("fan_out", False),
        footer_dataset=raw.get("footer_dataset", ""),
        levels=tuple(raw.get("levels", {}).items()),
        needs_code=raw.get("needs_code", any(field.name == "kode" and field.required for field in fields)),
        period=raw.get("period", "month"),
    )
    if layout.roles not in _ROLES or layout.period not in _PERIODS:
        raise ValueError(f"roles/period: {layout.roles!r}, {layout.period!r}")
    return layout


@lru_cache(maxsize=64)
def columns_of(dataset: str) -> dict[str, Any]:
    """Columns of a dataset with their polars types."""
    return polars_schema(FACT_TABLES.get(dataset) or REFERENCE_TABLES[dataset])


def _only(raw: dict[str, Any], allowed: set[str]) -> None:
    unknown = sorted(set(raw) - allowed)
    if unknown:
        raise ValueError(f"kunci tidak dikenal: {', '.join(unknown)}")


def _fields(raw: dict[str, Any], columns: dict[str, Any]) -> list[Field]:
    _only(raw, _FIELD_KEYS)
    name, kind = raw["name"], raw["kind"]
    if kind not in KINDS:
        raise ValueError(f"jenis nilai {kind!r} tidak dikenal")
    if kind not in ("ignore", "drop") and name not in columns and name not in ("nama_opd", "tahun", "bulan"):
        raise ValueError(f"kolom {name!r} tidak ada pada tabel")
    headers = raw["headers"]
    if any("{bulan}" in header for header in headers):
        return [_field(raw, [h.replace("{bulan}", month) for h in headers], n) for n, month in enumerate(MONTHS, 1)]
    return [_field(raw, headers, 0)]


def _field(raw: dict[str, Any], headers: list[str], slot: int) -> Field:
    choices = tuple(
        (frozenset(tokens(word)), value) for value, words in raw.get("choices", {}).items() for word in (value, *words)
    )
    return Field(
        name=raw["name"],
        kind=raw["kind"],
        patterns=tuple(Pattern(frozenset(tokens(header))) for header in headers),
        without=frozenset(token for word in raw.get("without", ()) for token in tokens(word)),
        required=raw.get("required", False),
        expected=raw.get("expected", raw["kind"] not in ("ignore", "drop")),
        key=raw.get("key", False),
        span=raw.get("span", raw["kind"] == "code"),
        fill=raw.get("fill", False),
        free=raw.get("free", raw["kind"] == "text"),
        slot=slot,
        unit_into=raw.get("unit_into", ""),
        choices=choices,
    )


def _footer(raw: dict[str, Any]) -> Footer:
    _only(raw, {"starts", "fields", "kind"})
    return Footer(
        starts=tuple(frozenset(tokens(start)) for start in raw["starts"]),
        fields=tuple(raw.get("fields", ())),
        kind=raw.get("kind", "text"),
    )


_HEADING_KINDS = ("date", "label", "choice")
_SPELLINGS = {"tanggal": r"(?:tanggal|tgl)\.?", "nomor": r"(?:nomor|no)\.?"}


def _heading(raw: dict[str, Any], columns: dict[str, Any]) -> Heading:
    _only(raw, {"name", "kind", "labels", "choices", "without"})
    name, kind = raw["name"], raw["kind"]
    if name not in columns or kind not in _HEADING_KINDS:
        raise ValueError(f"judul {name!r}: kolom atau jenis {kind!r} tidak dikenal")
    if bool(raw.get("choices")) != (kind == "choice") or bool(raw.get("labels")) == (kind == "choice"):
        raise ValueError(f"judul {name!r}: isi labels, atau choices untuk jenis choice")
    return Heading(
        name=name,
        kind=kind,
        label=_label(raw.get("labels", ()), anywhere=kind == "date"),
        choices=tuple(
            (frozenset(tokens(words)), value) for value, many in raw.get("choices", {}).items() for words in many
        ),
        without=frozenset(token for word in raw.get("without", ()) for token in tokens(word)),
    )


def _label(labels: Iterable[str], *, anywhere: bool) -> re.Pattern[str]:
    """Any of ``labels``, longest first; dates may stand anywhere in a line, other labels begin it."""
    longest_first = sorted(labels, key=len, reverse=True)
    spelled = (r"\s*".join(_SPELLINGS.get(word, re.escape(word)) for word in label.split()) for label in longest_first)
    return re.compile(rf"{'' if anywhere else '^'}\s*\b(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)
