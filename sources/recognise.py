"""Which layout a header belongs to, and which column holds which field: by the meaning of its words, never by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.tables import FACT_TABLES
from sources.decoding import Sheet
from sources.header import Path, Run, flatten, is_canonical_row
from sources.layout import Field, Layout, Layouts, columns_of
from sources.wording import UNIT_TOKENS, tokens

MIN_SCORE = 0.45
MIN_FIELDS = 3
TITLE_BONUS = 2.0


@dataclass(frozen=True, slots=True)
class Match:
    """A recognised header: rows ``first``..``last`` (0-based) and the columns (0-based) of each field found.

    ``missing`` are expected fields without a column, ``unknown`` labelled columns without a field.
    """

    layout: Layout
    first: int
    last: int
    columns: tuple[tuple[Field, tuple[int, ...]], ...]
    missing: tuple[Field, ...]
    unknown: tuple[int, ...]
    paths: tuple[Path, ...]
    score: float


def recognise(sheet: Sheet, run: Run, heading: str, layouts: Layouts) -> Match | None:
    """The best layout for a run of header rows under the words of ``heading``, or None if none fits."""
    titled = _titled(heading, layouts)
    key = (
        tuple(tuple(sheet.rows[row]) for row in range(run.first, run.last + 1)),
        tuple(
            (r1 - run.first, c1, r2 - run.first, c2) for r1, c1, r2, c2 in sheet.merged if run.first <= r1 <= run.last
        ),
        frozenset(number - run.first for number in run.numbers),
        titled,
    )
    if key not in layouts.recognised:
        if len(layouts.recognised) > MAX_REMEMBERED:
            layouts.recognised.clear()
        layouts.recognised[key] = (run.first, _best(sheet, run, titled, heading, layouts))
    seen_at, match = layouts.recognised[key]
    return None if match is None else _moved(match, run.first - seen_at)


MAX_REMEMBERED = 20_000


def _moved(match: Match, by: int) -> Match:
    if not by:
        return match
    return Match(
        match.layout, match.first + by, match.last + by, match.columns, match.missing, match.unknown, match.paths,
        match.score,
    )  # fmt: skip


def _titled(heading: str, layouts: Layouts) -> frozenset[str]:
    words = frozenset(tokens(heading))
    return frozenset(layout.name for layout in layouts.all if any(title <= words for title in layout.titles))


def _best(sheet: Sheet, run: Run, titled: frozenset[str], heading: str, layouts: Layouts) -> Match | None:
    if is_canonical_row(sheet.rows[run.first]):
        canonical = _canonical(sheet, run.first, heading)
        if canonical is not None:
            return canonical
    best: Match | None = None
    for first in range(run.first, min(run.first + 4, run.last + 1)):
        if first in run.numbers:
            continue
        for last in range(run.last, first - 1, -1):
            if last in run.numbers and last != run.last:
                continue
            paths = flatten(sheet, first, last, run.numbers)
            for layout in layouts.all:
                match = match_layout(layout, first, last, paths, layouts, layout.name in titled)
                if match is not None and (best is None or match.score > best.score + 1e-9):
                    best = match
    return best


def match_layout(
    layout: Layout, first: int, last: int, paths: Sequence[Path], layouts: Layouts, titled: bool
) -> Match | None:
    """How well header ``paths`` fit one layout; None where a required field has no column."""
    scored = [
        (-score, index, col)
        for col, path in enumerate(paths)
        if path
        for index, score in _scores(layout, path, layouts)
    ]
    taken: dict[int, list[int]] = {}
    used: set[int] = set()
    for _, index, col in sorted(scored):
        if col in used or (index in taken and not _may_span(layout.fields[index], taken[index], col, paths)):
            continue
        taken.setdefault(index, []).append(col)
        used.add(col)
    if any(field.required and index not in taken for index, field in enumerate(layout.fields)):
        return None
    kept = sum(layout.roles == "none" or layout.fields[index].kind not in ("ignore", "drop") for index in taken)
    if kept < MIN_FIELDS:
        return None
    _spread(layout, taken, used, paths)
    missing = tuple(f for i, f in enumerate(layout.fields) if f.expected and i not in taken)
    unknown = tuple(col for col, path in enumerate(paths) if path and col not in used)
    quality = sum(_quality(layout, index, cols[0], paths, layouts) for index, cols in taken.items())
    score = quality + TITLE_BONUS * titled - 0.45 * len(missing) - 0.6 * len(unknown) - 0.05 * (last - first)
    columns = tuple((layout.fields[index], tuple(sorted(cols))) for index, cols in sorted(taken.items()))
    return Match(layout, first, last, columns, missing, unknown, tuple(paths), score)


def _quality(layout: Layout, index: int, col: int, paths: Sequence[Path], layouts: Layouts) -> float:
    score = dict(_scores(layout, paths[col], layouts))[index]
    weight = 0.3 if layout.fields[index].kind in ("ignore", "drop") else 1.0
    return weight * min(1.0, 0.5 + score / 4)


def _may_span(field: Field, cols: list[int], col: int, paths: Sequence[Path]) -> bool:
    if not field.span:
        return False
    if any(len(paths[col]) > 1 and paths[col][0] == paths[other][0] for other in cols):
        return True
    return col - 1 in cols or col + 1 in cols


def _spread(layout: Layout, taken: dict[int, list[int]], used: set[int], paths: Sequence[Path]) -> None:
    """Give unlabelled columns right of a code column to the code."""
    for index, cols in taken.items():
        if layout.fields[index].span:
            col = max(cols) + 1
            while col < len(paths) and not paths[col] and col not in used and any(paths[col:]):
                cols.append(col)
                used.add(col)
                col += 1


def _scores(layout: Layout, path: Path, layouts: Layouts) -> list[tuple[int, float]]:
    key = (layout.name, path)
    known = layouts.recognised.get(key)
    if known is None:
        known = _score_path(layout, path, layouts)
        layouts.recognised[key] = known
    return known


def _score_path(layout: Layout, path: Path, layouts: Layouts) -> list[tuple[int, float]]:
    folded = [frozenset(layouts.vocabulary.fold(text)) for text in path]
    folded = [part for part in folded if part]
    if not folded:
        return []
    everything = frozenset().union(*folded)
    leaf = folded[-1]
    found = []
    for index, field in enumerate(layout.fields):
        if field.without & everything or not _kind_fits(field.kind, leaf, everything):
            continue
        fitting = [pattern.tokens for pattern in field.patterns if pattern.tokens <= everything]
        best = max((_score(words, everything, leaf) for words in fitting), default=0.0)
        if best >= MIN_SCORE:
            found.append((index, best))
    return found


def _kind_fits(kind: str, leaf: frozenset[str], everything: frozenset[str]) -> bool:
    if kind == "money":
        return "%" not in leaf and "k" not in leaf
    return not (kind == "percent" and "rp" in leaf and not everything & {"%", "tingkat"})


def _score(pattern: frozenset[str], everything: frozenset[str], leaf: frozenset[str]) -> float:
    """How well words that all occur in ``everything`` fit it; 0 where none of them is in its lowest cell."""
    if not (pattern & leaf or leaf <= UNIT_TOKENS):
        return 0.0
    extra_leaf = len(leaf - pattern - UNIT_TOKENS)
    extra_unit = len((leaf & UNIT_TOKENS) - pattern)
    extra_above = len(everything - leaf - pattern)
    return len(pattern) - 0.45 * extra_leaf - 0.1 * extra_unit - 0.07 * extra_above


_CANONICAL_KINDS = (
    (re.compile(r"^kas_idr$"), "list"),
    (re.compile(r"_idr$"), "money"),
    (re.compile(r"_pct$"), "percent"),
    (re.compile(r"_tgl$|^tgl$"), "date"),
    (re.compile(r"^kode_akun$"), "account"),
    (re.compile(r"^kode$"), "code"),
    (re.compile(r"^kode_opd$"), "opd"),
    (re.compile(r"^tahun$"), "year"),
    (re.compile(r"^bulan$"), "month"),
    (re.compile(r"^triwulan$"), "quarter"),
    (re.compile(r"_k$|^volume$"), "number"),
    (re.compile(r"^gagal_tender$|^tingkat_akun$"), "count"),
    (re.compile(r"^(?:permasalahan|rencana|catatan|keterangan|uraian|pendorong|penghambat|tindak_lanjut)$"), "text"),
)
_DERIVED = {"baris_id", "berkas", "lembar", "baris", "asal", "peran", "tingkat", "kode_indikator", "induk_baris"}
_KEYS = {"kode", "pagu_idr", "realisasi_idr", "fisik_pct", "nilai_idr", "anggaran_idr", "jumlah_idr", "kode_akun"}


def _canonical(sheet: Sheet, row: int, heading: str) -> Match | None:
    """Columns that bear the names of a table's own fields map to them directly."""
    names = [value if isinstance(value, str) else "" for value in sheet.rows[row]]
    best: tuple[float, str] | None = None
    for dataset in FACT_TABLES:
        columns = set(columns_of(dataset)) - _DERIVED
        common = columns & set(names)
        content = common - {"kode_opd", "tahun", "bulan", "triwulan", "uraian"}
        share = len(content) / max(1, len([name for name in names if name]))
        score = share + 0.02 * len(content) + (0.3 if dataset in tokens_and_names(heading) else 0.0)
        if len(content) >= 3 and share >= 0.4 and (best is None or score > best[0]):
            best = (score, dataset)
    if best is None:
        return None
    layout = canonical_layout(best[1])
    fields = {field.name: field for field in layout.fields}
    columns_found = tuple((fields[name], (col,)) for col, name in enumerate(names) if name in fields)
    unknown = tuple(col for col, name in enumerate(names) if name and name not in fields and name not in _DERIVED)
    paths = tuple((name,) if name else () for name in names)
    return Match(layout, row, row, columns_found, (), unknown, paths, 100.0)


def tokens_and_names(heading: str) -> frozenset[str]:
    """Lower-case words of a heading, split at anything but letters, digits and underscores."""
    return frozenset(re.findall(r"[a-z0-9_]+", heading.lower()))


def canonical_layout(dataset: str) -> Layout:
    """The layout of records whose keys are the table's own column names."""
    columns = columns_of(dataset)
    fields = tuple(
        Field(name, canonical_kind(name), (), frozenset(), key=name in _KEYS, free=canonical_kind(name) == "text")
        for name in columns
        if name not in _DERIVED
    )
    roles = {"rfk": "code", "lra": "code", "dpa": "code", "kas": "code", "spj": "code", "e81": "indicator"}
    constants = (("jenis_laporan", "lra"), ("presisi_idr", 1)) if dataset == "lra" else ()
    return Layout(
        f"kanonik_{dataset}", dataset, fields, (), (), (), constants, roles.get(dataset, "rows"), False, "", (),
        dataset in ("rfk", "dpa", "kas", "spj"), "none",
    )  # fmt: skip


def canonical_kind(name: str) -> str:
    """What a column of a table holds, by its name."""
    return next((kind for pattern, kind in _CANONICAL_KINDS if pattern.search(name)), "label")
