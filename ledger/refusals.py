"""What the ledger refuses, in words for the person who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.text import PersonError, Text

if TYPE_CHECKING:
    from ledger.decisions import Decision


class RefusedError(PersonError):
    """A decision the ledger does not take."""

    def __init__(self, what: Text, *, where: str = "") -> None:
        super().__init__(
            what,
            Text(id="Muat ulang temuan ini, lalu pilih lagi.", en="Reload this finding, then choose again."),
            where=where,
        )


class ConflictError(RefusedError):
    """Someone else decided meanwhile: ``theirs`` is what they said."""

    def __init__(self, finding_id: str, theirs: Decision | None) -> None:
        who = f"{theirs.user}: {theirs.status}" if theirs else "-"
        super().__init__(
            Text(id=f"Temuan ini baru saja diputuskan ({who}).", en=f"This finding was just decided ({who})."),
            where=finding_id,
        )
        self.finding_id = finding_id
        self.theirs = theirs
