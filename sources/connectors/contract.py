"""The contract of one API endpoint: what we ask, how it pages, and which shape the answer must have."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args

from schemas.text import PersonError, Text
from sources.connectors.credentials import names_a_secret, refuse_secrets_in

Style = Literal["none", "page", "cursor", "next", "link"]
FieldType = Literal["string", "integer", "number", "boolean", "date", "datetime", "object", "array", "any"]


@dataclass(frozen=True, slots=True)
class Paging:
    """How pages follow each other.

    page: ``page_param`` counts from ``first_page`` until a page is empty or shorter than ``page_size``; cursor: the
    value at ``next_path`` goes into ``cursor_param``; next: the URL at ``next_path``; link: the Link header's next.
    ``total_path`` is where the answer says how many items there are in all, checked at the end.
    """

    style: Style = "none"
    page_param: str = "page"
    first_page: int = 1
    size_param: str = ""
    page_size: int = 0
    cursor_param: str = "cursor"
    next_path: str = ""
    total_path: str = ""
    max_pages: int = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """A field every item must have. ``nullable``: null is an answer too."""

    type: FieldType
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """One endpoint. ``period`` and ``agency`` name the fields that say for when and by whom an item is.

    ``defaults`` (``period``, ``agency``) says it for the endpoint as a whole: it holds where the items say nothing,
    and is asked about where they say something else.
    """

    name: str
    dataset: str
    url: str
    fields: Mapping[str, Field]
    paging: Paging
    items_path: str = ""
    period: str = ""
    agency: str = ""
    params: Mapping[str, str] | None = None
    defaults: Mapping[str, str] | None = None


def load_contract(path: Path) -> Contract:
    """Read a contract file (TOML). Raises PersonError naming the file and the key that is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _wrong(path, "berkas tidak ada", "the file does not exist") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"bukan TOML: {error}", f"not TOML: {error}") from None
    _refuse_unknown(path, "", raw, {"contract", "paging", "items", "fields", "params", "defaults"})
    head = _table(path, raw, "contract")
    _refuse_unknown(path, "contract.", head, {"name", "dataset", "url", "period", "agency"})
    for key in ("name", "dataset", "url"):
        if not isinstance(head.get(key), str) or not head[key]:
            raise _wrong(path, f"contract.{key} kosong", f"contract.{key} is empty")
    refuse_secrets_in(head["url"], head["name"])
    for name in raw.get("params", {}):
        if names_a_secret(name):
            raise _wrong(path, f"params.{name} memuat rahasia; pakai token_env", f"params.{name}: use token_env")
    _refuse_unknown(path, "defaults.", raw.get("defaults", {}), {"period", "agency"})
    fields = {name: _field(path, name, value) for name, value in _table(path, raw, "fields").items()}
    for key in ("period", "agency"):
        if head.get(key) and head[key] not in fields:
            raise _wrong(path, f"contract.{key} tidak ada di fields", f"contract.{key} is not among the fields")
    return Contract(
        **head,
        fields=fields,
        paging=_paging(path, raw.get("paging", {})),
        items_path=str(raw.get("items", {}).get("path", "")),
        params={k: str(v) for k, v in raw.get("params", {}).items()},
        defaults={k: str(v) for k, v in raw.get("defaults", {}).items()},
    )


def _paging(path: Path, raw: Mapping[str, Any]) -> Paging:
    _refuse_unknown(path, "paging.", raw, set(Paging.__dataclass_fields__))
    paging = Paging(**raw)
    if paging.style not in get_args(Style):
        raise _wrong(path, f"paging.style {paging.style}", f"paging.style {paging.style}")
    if paging.style in ("cursor", "next") and not paging.next_path:
        raise _wrong(path, "paging.next_path diperlukan", "paging.next_path is needed")
    return paging


def _field(path: Path, name: str, raw: Any) -> Field:
    value = {"type": raw} if isinstance(raw, str) else raw
    if not isinstance(value, dict) or value.get("type") not in get_args(FieldType):
        known = ", ".join(get_args(FieldType))
        raise _wrong(path, f"fields.{name}: jenis harus salah satu dari {known}", f"fields.{name}: one of {known}")
    _refuse_unknown(path, f"fields.{name}.", value, {"type", "nullable"})
    return Field(value["type"], bool(value.get("nullable", False)))


def _table(path: Path, raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict) or not value:
        raise _wrong(path, f"bagian [{key}] tidak ada", f"section [{key}] is missing")
    return value


def _refuse_unknown(path: Path, place: str, raw: Mapping[str, Any], known: set[str]) -> None:
    for key in raw.keys() - known:
        raise _wrong(path, f"{place}{key} tidak dikenal", f"{place}{key} is unknown")


def _wrong(path: Path, id_: str, en: str) -> PersonError:
    return PersonError(
        Text(id=f"Berkas kontrak {path.name}: {id_}.", en=f"Contract file {path.name}: {en}."),
        Text(id="Perbaiki berkas kontrak itu.", en="Mend that contract file."),
        where=path.name,
    )


def misfit(contract: Contract, item: Any) -> tuple[str, Text] | None:
    """The first field in which ``item`` does not fit the contract and what is wrong with it, or None."""
    if not isinstance(item, dict):
        return "(item)", Text(id=f"bukan objek melainkan {_kind(item)}", en=f"is {_kind(item)}, not an object")
    for name, field in contract.fields.items():
        if name not in item:
            return name, Text(id="tidak ada", en="is missing")
        value = item[name]
        if not (value is None and field.nullable) and not _fits(value, field.type):
            return name, Text(
                id=f"seharusnya {field.type} tetapi {_kind(value)}", en=f"should be {field.type} but is {_kind(value)}"
            )
    return None


def _fits(value: Any, wanted: FieldType) -> bool:
    match wanted:
        case "any":
            return True
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case "string":
            return isinstance(value, str)
        case "date":
            return isinstance(value, str) and _reads(date.fromisoformat, value)
        case "datetime":
            return isinstance(value, str) and _reads(datetime.fromisoformat, value)


def _reads(reader: Any, value: str) -> bool:
    try:
        reader(value)
    except ValueError:
        return False
    return True


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "integer", Decimal: "number", str: "string", dict: "object", list: "array"}
    return names.get(type(value), type(value).__name__)
