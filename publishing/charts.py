"""Charts of the page, drawn as inline SVG in the page's own colours: no script, no picture file, fit for print."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

Part = tuple[str, int]
"""Style class of a part, and its size."""


def stacked_bar(parts: Sequence[Part], title: str) -> Markup:
    """Shares of one whole side by side. Nothing to show gives an empty track."""
    total = sum(size for _, size in parts)
    drawn, at = [], 0.0
    for kind, size in parts:
        width = 1000 * size / total if total else 0
        if width:
            shown = max(width - 2, 1)
            drawn.append(
                Markup('<rect class="{}" x="{:.1f}" width="{:.1f}" height="26" rx="3"/>').format(kind, at, shown)
            )
        at += width
    track = Markup('<rect class="track" width="1000" height="26" rx="3"/>') if not total else Markup("")
    return Markup(
        '<svg class="bar" viewBox="0 0 1000 26" preserveAspectRatio="none" role="img" aria-label="{}">{}{}</svg>'
    ).format(title, track, Markup("").join(drawn))


def columns(heights: Sequence[tuple[tuple[str, str], Sequence[Part]]], title: str) -> Markup:
    """One stacked column per period, scaled to the tallest; ``heights`` gives ((label, English label),
    parts from the bottom)."""
    tallest = max((sum(size for _, size in parts) for _, parts in heights), default=0) or 1
    drawn = []
    for index, ((indonesian, english), parts) in enumerate(heights):
        for language, text in (("id", indonesian), ("en", english)):
            drawn.append(
                Markup('<text lang="{}" x="{}" y="134" text-anchor="middle">{}</text>').format(
                    language, index * 40 + 20, text
                )
            )
        bottom = 120.0
        for kind, size in parts:
            height = 116 * size / tallest
            bottom -= height
            if height:
                drawn.append(
                    Markup('<rect class="{}" x="{}" y="{:.1f}" width="30" height="{:.1f}" rx="2"/>').format(
                        kind, index * 40 + 5, bottom, max(height - 1.5, 1)
                    )
                )
    width = max(len(heights), 1) * 40
    base = Markup('<line class="axis" x1="0" x2="{}" y1="120.5" y2="120.5"/>').format(width)
    return Markup(
        '<svg class="columns" viewBox="0 0 {} 138" preserveAspectRatio="xMinYMid" role="img" aria-label="{}">{}{}</svg>'
    ).format(width, title, Markup("").join(drawn), base)
