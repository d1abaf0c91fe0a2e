"""``python -m bench [--quick] [--large] [rules|night]``: measured ratios beside the bars, as Markdown."""

from __future__ import annotations

import argparse

from bench import night, rules
from bench.machine import describe


def main() -> None:
    """Everything, or the part asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("all", "rules", "night"), default="all")
    parser.add_argument("--quick", action="store_true", help="smaller tables, no cold year")
    parser.add_argument("--large", action="store_true", help="10 million rows too")
    chosen = parser.parse_args()
    print(describe())
    if chosen.part in ("all", "rules"):
        rules.main(quick=chosen.quick, large=chosen.large)
    if chosen.part in ("all", "night"):
        night.main(quick=chosen.quick)


if __name__ == "__main__":
    main()
