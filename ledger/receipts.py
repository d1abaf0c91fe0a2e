"""Receipts: which bytes came in, when, from where, under which names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, func, insert, select

from ledger.audit import SYSTEM, digest, record
from ledger.columns import UTC_MOMENT, storable
from ledger.database import Ledger
from ledger.many import is_among
from ledger.models import ArrivalRow, ReceiptRow


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes (``berkas``: SHA-256, ``ukuran_byte``) under a name, from a place; ``dikirim_at`` the sender's time."""

    berkas: str
    ukuran_byte: int
    nama_berkas: str
    asal: str
    diterima_at: datetime
    dikirim_at: datetime | None = None
    pengirim: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many of the arrivals were news: bytes never held before, and arrivals never seen before."""

    new_receipts: int
    new_arrivals: int


def record_arrivals(ledger: Ledger, arrivals: Iterable[Arrival], *, run_id: str, at: datetime) -> Recorded:
    """Note what came in. The same bytes, name, place, sender and sender's time again are the same arrival.

    Bytes that come back under another name or from another place are a new arrival of a known receipt.
    """
    wanted = {_key(row): row for row in map(_row, arrivals)}
    if not wanted:
        return Recorded(0, 0)
    with ledger.write() as connection:
        hashes = {str(row["berkas"]) for row in wanted.values()}
        held = set(connection.scalars(select(ReceiptRow.berkas).where(is_among(connection, ReceiptRow.berkas, hashes))))
        seen = _known_arrivals(connection, hashes)
        fresh = [row for key, row in wanted.items() if key not in seen]
        if not fresh:
            return Recorded(0, 0)
        receipts = {row["berkas"]: row for row in reversed(fresh) if row["berkas"] not in held}
        mark = record(
            connection,
            at=at,
            actor=SYSTEM,
            action="arrivals_recorded",
            subject=run_id,
            detail={"receipts": len(receipts), "arrivals": len(fresh), "digest": digest(map(sealed, fresh))},
        )
        if receipts:
            connection.execute(
                insert(ReceiptRow),
                [
                    {
                        "berkas": row["berkas"],
                        "ukuran_byte": row["ukuran_byte"],
                        "pertama_diterima_at": row["diterima_at"],
                        "audit_id": mark.id,
                    }
                    for row in receipts.values()
                ],
            )
        connection.execute(
            insert(ArrivalRow),
            [
                {name: value for name, value in row.items() if name != "ukuran_byte"}
                | {"run_id": run_id, "audit_id": mark.id}
                for row in fresh
            ],
        )
        return Recorded(len(receipts), len(fresh))


def receipts(ledger: Ledger) -> pl.DataFrame:
    """All receipts: ``berkas``, ``ukuran_byte``, ``pertama_diterima_at``, ``n_kedatangan``."""
    arrived = func.count(ArrivalRow.id).label("n_kedatangan")
    query = (
        select(ReceiptRow.berkas, ReceiptRow.ukuran_byte, ReceiptRow.pertama_diterima_at, arrived)
        .join(ArrivalRow, ArrivalRow.berkas == ReceiptRow.berkas)
        .group_by(ReceiptRow.berkas, ReceiptRow.ukuran_byte, ReceiptRow.pertama_diterima_at)
        .order_by(ReceiptRow.pertama_diterima_at, ReceiptRow.berkas)
    )
    schema = {
        "berkas": pl.String(),
        "ukuran_byte": pl.Int64(),
        "pertama_diterima_at": UTC_MOMENT,
        "n_kedatangan": pl.Int64(),
    }
    with ledger.read() as connection:
        return pl.DataFrame([tuple(row) for row in connection.execute(query)], schema=schema, orient="row")


def arrivals_of(ledger: Ledger, berkas: str) -> list[Arrival]:
    """Every arrival of these bytes, oldest first."""
    return _arrivals(ledger, _all_arrivals().where(ArrivalRow.berkas == berkas))


def all_arrivals(ledger: Ledger) -> list[Arrival]:
    """Every arrival of anything, oldest first."""
    return _arrivals(ledger, _all_arrivals())


def _all_arrivals() -> Select[*tuple[Any, ...]]:
    return (
        select(ArrivalRow.__table__, ReceiptRow.ukuran_byte)
        .join(ReceiptRow, ReceiptRow.berkas == ArrivalRow.berkas)
        .order_by(ArrivalRow.id)
    )


def _arrivals(ledger: Ledger, query: Select[*tuple[Any, ...]]) -> list[Arrival]:
    with ledger.read() as connection:
        return [
            Arrival(
                berkas=row["berkas"],
                ukuran_byte=row["ukuran_byte"],
                nama_berkas=row["nama_berkas"],
                asal=row["asal"],
                diterima_at=row["diterima_at"],
                dikirim_at=row["dikirim_at"],
                pengirim=row["pengirim"],
            )
            for row in connection.execute(query).mappings()
        ]


def sealed(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit seals of an arrival."""
    return {name: row[name] for name in ("berkas", "nama_berkas", "asal", "diterima_at", "dikirim_at", "pengirim")}


def _row(arrival: Arrival) -> dict[str, Any]:
    return {
        "berkas": arrival.berkas,
        "ukuran_byte": arrival.ukuran_byte,
        "nama_berkas": storable(arrival.nama_berkas),
        "asal": storable(arrival.asal),
        "diterima_at": arrival.diterima_at,
        "dikirim_at": arrival.dikirim_at,
        "pengirim": storable(arrival.pengirim) if arrival.pengirim is not None else None,
    }


def _key(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return (row["berkas"], row["nama_berkas"], row["asal"], row["dikirim_at"], row["pengirim"])


def _known_arrivals(connection: Connection, hashes: set[str]) -> set[tuple[Any, ...]]:
    query = select(
        ArrivalRow.berkas, ArrivalRow.nama_berkas, ArrivalRow.asal, ArrivalRow.dikirim_at, ArrivalRow.pengirim
    ).where(is_among(connection, ArrivalRow.berkas, hashes))
    return {_key(row) for row in connection.execute(query).mappings()}
