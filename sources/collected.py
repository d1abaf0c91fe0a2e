"""What reading gathers row by row, and the frames made of it, once for one file or for many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from schemas.dokumen import Dokumen, Jejak, Kendala
from schemas.tables import polars_schema
from sources.layout import columns_of
from sources.reading import Reading
from sources.receipt import Receipt

JEJAK_COLUMNS = ("berkas", "lembar", "baris", "peran", "dataset", "n_fakta", "alasan")
KENDALA_COLUMNS = (
    "berkas", "nama_berkas", "lembar", "baris", "sel", "baris_id", "dataset", "kolom", "jenis", "nilai", "harapan",
    "menahan", "kode_opd", "tahun", "bulan", "triwulan",
)  # fmt: skip
MAX_VALUE_TEXT = 200


@dataclass(slots=True)
class Collected:
    """Rows of one file before they become frames: plain lists, cheap to build and to join; ``seal`` as ``segel``."""

    receipt: Receipt
    seal: str | None = None
    dokumen: list[dict[str, Any]] = field(default_factory=list)
    jejak: list[tuple[Any, ...]] = field(default_factory=list)
    kendala: list[tuple[Any, ...]] = field(default_factory=list)
    facts: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def trace(self, lembar: str, baris: int, peran: str, dataset: str | None, n_fakta: int, alasan: str | None) -> None:
        """One row of ``jejak``."""
        self.jejak.append((self.receipt.sha256, lembar, baris, peran, dataset, n_fakta, alasan))

    def issue(self, jenis: str, *, menahan: bool = False, **where: Any) -> None:
        """One row of ``kendala``; ``where`` gives the remaining columns by name."""
        nilai = where.get("nilai")
        if isinstance(nilai, str) and len(nilai) > MAX_VALUE_TEXT:
            where["nilai"] = nilai[:MAX_VALUE_TEXT] + "…"
        where |= {"berkas": self.receipt.sha256, "nama_berkas": self.receipt.name, "jenis": jenis, "menahan": menahan}
        self.kendala.append(tuple(where.get(name) for name in KENDALA_COLUMNS))

    def add_facts(self, dataset: str, columns: dict[str, list[Any]], count: int) -> None:
        """Append ``count`` rows; columns not given are null."""
        table = self.facts.setdefault(dataset, {name: [] for name in columns_of(dataset)})
        for name, values in table.items():
            given = columns.get(name)
            values.extend(given if given is not None else [None] * count)

    def only_documents(self, mark: str) -> Collected:
        """The documents alone, ``mark`` behind their ids: for bytes whose rows are on record already."""
        again = [document | {"dokumen_id": f"{document['dokumen_id']}{mark}"} for document in self.dokumen]
        return Collected(self.receipt, dokumen=again)


def build(parts: Iterable[Collected]) -> Reading:
    """One Reading of everything collected, in the order given; each frame is made once."""
    dokumen: list[dict[str, Any]] = []
    jejak: list[tuple[Any, ...]] = []
    kendala: list[tuple[Any, ...]] = []
    facts: dict[str, dict[str, list[Any]]] = {}
    for part in parts:
        dokumen += part.dokumen
        jejak += part.jejak
        kendala += part.kendala
        for dataset, columns in part.facts.items():
            if dataset not in facts:
                facts[dataset] = {name: list(values) for name, values in columns.items()}
            else:
                for name, values in columns.items():
                    facts[dataset][name] += values
    return Reading(
        dokumen=pl.DataFrame(dokumen, schema=polars_schema(Dokumen), orient="row"),
        jejak=_from_tuples(jejak, JEJAK_COLUMNS, polars_schema(Jejak)),
        kendala=_from_tuples(kendala, KENDALA_COLUMNS, polars_schema(Kendala)),
        facts={
            name: pl.DataFrame(columns, schema=columns_of(name))
            for name, columns in facts.items()
            if columns["asal" if "asal" in columns else "kode_opd"]
        },
    )


def _from_tuples(rows: list[tuple[Any, ...]], names: tuple[str, ...], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    given = dict(zip(names, columns, strict=True))
    return pl.DataFrame({name: list(given[name]) for name in schema}, schema=schema)
