"""From a cell to a value: money, percentages, quantities, dates, periods, codes; ambiguity is said, never guessed."""

from __future__ import annotations

from sources.cells.codes import CodeRead, parse_account, parse_code, parse_opd_code
from sources.cells.dates import DateRange, parse_date, parse_date_range, parse_duration_days
from sources.cells.money import parse_money
from sources.cells.parsed import Parsed
from sources.cells.percent import parse_percent, percent_scale
from sources.cells.periods import Period, find_periods, parse_period
from sources.cells.personal import is_personal_header, looks_personal
from sources.cells.quantities import Quantity, parse_number, split_values
from sources.cells.units import money_factor, normalise_unit

__all__ = [
    "CodeRead",
    "DateRange",
    "Parsed",
    "Period",
    "Quantity",
    "find_periods",
    "is_personal_header",
    "looks_personal",
    "money_factor",
    "normalise_unit",
    "parse_account",
    "parse_code",
    "parse_date",
    "parse_date_range",
    "parse_duration_days",
    "parse_money",
    "parse_number",
    "parse_opd_code",
    "parse_percent",
    "parse_period",
    "percent_scale",
    "split_values",
]
