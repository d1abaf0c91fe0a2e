"""One finding as it stands, for a question about it alone: nothing of frames is loaded to answer it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from ledger.database import Ledger
from ledger.models import FindingRow


def one_finding(ledger: Ledger, finding_id: str) -> dict[str, Any] | None:
    """The finding as last seen, with its standing, by name of column; None if there is none of this number."""
    query = select(FindingRow.__table__).where(FindingRow.finding_id == finding_id)
    with ledger.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def case_size(ledger: Ledger, kasus: str) -> int:
    """How many findings that are not resolved stand in a case."""
    query = select(func.count()).where(FindingRow.kasus == kasus, FindingRow.status != "selesai")
    with ledger.read() as connection:
        return connection.scalar(query) or 0
