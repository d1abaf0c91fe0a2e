"""The chart of a line over its year: SVG drawn here, in the page's own colours, without a script or a style of its own.

The same figures stand beside it as a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from review.queries.series import Month, Series

WIDTH, HEIGHT = 720, 250
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 10, 26
STEP_PCT = 25
LINES = (
    ("plan", "planned_pct"),
    ("physical", "physical_pct"),
    ("treasury", "treasury_pct"),
    ("spent", "spent_pct"),
)
"""Style class -> figure of a month, from the back to the front."""


def draw_series(series: Series, month_names: Sequence[str], title: str, asked: int | None) -> Markup:
    """The year in percent of the ceiling; ``asked`` is the month in question. Held rows are hollow points."""
    top = max([100.0, *(value for month in series.months for value in _figures(month))])
    top = STEP_PCT * -(-top // STEP_PCT) if top <= 400 else 400.0
    parts = [*_grid(top, month_names), *_asked(asked), *_band(series.months, top)]
    for kind, name in LINES:
        points = [(month, getattr(month, name)) for month in series.months if getattr(month, name) is not None]
        parts += _line(kind, points, top)
    return Markup('<svg class="series" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, title, Markup("").join(parts)
    )


def _figures(month: Month) -> list[float]:
    values = [getattr(month, name) for _, name in LINES]
    return [value for value in values if value is not None]


def _x(month: int) -> float:
    return LEFT + (month - 0.5) * (WIDTH - LEFT - RIGHT) / 12


def _y(value: float, top: float) -> float:
    return TOP + (1 - min(max(value, 0.0), top) / top) * (HEIGHT - TOP - BOTTOM)


def _grid(top: float, month_names: Sequence[str]) -> list[Markup]:
    step = STEP_PCT if top <= 150 else STEP_PCT * 4
    parts = []
    for value in range(0, int(top) + 1, step):
        y = _y(value, top)
        parts.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(LEFT, WIDTH - RIGHT, y, y)
        )
        parts.append(Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}%</text>').format(LEFT - 6, y + 4, value))
    for number, name in enumerate(month_names, 1):
        parts.append(
            Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(_x(number), HEIGHT - 8, name)
        )
    return parts


def _asked(month: int | None) -> list[Markup]:
    if month is None:
        return []
    width = (WIDTH - LEFT - RIGHT) / 12
    return [
        Markup('<rect class="asked" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
            _x(month) - width / 2, TOP, width, HEIGHT - TOP - BOTTOM
        )
    ]


def _band(months: Sequence[Month], top: float) -> list[Markup]:
    known = [m for m in months if m.low_pct is not None and m.high_pct is not None and m.middle_pct is not None]
    if len(known) < 2:
        return []
    upper = [f"{_x(m.month):.1f},{_y(m.high_pct or 0, top):.1f}" for m in known]
    lower = [f"{_x(m.month):.1f},{_y(m.low_pct or 0, top):.1f}" for m in reversed(known)]
    middle = [f"{_x(m.month):.1f},{_y(m.middle_pct or 0, top):.1f}" for m in known]
    return [
        Markup('<polygon class="band" points="{}"/>').format(" ".join(upper + lower)),
        Markup('<polyline class="middle" points="{}"/>').format(" ".join(middle)),
    ]


def _line(kind: str, points: Sequence[tuple[Month, float]], top: float) -> list[Markup]:
    if not points:
        return []
    path = " ".join(f"{_x(month.month):.1f},{_y(value, top):.1f}" for month, value in points)
    parts = [Markup('<polyline class="{}" points="{}"/>').format(kind, path)]
    for month, value in points:
        parts.append(
            Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="3"/>').format(
                f"{kind} held" if month.held else kind, _x(month.month), _y(value, top)
            )
        )
    return parts
