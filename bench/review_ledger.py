"""A ledger of many findings and people for ``bench.review``; run as a script, a night that settles them all again.

``python -m bench.review_ledger URL HOME N`` settles ``N`` findings, every third with other values than before.
"""

from __future__ import annotations

import hashlib
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import polars as pl
from argon2 import PasswordHasher

from ledger.accounts import add_account
from ledger.audit import SYSTEM
from ledger.database import Ledger
from ledger.findings import load_findings
from ledger.queue import place
from ledger.runs import begin_run, end_run
from ledger.settle import settle
from schemas.finding import Finding, Placement, WatchedState
from schemas.tables import empty, polars_schema

PASSWORD = "kata-sandi-uji-beban"
PEOPLE = ("steward", "steward", "steward", "approver", "opd")
"""Roles in turn."""

QUEUED = 40
FINDING = polars_schema(Finding)


def person(number: int) -> str:
    """User name of person ``number``."""
    return f"orang{number:03d}"


def many_findings(home: Path, count: int) -> pl.DataFrame:
    """The findings of the workspace's own ledger, again and again under other numbers and periods of other years."""
    with Ledger.open(f"sqlite:///{home / 'jujur.db'}") as ledger:
        found = load_findings(ledger).select(list(FINDING))
    copies: list[pl.DataFrame] = []
    for turn in range(-(-count // found.height)):
        identity = [hashlib.sha256(f"{turn} {key}".encode()).hexdigest()[:16] for key in found["finding_id"]]
        period = pl.col("periode").str.replace(r"^\d{4}", str(2025 - turn % 8))
        copies.append(found.with_columns(pl.Series("finding_id", identity), period))
    return pl.concat(copies).head(count)


def fill(ledger: Ledger, home: Path, count: int) -> None:
    """Settle and place the first night."""
    at = datetime.now(UTC)
    findings = many_findings(home, count)
    run = begin_run(ledger, as_of=at.date(), at=at, code_version="1", rules_lock_hash="2").run_id
    settle(ledger, run, findings, empty(WatchedState), at)
    ranked = findings.head(QUEUED).select(
        "finding_id", kasus="finding_id", sebab_kasus=pl.lit("sendiri"), kolom_kasus="kolom", penasihat=pl.lit(False)
    )
    places = pl.int_range(1, pl.len() + 1, dtype=polars_schema(Placement)["antrian_rupiah"])
    place(ledger, run, ranked.with_columns(antrian_kecurigaan=places, antrian_rupiah=places), at)
    end_run(ledger, run, state="nothing_new", at=at, summary={})


def open_people(ledger: Ledger, count: int) -> None:
    """Accounts of every role in turn; agencies' users belong to agencies that have findings."""
    hashed = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    agencies = sorted(load_findings(ledger)["kode_opd"].drop_nulls().unique())
    for number in range(count):
        role = PEOPLE[number % len(PEOPLE)]
        agency = agencies[number % len(agencies)] if role == "opd" else None
        add_account(
            ledger, person(number), name=person(number), role=role, kode_opd=agency, password_hash=hashed,
            must_change=False, actor=SYSTEM, at=datetime.now(UTC),
        )  # fmt: skip


def link_snapshot(source: Path, home: Path) -> None:
    """The pages of ``home`` show what ``source`` published and received."""
    for folder in ("published", "mentah"):
        if (source / folder).is_dir():
            (home / folder).symlink_to(source / folder, target_is_directory=True)


def settle_again(url: str, home: Path, count: int) -> dict[str, Any]:
    """The next night: seconds it took to settle."""
    other = pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.col("teramati") + 1).otherwise("teramati")
    findings = many_findings(home, count).with_columns(other.alias("teramati"))
    at = datetime.now(UTC)
    with Ledger.open(url) as ledger:
        run = begin_run(ledger, as_of=at.date(), at=at, code_version="1", rules_lock_hash="2").run_id
        begun = time.perf_counter()
        settle(ledger, run, findings, empty(WatchedState), at)
        seconds = time.perf_counter() - begun
        end_run(ledger, run, state="nothing_new", at=at, summary={})
    return {"seconds": seconds}


if __name__ == "__main__":
    print(orjson.dumps(settle_again(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))).decode())
