"""Tables that people open in a spreadsheet: nothing an agency typed may run there."""

from __future__ import annotations

import polars as pl

_FORMULA_START = r"^[=+\-@\t\r\n]"


def safe_for_spreadsheets(frame: pl.DataFrame) -> pl.DataFrame:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; lists become ``1;2;3``.

    Numbers, dates and moments keep their types.
    """
    texts = pl.selectors.string()
    elements = pl.element().cast(pl.String).fill_null("")
    return frame.with_columns(pl.selectors.list().list.eval(elements).list.join(";")).with_columns(
        pl.when(texts.str.contains(_FORMULA_START)).then("'" + texts).otherwise(texts).name.keep()
    )
