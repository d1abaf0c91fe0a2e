"""A receipt: proof that these bytes arrived, when, from where, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Identity of one payload received. ``sha256`` names its bytes in the raw store; times are aware UTC.

    ``origin`` is where it came from without credentials (path below the inbox, URL, table). ``sent_at`` is the
    sender's own time where the source states one (file time, Last-Modified). ``sender`` is who sent it, if known.
    """

    sha256: str
    name: str
    origin: str
    size: int
    received_at: datetime
    sent_at: datetime | None = None
    sender: str | None = None
