"""Validation rules by variable, as the MS-Var metadata asks for them."""

import csv
import io

import orjson

from checks.registry import rules
from publishing.ms_var import COLUMNS, FOLDER, files, validation_rules


def test_every_rule_stands_once_under_a_variable_with_its_basis() -> None:
    rows = validation_rules()
    assert sorted(str(row["aturan"]) for row in rows) == sorted(rules())
    assert all(row[name] for row in rows for name in COLUMNS if name != "definisi")


def test_variables_of_the_snapshot_bear_the_dictionarys_definition() -> None:
    by_rule = {row["aturan"]: row for row in validation_rules()}
    row = by_rule["ANG-001"]
    assert (row["dataset"], row["nama_variabel"], row["konsep"]) == ("rfk", "realisasi_idr", "Realisasi")
    assert row["definisi"]


def test_csv_and_json_say_the_same() -> None:
    written = files()
    listed = orjson.loads(written[FOLDER / "ms_var.json"])
    read = list(csv.DictReader(io.StringIO(written[FOLDER / "ms_var.csv"].decode("utf-8-sig"))))
    assert read == [{name: str(value) for name, value in row.items()} for row in listed]


def test_the_files_beside_the_catalogue_are_current() -> None:
    assert all(path.read_bytes() == content for path, content in files().items())
