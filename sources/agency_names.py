"""Names of the agencies, for who needs no more of the register than that."""

from __future__ import annotations

import csv
from pathlib import Path

from schemas.text import PersonError, Text


def agency_names(directory: Path) -> dict[str, str]:
    """Name by agency code from ``opd.csv`` in ``directory``; PersonError if it cannot be read.

    The columns and values of the whole register are judged where it is used (``sources.references``).
    """
    path = directory / "opd.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["kode_opd"]: row["nama"] for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as problem:
        raise PersonError(
            Text("Daftar OPD (opd.csv) tidak dapat dibaca.", "The register of agencies (opd.csv) cannot be read."),
            Text("Pulihkan berkas itu, atau periksa [pemda] rujukan.", "Restore it, or check [pemda] rujukan."),
            where=str(path),
        ) from problem
