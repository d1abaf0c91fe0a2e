"""Rules and frames are found by looking, never registered by hand."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import checks
import checks.frames
from checks.frame import Frame
from checks.rule import THEMES, Check


@cache
def rules() -> dict[str, Check]:
    """Every rule by id, sorted. A file that does not hold exactly one rule under its own name is an error."""
    found: dict[str, Check] = {}
    folders = {folder for folder, _ in THEMES.values()}
    for theme in pkgutil.iter_modules(checks.__path__):
        if theme.name not in folders:
            continue
        package = importlib.import_module(f"checks.{theme.name}")
        for module in pkgutil.iter_modules(package.__path__):
            rule = getattr(importlib.import_module(f"checks.{theme.name}.{module.name}"), module.name, None)
            if not isinstance(rule, Check):
                raise TypeError(f"checks/{theme.name}/{module.name}.py holds no rule named {module.name}")
            if rule.theme != theme.name:
                raise ValueError(f"{rule.id} lies in checks/{theme.name}, its theme is {rule.theme}")
            if rule.id in found:
                raise ValueError(f"{rule.id} is claimed by {found[rule.id].name} and {rule.name}")
            found[rule.id] = rule
    return dict(sorted(found.items()))


@cache
def frames() -> dict[str, Frame]:
    """Every prepared frame by name."""
    found = {}
    for module in pkgutil.iter_modules(checks.frames.__path__):
        frame = getattr(importlib.import_module(f"checks.frames.{module.name}"), "FRAME", None)
        if frame is None:
            continue
        if frame.name != module.name:
            raise ValueError(f"checks/frames/{module.name}.py holds the frame {frame.name}")
        found[frame.name] = frame
    return found
