"""JSON read and written without changing a digit: numbers stay as sent, keys sorted, one spelling for equal data."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def read_json(body: bytes) -> Any:
    """Decode; fractions become Decimal. Raises ValueError for no JSON, NaN, a key twice in one object, or too deep."""
    try:
        return json.loads(body, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("nested too deep") from None


def write_json(value: Any) -> bytes:
    """Canonical bytes: sorted keys, no spaces, UTF-8, Decimal as its digits."""
    return b"".join(_pieces(value))


def _pieces(value: Any) -> list[bytes]:
    if isinstance(value, dict):
        inside = [_text(key) + b":" + write_json(value[key]) for key in sorted(value)]
        return [b"{", b",".join(inside), b"}"]
    if isinstance(value, list):
        return [b"[", b",".join(write_json(v) for v in value), b"]"]
    if isinstance(value, Decimal):
        return [str(value).encode()]
    if isinstance(value, str):
        return [_text(value)]
    return [json.dumps(value).encode()]


def _text(value: str) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"key twice: {twice}")
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")
