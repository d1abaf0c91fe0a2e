"""Cell and text as sent of the column a finding blames, from the row's ``asal``."""

from __future__ import annotations

import orjson
import polars as pl


def place_in_cell(evidence: pl.DataFrame) -> pl.DataFrame:
    """``evidence`` (asal, kolom) with ``sel`` and ``nilai_asli``: the blamed cell and its text as sent.

    The text of ``asal`` is cut where it has the plain form ``"column":["cell","text"]``; anything else, such as escaped
    signs, is decoded row by row.
    """
    entry = pl.format('"{}":["', "kolom")
    rest = pl.col("asal").str.splitn(entry, 2).struct.field("field_1")
    cut = evidence.with_columns(rest.str.splitn('","', 2).alias("_potong")).with_columns(
        pl.col("_potong").struct.field("field_0").alias("sel"),
        pl.col("_potong").struct.field("field_1").str.splitn('"]', 2).alias("_sisa"),
    )
    cut = cut.with_columns(pl.col("_sisa").struct.field("field_0").alias("nilai_asli"))
    plain = (
        pl.col("_sisa").struct.field("field_1").is_not_null()
        & ~pl.col("sel").str.contains('"', literal=True)
        & ~pl.col("nilai_asli").str.contains("\\", literal=True)
    ).fill_null(False)
    named = pl.col("asal").str.contains(pl.format('"{}"', "kolom"), literal=True).fill_null(False)
    marked = cut.with_columns(plain.alias("_polos"), named.alias("_disebut")).with_columns(
        pl.when("_polos").then(pl.col("sel", "nilai_asli"))
    )
    return _decoded(marked).drop("_potong", "_sisa", "_polos", "_disebut", "asal")


def _decoded(marked: pl.DataFrame) -> pl.DataFrame:
    odd = (marked["_disebut"] & ~marked["_polos"]).arg_true()
    if not odd.len():
        return marked
    cells, sent = marked["sel"].to_list(), marked["nilai_asli"].to_list()
    for position, origin, column in zip(odd, marked["asal"].gather(odd), marked["kolom"].gather(odd), strict=True):
        found = orjson.loads(origin).get(column)
        cells[position] = found[0] if found else None
        sent[position] = None if not found or found[1] is None else str(found[1])
    return marked.with_columns(
        pl.Series("sel", cells, dtype=pl.String), pl.Series("nilai_asli", sent, dtype=pl.String)
    )  # fmt: skip
