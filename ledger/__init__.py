"""What happened and what was decided. Open it with ``ledger.database.Ledger``; the other modules take it first."""
