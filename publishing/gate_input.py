"""What the release gate compares a candidate with: measured on what was read, never on what is to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson
import polars as pl

from publishing.candidate import facts_of
from publishing.night import Night
from schemas.outputs import FACT_OUTPUTS
from schemas.provenance import Provenance
from schemas.tables import FACT_TABLES, empty

INPUT_FOLDER = "masukan"
"""Below the staged tables: where :meth:`ExpectationsInput.write` leaves what they are compared with."""

_FACTS_FILE = "masukan.json"


def money_columns(frame: pl.DataFrame) -> list[str]:
    """Rupiah columns as submitted; sums of recomputed ones (``hit_*``) prove nothing about what was read."""
    return [
        name
        for name, kind in frame.schema.items()
        if name.endswith("_idr") and kind == pl.Int64 and not name.startswith("hit_")
    ]


@dataclass(frozen=True, slots=True, eq=False)
class ExpectationsInput:
    """Facts about one night, taken from its inputs.

    ``rows`` [baris_id, dataset, berkas, lembar, baris] every fact row read; ``physical`` [berkas, baris_diterima];
    ``claimed`` [tabel, baris_dibaca] rows that must be published or held; ``money`` [tabel, kolom, dibaca] their sums,
    as decimal text so that no sum can wrap; ``blocked`` row ids no release may contain; ``files`` the payload
    of every arrival;
    ``lost_rows`` physical rows said to have become facts of which none was handed over.
    """

    version: str
    started_at: datetime
    as_of: str
    newest_receipt: str
    rules: tuple[str, ...]
    agencies: tuple[str, ...]
    files: tuple[str, ...]
    lost_rows: int
    rows: pl.DataFrame
    physical: pl.DataFrame
    claimed: pl.DataFrame
    money: pl.DataFrame
    blocked: pl.DataFrame

    def write(self, directory: Path) -> None:
        """Leave everything in ``directory``, for a gate in another process."""
        facts = {
            "version": self.version,
            "started_at": self.started_at.isoformat(),
            "as_of": self.as_of,
            "newest_receipt": self.newest_receipt,
            "rules": self.rules,
            "agencies": self.agencies,
            "files": self.files,
            "lost_rows": self.lost_rows,
        }
        (directory / _FACTS_FILE).write_bytes(orjson.dumps(facts))
        for name in ("rows", "physical", "claimed", "money", "blocked"):
            frame: pl.DataFrame = getattr(self, name)
            frame.write_ipc(directory / f"{name}.arrow")

    @classmethod
    def read(cls, directory: Path) -> ExpectationsInput:
        """The inverse of :meth:`write`."""
        facts = orjson.loads((directory / _FACTS_FILE).read_bytes())
        frames = {
            name: pl.read_ipc(directory / f"{name}.arrow")
            for name in ("rows", "physical", "claimed", "money", "blocked")
        }
        return cls(
            version=facts["version"],
            started_at=datetime.fromisoformat(facts["started_at"]).astimezone(UTC),
            as_of=facts["as_of"],
            newest_receipt=facts["newest_receipt"],
            rules=tuple(facts["rules"]),
            agencies=tuple(facts["agencies"]),
            files=tuple(facts["files"]),
            lost_rows=facts["lost_rows"],
            **frames,
        )


def measure_night(night: Night) -> ExpectationsInput:
    """Count and sum what was read."""
    place = ["baris_id", "berkas", "lembar", "baris"]
    parts = [f.select(*place, dataset=pl.lit(name)) for name, f in night.facts.items() if name in FACT_TABLES]
    rows = pl.concat(parts) if parts else empty(Provenance).select(*place, dataset=pl.lit("", pl.String))
    became_facts = night.jejak.filter((pl.col("n_fakta") > 0) & pl.col("dataset").is_in(list(FACT_TABLES)))
    claimed = {output: _claimed(night, source) for output, source in FACT_OUTPUTS.items()}
    first: dict[tuple[str, str, str], datetime] = {}
    for receipt in night.receipts:
        first.setdefault((receipt.sha256, receipt.name, receipt.origin), receipt.received_at)
    newest = max(first.values(), default=None)
    return ExpectationsInput(
        version=night.version,
        started_at=night.started_at,
        as_of=night.as_of.isoformat(),
        newest_receipt=newest.astimezone(UTC).isoformat() if newest else "",
        rules=tuple(sorted(set(night.rule_titles.get_column("aturan")))),
        agencies=tuple(sorted(set(night.opd.get_column("kode_opd")))),
        files=tuple(sorted(berkas for berkas, _, _ in first)),
        lost_rows=became_facts.join(rows, on=["berkas", "lembar", "baris"], how="anti").height,
        rows=rows,
        physical=night.jejak.group_by("berkas").agg(baris_diterima=pl.len().cast(pl.Int64)),
        claimed=pl.DataFrame(
            {"tabel": list(claimed), "baris_dibaca": [frame.height for frame in claimed.values()]},
            schema={"tabel": pl.String, "baris_dibaca": pl.Int64},
        ),
        money=pl.concat([money_sums(output, frame) for output, frame in claimed.items()]).rename({"jumlah": "dibaca"}),
        blocked=_blocked(night),
    )


def _claimed(night: Night, source: str) -> pl.DataFrame:
    facts = facts_of(night, source)
    return facts.filter(pl.col("peran") == "rinci").join(night.set_aside, on="baris_id", how="anti")


def money_sums(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """[tabel, kolom, jumlah] of every money column of ``frame``; exact, as decimal text."""
    columns = money_columns(frame)
    totals = frame.select(pl.col(name).cast(pl.Int128).sum() for name in columns)
    return pl.DataFrame(
        {"tabel": [table] * len(columns), "kolom": columns, "jumlah": [str(totals.item(0, name)) for name in columns]},
        schema={"tabel": pl.String, "kolom": pl.String, "jumlah": pl.String},
    )


def _blocked(night: Night) -> pl.DataFrame:
    waived = night.settled.filter(pl.col("dikecualikan")).select("finding_id")
    blocking = night.findings.filter((pl.col("keparahan") == "blokir") & (pl.col("hasil") == "gagal"))
    refused = night.kendala.filter(pl.col("menahan")).select("baris_id")
    return (
        pl.concat([blocking.join(waived, on="finding_id", how="anti").select("baris_id"), refused])
        .drop_nulls()
        .unique()
        .sort("baris_id")
    )
