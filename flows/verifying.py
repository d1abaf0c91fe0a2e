"""``jujur verify``: is everything we say we hold still what it was?"""

from __future__ import annotations

from rich.console import Console

from flows.config import Settings
from flows.standing import open_ledger
from ledger.receipts import receipts
from ledger.verify import verify as verify_ledger
from publishing.verify import verify_snapshots
from schemas.text import Language, Text
from sources.store import RawStore


def verify(settings: Settings, language: Language) -> bool:
    """Check the audit chain, every snapshot against its manifest, and every payload; say what was found."""
    console = Console()
    with open_ledger(settings) as ledger:
        problems = [problem.text.of(language) for problem in verify_ledger(ledger)]
        held = receipts(ledger)["berkas"].to_list()
    raw = RawStore(settings.home / "mentah").verify(held)
    parts = (
        (Text("Buku besar dan rantai audit", "Ledger and audit chain"), problems),
        (Text("Terbitan", "Snapshots"), verify_snapshots(settings.home)),
        (
            Text(f"Berkas mentah ({len(held)})", f"Raw files ({len(held)})"),
            raw,
        ),
    )
    for title, found in parts:
        mark = "[red]✗[/red]" if found else "[green]✓[/green]"
        console.print(f"{mark} {title.of(language)}", highlight=False)
        for text in found:
            console.print(f"    {text}", highlight=False)
    return not any(found for _, found in parts)
