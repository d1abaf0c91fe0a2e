"""A file of several agencies: which of its rows each agency gets back, and no other's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from review.workbook.contents import Share

HEADINGS = ("kepala", "nomor_kolom")
"""Rows of a sheet that are nobody's figures."""
TITLE = "judul"
"""Rows that name agency and period: one's own where the whole sheet is."""

_PLACE = ("berkas", "lembar", "baris")


def shares_of(
    files: Iterable[str], facts: Iterable[pl.DataFrame], traces: pl.DataFrame
) -> Mapping[str, Mapping[str, Share]]:
    """Per file, per agency named in its rows, the rows that are its own and the headings above them.

    ``facts`` are tables of ``schemas.tables.FACT_TABLES``, ``traces`` is ``schemas.dokumen.Jejak``. Where a sheet holds
    rows of several agencies its subtotals and totals are left out: they add up what is not one's own. Rows of no known
    agency go back to nobody.
    """
    wanted = pl.col("berkas").is_in(list(files))
    columns = [*_PLACE, "kode_opd", "peran"]
    own = pl.concat([table.filter(wanted).select(columns) for table in facts]).drop_nulls("kode_opd")
    mixed = pl.col("kode_opd").n_unique().over("berkas", "lembar") > 1
    sheets = own.select("berkas", "lembar", "kode_opd", mixed.alias("mixed")).unique()
    own = own.filter(~mixed | (pl.col("peran") == "rinci")).select(*_PLACE, "kode_opd")
    above = traces.filter(wanted).join(sheets, on=["berkas", "lembar"])
    above = above.filter(pl.col("peran").is_in(HEADINGS) | ((pl.col("peran") == TITLE) & ~pl.col("mixed")))
    rows = pl.concat([own, above.select(*_PLACE, "kode_opd")]).unique()
    found: dict[str, dict[str, Share]] = {}
    by_sheet = (
        rows.group_by("berkas", "kode_opd", "lembar").agg(pl.col("baris").sort()).sort("berkas", "kode_opd", "lembar")
    )
    for berkas, agency, sheet, numbers in by_sheet.iter_rows():
        shares = found.setdefault(berkas, {})
        shares[agency] = (*shares.get(agency, ()), (sheet, tuple(numbers)))
    return found
