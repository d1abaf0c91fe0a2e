"""``python -m simulation.labelled OUT_DIR``: write a labelled set to measure detection on."""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from simulation.labelled.styles import SCORED_YEAR, STYLES, Request
from simulation.labelled.tables import simulate, write_tables


def main() -> None:
    """Write the set and say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m simulation.labelled", description=__doc__)
    plain = Request()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--seed", type=int, default=plain.seed)
    parser.add_argument("--agencies", type=int, default=plain.agencies)
    parser.add_argument("--lines", type=int, default=plain.lines, help="sub kegiatan of all agencies together")
    parser.add_argument("--rate", type=float, default=plain.rate, help="dishonest share of the scored year's rows")
    parser.add_argument("--style", choices=sorted(STYLES), default="campur")
    given = parser.parse_args()
    request = Request(given.seed, given.agencies, given.lines, given.rate, STYLES[given.style])
    tables = simulate(request)
    write_tables(tables, given.directory)
    scored = tables["labels"].filter(pl.col("year") == SCORED_YEAR)
    bent = scored.filter(pl.col("label") == "dishonest")
    print(
        f"{given.directory}: {tables['reports'].height:,} reports, {scored.height:,} of {SCORED_YEAR}; "
        f"{bent.height / scored.height:.1%} dishonest in {bent['episode'].n_unique()} episodes of "
        f"{bent['type'].n_unique()} kinds; {scored.filter('shortfall').height / scored.height:.1%} shortfalls"
    )


if __name__ == "__main__":
    main()
