"""The data dictionary describes every column there is, and nothing that is not there."""

import tomllib

from publishing.dictionary import PAGE, WORDS, dictionary, main, meaning
from schemas.outputs import OUTPUT_TABLES

COLUMNS = {table: set(model.to_schema().columns) for table, model in OUTPUT_TABLES.items()}


def test_every_column_of_every_table_has_a_meaning() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            assert meaning(table, column).strip()


def test_no_meaning_is_left_over_from_a_column_that_is_gone() -> None:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert set(words["kolom"]) <= set().union(*COLUMNS.values())
    for table, own in words["tabel"].items():
        assert set(own) <= COLUMNS[table]


def test_the_page_in_the_repository_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary()
    assert main(["--check"]) == 0
