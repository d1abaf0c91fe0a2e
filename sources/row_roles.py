"""Which rows of a block are leaves and which repeat them, and the line each one belongs under."""

from __future__ import annotations

from sources.block_rows import BlockRows
from sources.hierarchy import depths_of, levels_of, parents_by_level, parents_of


def settle_roles(rows: BlockRows) -> None:
    """Set ``peran`` as the layout tells leaves from sums; ``induk_baris`` and ``tingkat_akun`` for LRA."""
    peran = rows.columns["peran"]
    match rows.layout.roles:
        case "code" | "indicator":
            code = rows.columns.get("kode") or rows.columns.get("kode_akun")
            if code is not None:
                _by_code(rows, code, peran)
        case "total":
            rows.columns["peran"] = ["total"] * len(peran)
        case "indent":
            _by_indent(rows, peran)


def _by_code(rows: BlockRows, code: list[str | None], peran: list[str]) -> None:
    columns = rows.columns
    induk, parents = parents_of(columns["kode_opd"], code, columns["baris_id"])
    own_words = columns.get("indikator") if rows.layout.roles == "indicator" else None
    for index in parents:
        if peran[index] == "rinci" and not (own_words and own_words[index]):
            peran[index] = "subtotal"
    if rows.layout.dataset == "lra":
        columns["induk_baris"] = induk


def _by_indent(rows: BlockRows, peran: list[str]) -> None:
    levels = levels_of(rows.cells["uraian"], dict(rows.layout.levels), _indents(rows))
    parents = parents_by_level(levels)
    ids = rows.columns["baris_id"]
    for parent in parents:
        if parent is not None:
            peran[parent] = "subtotal"
    rows.columns["induk_baris"] = [None if parent is None else ids[parent] for parent in parents]
    rows.columns["tingkat_akun"] = [min(8, depth) for depth in depths_of(parents)]


def _indents(rows: BlockRows) -> list[int]:
    col = rows.fields["uraian"][1]
    styled = rows.place.sheet.indents
    typed = [len(v) - len(v.lstrip()) if isinstance(v, str) else 0 for v in rows.cells["uraian"]]
    return [t + 2 * styled.get((kind.row, col), 0) for t, kind in zip(typed, rows.kinds, strict=True)]
