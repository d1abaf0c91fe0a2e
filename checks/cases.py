"""Cases: findings of one cause are one case, with the primary finding that explains the others.

Cases are built over everything open, in an order that does not depend on the order of the findings: the same findings
give the same cases, and a case keeps its primary as long as it is open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

import orjson
import polars as pl

from checks.blame import Edit, blame, causes, edit_of, opposing_trust

CASE_SCHEMA = {
    "finding_id": pl.String,
    "kasus": pl.String,
    "sebab_kasus": pl.String,
    "kolom_kasus": pl.String,
    "urutan": pl.Int32,
}
READ = (
    "finding_id", "aturan", "tema", "keparahan", "dataset", "periode", "kode_opd", "subjek", "baris_id", "berkas",
    "lembar", "kolom", "teramati", "selisih",
)  # fmt: skip
SUMS = ("HIT-001", "HIT-011")
"""Rules about a row that adds up others; their key says which figure (``ukuran``)."""

SEVERITY_ORDER = {"blokir": 0, "peringatan": 1, "info": 2, "pantau": 3}
STRONGEST_FIRST = ("salinan", "berkas", "templat", "sebab", "induk", "opd", "berulang", "baris_sama")
"""Of several bonds in one case, the first here names it; ``sebab`` takes the kind its primary's rule states."""


@dataclass(slots=True, eq=False)
class _Item:
    """A finding as cases see it. ``case`` points towards the finding that stands for its case so far."""

    finding_id: str
    rule: str
    theme: str
    severity: str
    dataset: str
    period: str
    agency: str | None
    key: dict[str, object]
    row: str | None
    file: str | None
    sheet: str | None
    column: str | None
    observed: float | None
    difference: float | None
    edit: Edit
    blamed: str | None = None
    bonds: set[str] = field(default_factory=set)
    case: _Item | None = None

    @property
    def code(self) -> str | None:
        code = self.key.get("kode")
        return str(code) if code is not None else None


def build_cases(findings: pl.DataFrame) -> pl.DataFrame:
    """[finding_id, kasus, sebab_kasus, kolom_kasus, urutan] of ``findings`` (``schemas.finding.Finding``).

    ``urutan`` orders a case: 0 is its primary finding, whose id is ``kasus``.
    """
    items = [_item(row) for row in findings.select(READ).sort("finding_id").iter_rows()]
    for link in (_templates, _lines, _leaves_of_sums, _sums, _files, _copies, _agencies, _repetitions):
        link(items)
    rows = [row for members in _grouped(items, _root) for row in _told(members)]
    return pl.DataFrame(rows, schema=CASE_SCHEMA, orient="row").sort("finding_id")


def _item(row: tuple[object, ...]) -> _Item:
    text = [None if value is None else str(value) for value in row]
    return _Item(
        finding_id=str(row[0]),
        rule=str(row[1]),
        theme=str(row[2]),
        severity=str(row[3]),
        dataset=str(row[4]),
        period=str(row[5]),
        agency=text[6],
        key=orjson.loads(str(row[7])),
        row=text[8],
        file=text[9],
        sheet=text[10],
        column=text[11],
        observed=row[12] if isinstance(row[12], float) else None,
        difference=row[13] if isinstance(row[13], float) else None,
        edit=edit_of(str(row[1]), text[11]),
    )


def _root(item: _Item) -> _Item:
    while item.case is not None:
        item = item.case
    return item


def _join(items: Iterable[_Item], bond: str) -> None:
    """Make one case of ``items``."""
    first: _Item | None = None
    for item in items:
        root = _root(item)
        if first is None:
            first = root
        elif root is not first:
            root.case = first
            first.bonds |= root.bonds | {bond}


def _grouped(items: Iterable[_Item], key: object) -> Iterator[list[_Item]]:
    groups: defaultdict[Hashable, list[_Item]] = defaultdict(list)
    for item in items:
        found = key(item)  # type: ignore[operator]
        if found is not None:
            groups[found].append(item)
    yield from groups.values()


def _templates(items: list[_Item]) -> None:
    """The same rule and column at many places of one sheet; the same fault in the agency's other files with it."""
    known = causes()

    def place(item: _Item) -> Hashable:
        formal = item.theme in known.template_themes or item.rule in known.template_rules
        formal = formal and item.file is not None and item.rule not in SUMS
        return (item.agency, item.file, item.sheet, item.rule, item.column) if formal else None

    def form(item: _Item) -> Hashable:
        return (item.agency, item.dataset, item.rule, item.column, item.period[:4])

    repeated = []
    for group in _grouped(items, place):
        if len(group) >= known.template_size:
            repeated += group
    for group in _grouped(repeated, form):
        _join(group, "templat")
    columns: dict[Hashable, _Item] = {(item.row, item.column): item for item in repeated if item.row and item.column}
    for item in items:
        if item.rule not in SUMS:
            same = [columns[item.row, name] for name in sorted(item.edit) if (item.row, name) in columns]
            _join((*same[:1], item), "templat")


def _lines(items: list[_Item]) -> None:
    """Failures of one line in successive months that one wrong field explains."""
    lines: dict[str | None, Hashable] = {
        item.row: _line(item) for item in items if item.row and item.code and item.rule not in SUMS
    }

    def line(item: _Item) -> Hashable:
        if item.rule in SUMS or "templat" in _root(item).bonds:
            return None
        own = _line(item)
        return own if own is not None else lines.get(item.row, item.row)

    for group in _grouped(items, line):
        for run in _successive(group):
            blamed = blame([item.edit for item in run])
            for item in run:
                item.blamed = blamed[item.edit]
            for together in _grouped(run, lambda item: item.blamed):
                _join(together, "baris_sama")


def _line(item: _Item) -> Hashable:
    """What a finding speaks of: a contract, an indicator, or a line of the programme in one year."""
    if item.key.get("nomor") and item.dataset == "kontrak":
        return ("kontrak", item.agency, item.key["nomor"])
    indicator = item.key.get("kode_indikator") or item.key.get("kunci")
    if indicator and "realisasi_idr" not in item.edit:
        return ("indikator", item.agency, indicator, item.period[:4])
    return ("garis", item.agency, item.code, item.period[:4]) if item.code else None


def _successive(group: list[_Item]) -> Iterator[list[_Item]]:
    """Runs of findings with no month between them that has none; those of a whole year go with the first."""
    run: list[_Item] = []
    last = None
    for item in sorted(group, key=lambda item: (_month(item.period), item.finding_id)):
        month = _month(item.period)
        if run and month and last and month > last + 1:
            yield run
            run = []
        run.append(item)
        last = month
    yield run


def _month(period: str) -> int:
    """Month a period ends in; 0 for a year and for no period."""
    inner = period.partition("-")[2]
    if inner.startswith("TW"):
        return int(inner[2:]) * 3
    return int(inner) if inner.isdigit() else 0


def _leaves_of_sums(items: list[_Item]) -> None:
    """A row whose own figure is off by just what a sum above it is off by explains that sum."""
    leaves: defaultdict[Hashable, list[_Item]] = defaultdict(list)
    for item in items:
        if item.rule not in SUMS and item.file and item.difference:
            leaves[item.file, item.sheet, round(abs(item.difference))].append(item)
    for item in items:
        if item.rule in SUMS and item.difference:
            same = leaves.get((item.file, item.sheet, round(abs(item.difference))), [])
            explaining = [leaf for leaf in same if item.key["ukuran"] in leaf.edit]
            _join((*explaining[:1], item), "sebab")


def _sums(items: list[_Item]) -> None:
    """Sums of one sheet that no single line explains: a broken child breaks what stands above it, figure by figure."""
    left = [item for item in items if item.rule in SUMS and "sebab" not in _root(item).bonds]
    for group in _grouped(left, lambda item: (item.file, item.sheet, item.agency, item.key["ukuran"])):
        _join(group, "induk")
    for group in _grouped(left, lambda item: item.row):
        _join(group, "induk")


def _files(items: list[_Item]) -> None:
    """A wrong file explains what is found inside it."""
    for group in _grouped(items, lambda item: item.file):
        for rule, explained in causes().in_file.items():
            wrong = [item for item in group if item.rule == rule]
            inside = [item for item in group if item.rule in explained and "sebab" not in _root(item).bonds]
            if wrong:
                _join((*wrong, *inside), "berkas")


def _copies(items: list[_Item]) -> None:
    """One figure that several agencies have to the last digit."""

    def figure(item: _Item) -> Hashable:
        return (item.rule, item.dataset, item.observed) if item.rule in causes().copied and item.observed else None

    for group in _grouped(items, figure):
        _join(group, "salinan")


def _agencies(items: list[_Item]) -> None:
    """What is asked of an agency's whole report goes with the line that explains it: by amount, else by rule."""
    for group in _grouped(items, lambda item: (item.agency, item.period) if item.agency else None):
        for rule, explaining in causes().in_agency.items():
            for item in group:
                lines = [other for other in group if item.rule == rule and other.rule in explaining]
                if lines:
                    _join((min(lines, key=lambda line: _fit(line, item, explaining)), item), "opd")


def _fit(line: _Item, whole: _Item, explaining: tuple[str, ...]) -> tuple[bool, int, str]:
    same = bool(line.difference and whole.difference) and round(abs(line.difference or 0)) == round(
        abs(whole.difference or 0)
    )
    return (not same, explaining.index(line.rule), line.finding_id)


def _repetitions(items: list[_Item]) -> None:
    """The same question to the same agency, period after period."""

    def question(item: _Item) -> Hashable:
        name = causes().repeated.get(item.rule)
        return (name, item.agency, item.period[:4]) if name else None

    for group in _grouped(items, question):
        _join(group, "berulang")


def _told(members: list[_Item]) -> Iterator[tuple[str, str, str, str | None, int]]:
    """Rows of one case, its primary first."""
    bonds = _root(members[0]).bonds
    often = Counter(item.rule for item in members) if "templat" in bonds else Counter[str]()
    ordered = sorted(members, key=lambda item: (-often[item.rule], *_rank(item)))
    primary = ordered[0]
    kind = "sendiri" if len(members) == 1 else _kind(primary, bonds, members)
    column = primary.blamed or primary.column
    for place, item in enumerate(ordered):
        yield item.finding_id, primary.finding_id, kind, column, place


def _rank(item: _Item) -> tuple[object, ...]:
    """Primary first: what asks, names a cause, accuses the field blamed on the best authority, and came first."""
    known = causes()
    silent = SEVERITY_ORDER[item.severity] > SEVERITY_ORDER["peringatan"]
    about_all = item.rule in SUMS or (item.rule in known.in_agency and item.code is None)
    depth = -(item.code or "").count(".") if item.rule in SUMS else 0
    against = opposing_trust(item.edit, item.blamed or item.column or "")
    return (
        silent, known.first.get(item.rule, len(known.first)), about_all, SEVERITY_ORDER[item.severity],
        item.column != item.blamed, -against, item.period, depth, item.rule, item.finding_id,
    )  # fmt: skip


def _kind(primary: _Item, bonds: set[str], members: list[_Item]) -> str:
    strongest = next(bond for bond in STRONGEST_FIRST if bond in bonds)
    if strongest in ("sebab", "baris_sama") and primary.rule in causes().named:
        return causes().named[primary.rule] if len({item.rule for item in members}) > 1 else "berulang"
    if strongest == "baris_sama" and len({item.rule for item in members}) == 1:
        return "berulang"
    return "sebab_akibat" if strongest == "sebab" else strongest
