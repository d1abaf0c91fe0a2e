"""Work during which Python does not search for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Cells become millions of small objects, without cycles worth the search the collector makes among them."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
