"""Who findings can be given to."""

from __future__ import annotations

from ledger.accounts import Account, accounts
from ledger.database import Ledger


def assignees(ledger: Ledger) -> list[Account]:
    """Stewards and approvers who may come in, by name."""
    return [each for each in accounts(ledger) if each.role in ("steward", "approver") and each.disabled_at is None]
