"""The footer of an E.81 sheet: means, predicates, factors and follow-up, as one row for the whole sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from schemas.e81 import PREDICATES
from sources.block_rows import Place
from sources.blocks import Block, is_filled
from sources.cells import parse_percent
from sources.collected import Collected
from sources.convert import as_sent
from sources.decoding import CellValue
from sources.personal_text import scrub
from sources.plugs import column_letter
from sources.rows import RowKind

_PREDICATE_WORDS = tuple(sorted(PREDICATES, key=len, reverse=True))


def fill_footer(block: Block, kinds: Sequence[RowKind], place: Place, into: Collected) -> None:
    """One row of ``layout.footer_dataset`` from the footer rows of a block, if it has any that carry fields."""
    dataset = block.match.layout.footer_dataset
    carrying = [kind for kind in kinds if kind.footer is not None and kind.footer.fields]
    if not dataset or not carrying:
        return
    values: dict[str, Any] = {}
    asal: dict[str, list[str]] = {}
    for kind in carrying:
        _read_row(kind, place, values, asal, into, dataset)
    identity, sha, baris = place.identity, into.receipt.sha256, carrying[0].row + 1
    values |= {
        "baris_id": f"{sha[:16]}:{place.number}:{baris}",
        "berkas": sha,
        "lembar": place.lembar,
        "baris": baris,
        "peran": "rinci",
        "asal": orjson.dumps(asal).decode(),
        "kode_opd": identity.kode_opd,
        "tahun": identity.tahun,
        "triwulan": identity.triwulan,
    }
    into.add_facts(dataset, {name: [value] for name, value in values.items()}, 1)


def _read_row(
    kind: RowKind, place: Place, values: dict[str, Any], asal: dict[str, list[str]], into: Collected, dataset: str
) -> None:
    footer = kind.footer
    if footer is None:
        return
    cells = place.sheet.rows[kind.row]
    filled = [(col, value) for col, value in enumerate(cells) if is_filled(value)]
    if footer.kind == "text":
        _read_words(filled, kind, footer.fields[0], values, asal)
        return
    for name, (col, value) in zip(footer.fields, filled[1:], strict=False):
        where = f"{column_letter(col)}{kind.row + 1}"
        asal[name] = [where, scrub(as_sent(value))]
        read = _percent(value) if footer.kind == "percent" else _predicate(value)
        values[name] = read
        if read is None and as_sent(value).strip(" -–—"):
            into.issue(
                "nilai_tak_terbaca", lembar=place.lembar, baris=kind.row + 1, sel=where, dataset=dataset, kolom=name,
                nilai=scrub(as_sent(value)), kode_opd=place.identity.kode_opd, tahun=place.identity.tahun,
                harapan="persentase" if footer.kind == "percent" else f"salah satu dari: {', '.join(PREDICATES)}",
                triwulan=place.identity.triwulan,
            )  # fmt: skip


def _read_words(
    filled: list[tuple[int, CellValue]], kind: RowKind, name: str, values: dict[str, Any], asal: dict[str, list[str]]
) -> None:
    col, lead = filled[0]
    _, _, after = as_sent(lead).partition(":")
    rest = [after, *(as_sent(value) for _, value in filled[1:])]
    text = scrub(" ".join(part.strip(" :\n") for part in rest if part.strip(" :\n")))
    if text:
        values[name] = f"{values[name]}\n{text}" if values.get(name) else text
        asal.setdefault(name, [f"{column_letter(col)}{kind.row + 1}", text])


def _percent(value: CellValue) -> float | None:
    return parse_percent(value, percent_format=None, scale="percent").value


def _predicate(value: CellValue) -> str | None:
    lowered = as_sent(value).casefold()
    return next((word for word in _PREDICATE_WORDS if word in lowered), None)
