"""Validation rules by variable ("aturan validasi" of the MS-Var metadata, BPS Regulation 5/2020): CSV and JSON.

Every snapshot has both beside its tables. ``python -m publishing.ms_var`` writes docs/rules/ms_var.{csv,json};
``--check`` says whether they are current.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import orjson

from checks.catalogue import condition
from checks.phrasing import CODES
from checks.registry import frames, rules
from checks.rule import Check
from publishing.dictionary import meaning

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
WHOLE_ROW = "(seluruh isian)"
"""Variable of rules that blame no single column: the row as a whole."""
COLUMNS = (
    "dataset", "nama_variabel", "konsep", "definisi", "aturan", "versi_aturan", "aturan_validasi",
    "aturan_validasi_en", "keparahan", "dasar",
)  # fmt: skip


def _definition(dataset: str, variable: str) -> str:
    """What the variable holds by the data dictionary; blank where the snapshot has no such column."""
    try:
        return meaning(dataset, variable)
    except KeyError:
        return ""


def _row(rule: Check) -> dict[str, str | int]:
    dataset = frames()[rule.frame].dataset
    variable = rule.column or WHOLE_ROW
    concept = CODES[variable].id if variable in CODES else variable.rsplit("_", 1)[0].replace("_", " ")
    values: tuple[str | int, ...] = (
        dataset, variable, concept, _definition(dataset, variable), rule.id, rule.version,
        f"{rule.title.id}. {condition(rule, 'id')}", f"{rule.title.en}. {condition(rule, 'en')}",
        str(rule.severity), rule.basis,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def validation_rules() -> list[dict[str, str | int]]:
    """One row per rule under the variable it judges, by dataset, variable and rule; keys are :data:`COLUMNS`."""
    rows = [_row(rule) for rule in rules().values()]
    return sorted(rows, key=lambda row: (row["dataset"], row["nama_variabel"], row["aturan"]))


def files(folder: Path = FOLDER) -> dict[Path, bytes]:
    """Both files below ``folder`` with their content; the CSV is UTF-8 with BOM, as spreadsheets want it."""
    rows = validation_rules()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    listing = orjson.dumps(rows, option=orjson.OPT_INDENT_2) + b"\n"
    return {folder / "ms_var.csv": text.getvalue().encode("utf-8-sig"), folder / "ms_var.json": listing}


def write_ms_var(folder: Path) -> None:
    """Write both files into ``folder``; a snapshot has them beside its tables."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files(folder).items():
        path.write_bytes(content)


def main(arguments: list[str]) -> int:
    """Write both files, or with ``--check`` compare them."""
    if arguments == ["--check"]:
        wanted = files()
        stale = [path for path, content in wanted.items() if not path.is_file() or path.read_bytes() != content]
        for path in stale:
            print(f"not current: {path.name}; run make catalogue")
        return 1 if stale else 0
    write_ms_var(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
