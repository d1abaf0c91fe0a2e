"""``make new-check ID=ANG-006 NAME=nama_anomali``: a rule file with its facts to fill in and examples that run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from checks.registry import rules
from checks.rule import THEMES

TEMPLATE = '''"""{id}: TODO one sentence that says what is wrong with the figure."""

from __future__ import annotations

import polars as pl

from checks.rule import Kind, Severity, Verdicts, check
from schemas.text import Text


@check(
    id="{id}",
    version=1,
    frame="rfk",
    severity=Severity.WARNING,
    kind=Kind.INCONSISTENCY,
    column="realisasi_idr",
    unit="idr",
    title=Text("{title}", "TODO title in English"),
    message=Text(
        "TODO: ditemukan {{observed}}, diharapkan {{expected}}.",
        "TODO: found {{observed}}, expected {{expected}}.",
    ),
    why=Text("TODO mengapa ini perlu ditanyakan", "TODO why this deserves a question"),
    condition=Text("TODO kapan satu baris menjadi temuan.", "TODO when a line is a finding."),
    cannot_tell=Text("TODO yang tetap tidak diketahui.", "TODO what stays unknown."),
    basis="keputusan sendiri: TODO",
    settles=Text("TODO dokumen yang menjawabnya", "TODO the document that settles it"),
    examples="""
        kode              | realisasi_idr | pagu_idr | verdict
        1.03.02.2.01.0001 | 100           | 100      | pass
        1.03.02.2.01.0002 | 101           | 100      | fail
        1.03.02.2.01.0003 |               | 100      | unknown
    """,
)
def {name}() -> Verdicts:
    """TODO what unknown means here."""
    found, wanted = pl.col("realisasi_idr"), pl.col("pagu_idr")
    return Verdicts(ok=found <= wanted, observed=found, expected=wanted)
'''


def scaffold(rule_id: str, name: str, checks_dir: Path = Path(__file__).parent) -> Path:
    """Write the file and return its path; ValueError says what is wrong with id or name."""
    if not re.fullmatch(r"[A-Z]{3}-\d{3}", rule_id) or rule_id[:3] not in THEMES:
        raise ValueError(f"ID {rule_id!r}: expected THEME-NNN with a theme of {', '.join(THEMES)}")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"NAME {name!r}: expected snake_case")
    if rule_id in rules():
        raise ValueError(f"{rule_id} is taken by {rules()[rule_id].name}; ids are never reused")
    folder = checks_dir / THEMES[rule_id[:3]][0]
    path = folder / f"{name}.py"
    if path.exists():
        raise ValueError(f"{path} exists")
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    title = name.replace("_", " ").capitalize()
    path.write_text(TEMPLATE.format(id=rule_id, name=name, title=title), encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    """Scaffold from the command line: ID NAME."""
    if len(arguments) != 2:
        print("make new-check ID=ANG-006 NAME=nama_anomali")
        return 2
    try:
        print(scaffold(arguments[0], arguments[1]))
    except ValueError as error:
        print(error)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
